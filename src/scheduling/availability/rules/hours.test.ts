import { closedAt, type Hours, openingOf, type OpeningStretch, shutAt, stretchesOf } from './hours.js';

const ZONE = 'America/New_York';
const at = (text: string): number => Date.parse(text);
const window = (from: string, to: string) => ({ start: at(from), end: at(to) });
const said = ({ start, end }: { start: number; end: number }): string[] =>
  [start, end].map((time) => new Date(time).toISOString());
const hours = (given: Partial<Hours> = {}): Hours => ({
  locationId: '1',
  zone: ZONE,
  weekday: 1,
  startTime: '09:00',
  endTime: '17:00',
  validFrom: null,
  validTo: null,
  ...given,
});
/** Monday, 10 March 2031, on which 9:00 in New York is 13:00 UTC. */
const MONDAY = window('2031-03-10T04:00:00Z', '2031-03-11T04:00:00Z');

describe('working hours', () => {
  it('are stretches on their weekday, by the clock of their place', () => {
    expect(stretchesOf([hours(), hours({ weekday: 2 })], MONDAY).map(said)).toEqual([
      ['2031-03-10T13:00:00.000Z', '2031-03-10T21:00:00.000Z'],
    ]);
  });

  it('hold from their first day to their last', () => {
    const days = { validFrom: '2031-03-10', validTo: '2031-03-10' };
    expect(stretchesOf([hours(days)], MONDAY)).toHaveLength(1);
    expect(stretchesOf([hours({ ...days, validFrom: '2031-03-11', validTo: null })], MONDAY)).toEqual([]);
    expect(stretchesOf([hours({ validTo: '2031-03-09' })], MONDAY)).toEqual([]);
  });

  it('that end at 24:00 end where the next day begins', () => {
    expect(stretchesOf([hours({ startTime: '20:00', endTime: '24:00' })], MONDAY).map(said)).toEqual([
      ['2031-03-11T00:00:00.000Z', '2031-03-11T04:00:00.000Z'],
    ]);
  });

  it('are an hour shorter, or longer, where the clocks change between their start and end', () => {
    const night = { weekday: 7, startTime: '01:00', endTime: '04:00' };
    const length = (days: { start: number; end: number }): number =>
      stretchesOf([hours(night)], days).reduce((sum, { start, end }) => sum + (end - start) / 3_600_000, 0);
    expect(length(window('2031-03-09T05:00:00Z', '2031-03-10T04:00:00Z'))).toBe(2);
    expect(length(window('2031-11-02T04:00:00Z', '2031-11-03T05:00:00Z'))).toBe(4);
  });
});

describe('a place', () => {
  const stretch = (locationId: string | null, startTime: string): OpeningStretch => ({
    locationId,
    weekday: 1,
    startTime,
    endTime: '17:00',
  });

  it('has its own opening hours, else those of the practice; none are nothing known', () => {
    const all = [stretch(null, '08:00'), stretch('1', '10:00')];
    expect(openingOf(all, '1', ZONE)?.map(({ startTime }) => startTime)).toEqual(['10:00']);
    expect(openingOf(all, '2', ZONE)?.map(({ startTime, locationId }) => [startTime, locationId])).toEqual([['08:00', '2']]);
    expect(openingOf([stretch('1', '10:00')], '2', ZONE)).toBeNull();
  });

  it('is shut outside of its hours, and never where nothing is known of it', () => {
    const shut = shutAt(openingOf([stretch('1', '10:00')], '1', ZONE), MONDAY);
    expect(shut.map(said)).toEqual([
      ['2031-03-10T04:00:00.000Z', '2031-03-10T14:00:00.000Z'],
      ['2031-03-10T21:00:00.000Z', '2031-03-11T04:00:00.000Z'],
    ]);
    expect(shutAt(null, MONDAY)).toEqual([]);
  });

  it('is closed on whole days of its clock, by its own closures and those of the practice', () => {
    const closure = (locationId: string | null) => ({ locationId, startDate: '2031-03-09', endDate: '2031-03-10' });
    const closed = closedAt([closure(null), closure('1'), closure('2')], '1', ZONE);
    expect(closed.map((one) => one.closure.locationId)).toEqual([null, '1']);
    // 9 March has 23 hours there.
    expect(closed.map(said)[0]).toEqual(['2031-03-09T05:00:00.000Z', '2031-03-11T04:00:00.000Z']);
  });
});
