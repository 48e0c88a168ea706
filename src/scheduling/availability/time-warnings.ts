/** What speaks against a time without forbidding it. Pure. */
import type { SpokenTimes } from '../../kernel/spoken-times.js';
import { clockOf } from '../../kernel/clock.js';
import { covered, type Interval, overlaps } from './rules/intervals.js';
import { outsideWorkingHours, type PlaceOnClock, spansOfDay } from './rules/outside-hours.js';
import type { ScheduleFacts } from './schedule-facts.queries.js';
import { type ClockReader, clockReader, closedAt, openingOf, type OpeningStretch, stretchesOf } from './rules/hours.js';

export type TimeWarningCode = 'OUTSIDE_WORKING_HOURS' | 'OUTSIDE_OPENING_HOURS' | 'TIME_OFF' | 'CLOSURE';

/** A time, who works in it and where. */
export interface WatchedTime {
  start: Date;
  end: Date;
  /** The therapist first. */
  staff: readonly bigint[];
  locationId: bigint | null;
}

export interface TimeWarning {
  /** Which of the times it is about, counted from 0. */
  plan: number;
  code: TimeWarningCode;
  /** Without the reason of an absence: not everybody may know it. */
  message: string;
}

type Found = Omit<TimeWarning, 'plan'>;

/** What speaks against these times, in their order. Of whom or what no hours are known nothing is said. */
export function warningsOf(facts: ScheduleFacts, times: readonly WatchedTime[]): TimeWarning[] {
  const clock = clockReader();
  const closed = new Map<string | null, ReturnType<typeof closuresAt>>();
  return times.flatMap(({ start, end, staff, locationId }, plan) => {
    const time = { start: start.getTime(), end: end.getTime() };
    const place = placeIn(facts, locationId);
    const closures = closed.get(place.id) ?? closuresAt(facts, place, clock);
    closed.set(place.id, closures);
    const people = [...new Set(staff)].flatMap((id) => facts.people.find((one) => one.id === String(id)) ?? []);
    const found: Found[] = [
      ...people.flatMap((person) => {
        const outside =
          person.hours.length === 0 ? null : outsideWorkingHours(person, facts.places, place, time, facts.say, clock);
        return outside ? [{ code: 'OUTSIDE_WORKING_HOURS' as const, message: outside.message }] : [];
      }),
      ...people
        .filter(({ id }) => facts.timeOff.some((off) => off.userId === id && overlaps(off, time)))
        .map(({ name }) => ({ code: 'TIME_OFF' as const, message: `${name} is away.` })),
      ...closures.filter((one) => overlaps(one, time)).map(({ message }) => ({ code: 'CLOSURE' as const, message })),
      ...shut(facts, place, time, clock),
    ];
    return found.map((one) => ({ plan, ...one }));
  });
}

function placeIn({ places }: ScheduleFacts, locationId: bigint | null): PlaceOnClock {
  const id = locationId === null ? null : String(locationId);
  return places.find((one) => one.id === id) ?? { id, name: null, zone: 'UTC' };
}

function closuresAt({ closures }: ScheduleFacts, place: PlaceOnClock, clock: ClockReader): (Interval & { message: string })[] {
  return closedAt(closures, place.id, place.zone, clock).map(({ start, end, closure }) => {
    const what = closure.locationId === null ? 'The practice' : (place.name ?? 'The location');
    return { start, end, message: `${what} is closed: ${closure.name}.` };
  });
}

function shut({ opening, say }: ScheduleFacts, place: PlaceOnClock, time: Interval, clock: ClockReader): Found[] {
  const message = outsideOpeningHours(opening, place, time, say, clock);
  return message === null ? [] : [{ code: 'OUTSIDE_OPENING_HOURS', message }];
}

/** Why the place is not open then by its opening hours; null where it is, or nothing is known. */
export function outsideOpeningHours(
  opening: readonly OpeningStretch[],
  place: PlaceOnClock,
  time: Interval,
  say: SpokenTimes,
  clock: ClockReader = clockReader(),
): string | null {
  const hours = openingOf(opening, place.id, place.zone);
  if (hours === null || covered(time, stretchesOf(hours, time, clock))) return null;
  const date = clockOf(place.zone).day(new Date(time.start));
  const day = { start: clock(date, '00:00', place.zone), end: clock(date, '24:00', place.zone) };
  const spans = spansOfDay(stretchesOf(hours, day, clock), day, place.zone, say);
  const name = place.name ?? 'The practice';
  return spans ? `${name} is open ${spans} on this day (${place.zone}).` : `${name} is not open on this day.`;
}
