import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { clockOf, meaningOf, wallOf } from './clock.js';

const NEW_YORK = 'America/New_York';
const at = (text: string): Date => new Date(text);
/** Zones with every habit: changes by an hour and by half of one, at midnight, over a whole day, twice within weeks, never. */
const ZONES = [
  NEW_YORK,
  'UTC',
  'Europe/Dublin',
  'Africa/Casablanca',
  'America/Havana',
  'America/St_Johns',
  'Asia/Beirut',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Kiritimati',
];
const instants = fc.integer({ min: Date.UTC(1972, 0), max: Date.UTC(2200, 0) });

describe('the clock of a zone', () => {
  it.each([
    [NEW_YORK, '2026-03-07'],
    ['UTC', '2026-03-08'],
    ['Pacific/Kiritimati', '2026-03-08'],
  ])('in %s has a day of its own', (zone, day) => expect(clockOf(zone).day(at('2026-03-08T04:59:59.999Z'))).toBe(day));

  it('shows 00:00 when a day begins, and the last minute until then', () =>
    expect(['2026-03-08T05:00:00Z', '2026-03-08T04:59:59.999Z'].map((text) => clockOf(NEW_YORK).text(at(text)))).toEqual([
      '2026-03-08T00:00',
      '2026-03-07T23:59',
    ]));

  it('shows the wall clock, before and after a change', () => {
    expect(clockOf('America/Toronto').stamp(at('2026-03-08T06:59:59Z'))).toBe('2026-03-08T01:59:59-05:00');
    expect(clockOf('America/Toronto').stamp(at('2026-03-08T07:00:00Z'))).toBe('2026-03-08T03:00:00-04:00');
    expect(clockOf('Asia/Kathmandu').stamp(at('2026-01-01T00:00:00Z'))).toBe('2026-01-01T05:45:00+05:45');
    expect(clockOf('UTC').stamp(at('2026-01-01T00:00:00Z'))).toBe('2026-01-01T00:00:00+00:00');
  });

  it('says the instant, whenever and wherever', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1975, 0), max: Date.UTC(2050, 0) }),
        fc.constantFrom(...ZONES.map(clockOf)),
        (time, clock) => {
          const instant = new Date(Math.floor(time / 1000) * 1000);
          expect(new Date(clock.stamp(instant))).toEqual(instant);
        },
      ),
    );
  });

  it('says how far it is from UTC', () => {
    expect(clockOf(NEW_YORK).away(at('2026-03-07T12:00:00.000Z'))).toBe('-05:00');
    expect(clockOf(NEW_YORK).away(at('2026-03-09T12:00:00.000Z'))).toBe('-04:00');
    expect(clockOf('Asia/Kolkata').away(at('2026-03-09T12:00:00.000Z'))).toBe('+05:30');
  });

  it('does not know a zone that there is not', () =>
    expect(() => clockOf('Mars/Base').day(at('2026-03-08T12:00:00Z'))).toThrow(RangeError));

  it('shows what Temporal says', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...ZONES), (time, zone) => {
        const there = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone).toPlainDateTime();
        expect(wallOf(new Date(time), zone).equals(there)).toBe(true);
        expect(clockOf(zone).text(new Date(time))).toBe(there.toString({ smallestUnit: 'minute' }));
      }),
    );
  });
});

describe('a time of the wall clock', () => {
  const instant = (day: string, time: string, zone = NEW_YORK): string => new Date(clockOf(zone).at(day, time)).toISOString();

  it('means the moment after the jump where it is skipped, the first where it is shown twice', () => {
    expect(instant('2026-03-08', '02:30')).toBe('2026-03-08T07:30:00.000Z');
    expect(instant('2026-11-01', '01:30')).toBe('2026-11-01T05:30:00.000Z');
    expect(instant('2026-10-04', '02:15', 'Australia/Lord_Howe')).toBe('2026-10-03T15:45:00.000Z');
    const wall = (text: string) => meaningOf(Temporal.PlainDateTime.from(text), NEW_YORK).clockChange;
    expect(['2026-03-08T02:30', '2026-11-01T01:30', '2026-11-01T02:00', '2026-03-08T03:00'].map(wall)).toEqual([
      'SKIPPED',
      'TWICE',
      null,
      null,
    ]);
  });

  it('24:00 is where the next day begins, also on a day of 23 or 25 hours', () => {
    expect(instant('2026-03-08', '00:00')).toBe('2026-03-08T05:00:00.000Z');
    expect(instant('2026-03-08', '24:00')).toBe('2026-03-09T04:00:00.000Z');
    expect(instant('2026-11-01', '24:00')).toBe('2026-11-02T05:00:00.000Z');
    expect(instant('2028-02-28', '24:00')).toBe(instant('2028-02-29', '00:00'));
  });

  it('at a midnight that is skipped, the day begins with its first moment', () => {
    // In Havana the clocks go from midnight to one; Samoa left out a whole day.
    expect(instant('2026-03-08', '00:00', 'America/Havana')).toBe('2026-03-08T05:00:00.000Z');
    expect(instant('2011-12-30', '00:00', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
    expect(instant('2011-12-31', '00:00', 'Pacific/Apia')).toBe('2011-12-30T10:00:00.000Z');
  });

  it('means what it means to Temporal, near every change of the clocks', () => {
    const near = fc.integer({ min: -40, max: 40 });
    fc.assert(
      fc.property(instants, near, fc.constantFrom(...ZONES), (time, quarters, zone) => {
        const any = Temporal.Instant.fromEpochMilliseconds(time).toZonedDateTimeISO(zone);
        const wall = (any.getTimeZoneTransition('next') ?? any).toPlainDateTime().add({ minutes: 15 * quarters });
        const [first, last] = [wall.toZonedDateTime(zone), wall.toZonedDateTime(zone, { disambiguation: 'later' })];
        const skipped = !first.toPlainDateTime().equals(wall);
        expect(meaningOf(wall, zone)).toEqual({
          instant: first.epochMilliseconds,
          clockChange: skipped ? 'SKIPPED' : first.equals(last) ? null : 'TWICE',
        });
      }),
    );
  });
});
