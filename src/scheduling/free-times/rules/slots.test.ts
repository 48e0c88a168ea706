import fc from 'fast-check';
import type { Interval } from '../../availability/rules/intervals.js';
import { type ClosedDays, type Hours } from '../../availability/rules/hours.js';
import { freeSlots, type Schedule, type Wanted } from './slots.js';

const MINUTE = 60_000;
const at = (text: string): number => Date.parse(text);
const span = (start: string, end: string): Interval => ({ start: at(start), end: at(end) });
const PLACES: Record<string, string> = { '1': 'America/New_York', '2': 'Europe/Berlin' };
const zoneOf = (id: string | null): string => PLACES[id ?? '1'] as string;

const hoursOf = (given: Partial<Hours> = {}): Hours => ({
  locationId: '1',
  zone: zoneOf(given.locationId ?? '1'),
  weekday: 1,
  startTime: '09:00',
  endTime: '17:00',
  validFrom: null,
  validTo: null,
  ...given,
});
const scheduleOf = (given: Partial<Schedule> = {}): Schedule => ({
  hours: [hoursOf()],
  closures: [],
  timeOff: [],
  booked: [],
  bufferMinutes: 0,
  opening: [],
  ...given,
});
// A Monday in winter: New York is five hours behind.
const DAY = span('2030-01-07T00:00:00Z', '2030-01-08T12:00:00Z');
const wantedOf = (given: Partial<Wanted> = {}): Wanted => ({
  window: DAY,
  durationMinutes: 60,
  stepMinutes: 60,
  locationId: null,
  taken: [],
  limit: 500,
  ...given,
});
const startsOf = (schedule: Partial<Schedule> = {}, wanted: Partial<Wanted> = {}): string[] =>
  freeSlots(scheduleOf(schedule), wantedOf(wanted), zoneOf).map(({ start }) => new Date(start).toISOString().slice(5, 16));
const hoursUtc = (day: string, from: number, to: number): string[] =>
  Array.from({ length: to - from }, (_, index) => `${day}T${String(from + index).padStart(2, '0')}:00`);

describe('free slots', () => {
  it('lie in the working hours, in steps from their beginning', () => {
    expect(startsOf()).toEqual(hoursUtc('01-07', 14, 22));
    expect(startsOf({}, { stepMinutes: 45, durationMinutes: 400 })).toEqual(['01-07T14:00', '01-07T14:45']);
    expect(startsOf({}, { limit: 2 })).toEqual(['01-07T14:00', '01-07T15:00']);
    expect(startsOf({}, { window: span('2030-01-07T15:10:00Z', '2030-01-07T18:10:00Z') })).toEqual(hoursUtc('01-07', 16, 18));
    expect(startsOf({ hours: [] })).toEqual([]);
  });

  it('keep away from time off, bookings with their buffer, and what else is taken', () => {
    const timeOff = [span('2030-01-07T14:00:00Z', '2030-01-07T15:30:00Z')];
    expect(startsOf({ timeOff })).toEqual(hoursUtc('01-07', 16, 22));
    const booked = [span('2030-01-07T17:00:00Z', '2030-01-07T18:00:00Z')];
    expect(startsOf({ booked })).toEqual([...hoursUtc('01-07', 14, 17), ...hoursUtc('01-07', 18, 22)]);
    expect(startsOf({ booked, bufferMinutes: 1 })).toEqual([...hoursUtc('01-07', 14, 16), ...hoursUtc('01-07', 19, 22)]);
    expect(startsOf({ bufferMinutes: 10 }, { taken: booked })).toEqual(startsOf({ booked }));
  });

  it('keep to the days on which hours hold and nothing is closed', () => {
    const closed = (given: Partial<ClosedDays>): string[] =>
      startsOf({ closures: [{ locationId: null, startDate: '2030-01-07', endDate: '2030-01-07', ...given }] });
    expect(closed({})).toEqual([]);
    expect(closed({ locationId: '1' })).toEqual([]);
    expect(closed({ locationId: '2' })).toHaveLength(8);
    expect(closed({ startDate: '2030-01-08', endDate: '2030-01-09' })).toHaveLength(8);
    expect(startsOf({ hours: [hoursOf({ validTo: '2030-01-06' })] })).toEqual([]);
    expect(startsOf({ hours: [hoursOf({ validFrom: '2030-01-08' })] })).toEqual([]);
    expect(startsOf({ hours: [hoursOf({ validFrom: '2030-01-07', validTo: '2030-01-07' })] })).toHaveLength(8);
  });

  it('run through where one stretch goes over into the next at the same place, not at another', () => {
    const halves = (locationId: string | null, zone: string): string[] =>
      startsOf(
        { hours: [hoursOf({ endTime: '12:00' }), hoursOf({ startTime: '12:00', locationId, zone })] },
        { stepMinutes: 30, window: span('2030-01-07T16:00:00Z', '2030-01-07T18:00:00Z') },
      );
    expect(halves('1', 'America/New_York')).toEqual(['01-07T16:00', '01-07T16:30', '01-07T17:00']);
    expect(halves('2', 'America/New_York')).toEqual(['01-07T16:00', '01-07T17:00']);
    // Steps begin anew with each stretch.
    const uneven = [hoursOf({ endTime: '10:10' }), hoursOf({ startTime: '10:10', endTime: '12:00' })];
    expect(startsOf({ hours: uneven }, { stepMinutes: 50 })).toEqual([
      '01-07T14:00',
      '01-07T14:50',
      '01-07T15:10',
      '01-07T16:00',
    ]);
    const nights = [
      hoursOf({ startTime: '22:00', endTime: '24:00' }),
      hoursOf({ weekday: 2, startTime: '00:00', endTime: '02:00' }),
    ];
    expect(startsOf({ hours: nights })).toEqual(['01-08T03:00', '01-08T04:00', '01-08T05:00', '01-08T06:00']);
  });

  it('at a place that is asked for count hours there and hours at no particular place', () => {
    const hours = [hoursOf({ endTime: '11:00' }), hoursOf({ locationId: null, startTime: '11:00', endTime: '12:00' })];
    const slots = freeSlots(scheduleOf({ hours }), wantedOf({ locationId: '1', durationMinutes: 180 }), zoneOf);
    expect(slots).toEqual([{ ...span('2030-01-07T14:00:00Z', '2030-01-07T17:00:00Z'), locationId: '1' }]);
    expect(startsOf({ hours }, { locationId: '2' })).toEqual(['01-07T16:00']);
  });

  it.each([
    ['2030-03-10', '1', '2030-03-09', 7, 13, 21],
    ['2030-03-10', '1', '2030-03-10', 7, 13, 21],
    ['2030-11-03', '1', '2030-11-03', 7, 14, 22],
    ['2030-11-02', '1', '2030-11-02', 6, 13, 21],
    ['2030-03-31', '2', '2030-03-31', 7, 7, 15],
    ['2030-03-30', '2', '2030-03-30', 6, 8, 16],
    ['2030-10-27', '2', '2030-10-27', 7, 8, 16],
    ['2030-10-26', '2', '2030-10-26', 6, 7, 15],
  ])('stay at 9 to 17 on the wall clock when it changes (%s at place %s)', (day, locationId, from, weekday, first, last) => {
    const window = span(`${from}T00:00:00Z`, `${day}T23:59:00Z`);
    expect(startsOf({ hours: [hoursOf({ locationId, zone: zoneOf(locationId), weekday })] }, { window })).toEqual(
      hoursUtc(day.slice(5), first, last),
    );
  });

  it('take a time that the clocks skip as the one after the jump, and of one that they show twice the first', () => {
    const night = (startTime: string, endTime: string): Hours => hoursOf({ weekday: 7, startTime, endTime });
    const spring = span('2030-03-10T00:00:00Z', '2030-03-10T23:00:00Z');
    expect(startsOf({ hours: [night('02:30', '04:30')] }, { window: spring })).toEqual(['03-10T07:30']);
    const autumn = span('2030-11-03T00:00:00Z', '2030-11-03T23:00:00Z');
    expect(startsOf({ hours: [night('01:30', '03:00')] }, { window: autumn })).toEqual(['11-03T05:30', '11-03T06:30']);
  });
});

/**
 * The same, minute by minute: what the clock of a zone shows at each is asked of Intl, and a slot is free when each of its
 * minutes is.
 */
describe('free slots against each minute looked at by itself', () => {
  const ZONES = ['America/New_York', 'Europe/Berlin', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/St_Johns', 'UTC'];
  const formats = new Map(
    ZONES.map((timeZone) => [
      timeZone,
      new Intl.DateTimeFormat('en-CA', { timeZone, dateStyle: 'short', timeStyle: 'short', hourCycle: 'h23' }),
    ]),
  );
  const shown = (moment: number, zone: string): { day: string; time: string; weekday: number } => {
    const [day = '', time = ''] = (formats.get(zone) as Intl.DateTimeFormat).format(moment).split(', ');
    return { day, time, weekday: ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1 };
  };

  // Not within the hours in which clocks change: there the minutes of a day have no order.
  const clock = fc.constantFrom('00:00', '05:00', '08:30', '09:00', '12:00', '12:40', '13:00', '17:05', '20:00', '24:00');
  const days = fc.constantFrom('2030-03-09', '2030-03-10', '2030-03-30', '2030-03-31', '2030-10-06', '2030-10-26', '2030-11-02');
  const place = fc.constantFrom(null, '1', '2');
  const minutes = (most: number) => fc.nat(most);
  const scene = fc.record({
    zones: fc.tuple(fc.constantFrom(...ZONES), fc.constantFrom(...ZONES), fc.constantFrom(...ZONES)),
    day: days,
    hours: fc.array(
      fc.record({
        locationId: place,
        weekday: fc.constantFrom(6, 7, 1),
        times: fc.tuple(clock, clock),
        validFrom: fc.option(days, { freq: 4 }),
        validTo: fc.option(days, { freq: 4 }),
      }),
      { minLength: 1, maxLength: 6 },
    ),
    opening: fc.array(fc.record({ locationId: place, weekday: fc.constantFrom(6, 7, 1), times: fc.tuple(clock, clock) }), {
      maxLength: 3,
    }),
    closures: fc.array(fc.record({ locationId: place, startDate: days }), { maxLength: 1 }),
    // Offset from the beginning of the window and length, in minutes.
    timeOff: fc.array(fc.tuple(minutes(3000), minutes(300)), { maxLength: 2 }),
    booked: fc.array(fc.tuple(minutes(3000), fc.integer({ min: 1, max: 90 })), { maxLength: 6 }),
    taken: fc.array(fc.tuple(minutes(3000), minutes(90)), { maxLength: 4 }),
    bufferMinutes: fc.constantFrom(0, 5, 30),
    locationId: place,
    durationMinutes: fc.constantFrom(30, 50, 90),
    stepMinutes: fc.constantFrom(5, 15, 50),
    first: minutes(600),
    length: minutes(2800),
    limit: fc.constantFrom(3, 40, 500),
  });

  it('are the same', () => {
    fc.assert(
      fc.property(scene, (given) => {
        const [practice, one, two] = given.zones;
        const zone = (id: string | null): string => (id === null ? practice : id === '1' ? one : two);
        const from = at(`${given.day}T00:00:00Z`) + given.first * MINUTE;
        const spans = (list: [number, number][]): Interval[] =>
          list.map(([offset, length]) => ({ start: from + offset * MINUTE, end: from + (offset + length) * MINUTE }));
        const hours: Hours[] = given.hours.flatMap(({ times, ...rest }) => {
          const [startTime, endTime] = [...times].sort() as [string, string];
          return startTime === endTime || startTime === '24:00'
            ? []
            : [{ ...rest, zone: zone(rest.locationId), startTime, endTime }];
        });
        const schedule: Schedule = {
          hours,
          closures: given.closures.map((closure) => ({ ...closure, endDate: closure.startDate })),
          timeOff: spans(given.timeOff),
          booked: spans(given.booked),
          bufferMinutes: given.bufferMinutes,
          opening: given.opening.flatMap(({ times, ...rest }) => {
            const [startTime, endTime] = [...times].sort() as [string, string];
            return startTime === endTime || startTime === '24:00' ? [] : [{ ...rest, startTime, endTime }];
          }),
        };
        const wanted: Wanted = {
          window: { start: from, end: from + given.length * MINUTE },
          durationMinutes: given.durationMinutes,
          stepMinutes: given.stepMinutes,
          locationId: given.locationId,
          taken: spans(given.taken),
          limit: given.limit,
        };
        const found = freeSlots(schedule, wanted, zone);
        expect(found).toEqual(lookedAt(schedule, wanted, zone));
      }),
      { numRuns: 150 },
    );
  });

  function lookedAt(schedule: Schedule, wanted: Wanted, zone: (id: string | null) => string): object[] {
    const works = (one: Hours, moment: number): boolean => {
      const { day, time, weekday } = shown(moment, one.zone);
      const holds = (!one.validFrom || one.validFrom <= day) && (!one.validTo || one.validTo >= day);
      return holds && one.weekday === weekday && one.startTime <= time && time < one.endTime;
    };
    const within = (list: readonly Interval[], moment: number, around = 0): boolean =>
      list.some(({ start, end }) => start < end && start - around <= moment && moment < end + around);
    const asked = wanted.locationId;
    const places = asked === null ? [...new Set(schedule.hours.map(({ locationId }) => locationId))] : [asked];
    const slots: { start: number; end: number; locationId: string | null }[] = [];
    for (const locationId of places) {
      const here = schedule.hours.filter((one) => one.locationId === locationId || (asked !== null && one.locationId === null));
      const isFree = (moment: number): boolean => {
        if (moment < wanted.window.start || moment >= wanted.window.end) return false;
        const { day } = shown(moment, zone(locationId));
        const closed = schedule.closures.some(
          (one) => (one.locationId === null || one.locationId === locationId) && one.startDate <= day && day <= one.endDate,
        );
        const own = schedule.opening.filter((one) => one.locationId === locationId);
        const opening = own.length > 0 ? own : schedule.opening.filter((one) => one.locationId === null);
        const open = opening.some((one) =>
          works({ ...one, locationId, zone: zone(locationId), validFrom: null, validTo: null }, moment),
        );
        if (opening.length > 0 && !open) return false;
        if (closed || within(schedule.timeOff, moment) || within(wanted.taken, moment)) return false;
        return !within(schedule.booked, moment, schedule.bufferMinutes * MINUTE) && here.some((one) => works(one, moment));
      };
      const free = new Map<number, boolean>();
      const known = (moment: number): boolean => {
        const value = free.get(moment) ?? isFree(moment);
        free.set(moment, value);
        return value;
      };
      const starts = new Set<number>();
      for (const one of here) {
        let began = NaN;
        let lastDay = '';
        for (let moment = wanted.window.start - 26 * 60 * MINUTE; moment < wanted.window.end; moment += MINUTE) {
          const now = works(one, moment);
          const { day } = shown(moment, one.zone);
          if (now && (Number.isNaN(began) || day !== lastDay)) began = moment;
          if (!now) began = NaN;
          lastDay = day;
          if (!now || (moment - began) % (wanted.stepMinutes * MINUTE) !== 0) continue;
          let fits = true;
          for (let n = 0; fits && n < wanted.durationMinutes; n++) fits = known(moment + n * MINUTE);
          if (fits) starts.add(moment);
        }
      }
      for (const start of starts) slots.push({ start, end: start + wanted.durationMinutes * MINUTE, locationId });
    }
    slots.sort((a, b) => a.start - b.start || Number(a.locationId ?? 0) - Number(b.locationId ?? 0));
    return slots.slice(0, wanted.limit);
  }
});
