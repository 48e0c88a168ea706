/** The free time nearest to each occurrence that cannot be as planned: on its day or one of the next two, for the same people and things. */
import { type Colleague } from '../availability/rules/hours.js';
import {
  readClosures,
  readColleagues,
  readOccupancies,
  readOpening,
  readPlaces,
  readStock,
  readTimeOff,
  type Occupancy,
} from './free-slots.queries.js';
import { beyond, type Interval, overlaps } from '../availability/rules/intervals.js';
import { clockReader, type Hours, shutAt } from '../availability/rules/hours.js';
import { freeSlots } from './rules/slots.js';
import type { Ctx } from '../../access/context.js';
import { clockOf } from '../../kernel/clock.js';
import { zoneOf } from '../../practice/locations/place-zone.queries.js';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
/** Nobody's buffer is longer. */
const AROUND = 240 * MINUTE;
const DAYS = 3;
/** The same for a single booking. */
const SINGLE_DAYS = 15;
/** More starts than those days have. */
const ALL = 2000;
/** Assumed of somebody whose hours nobody has entered. */
const USUAL = { startTime: '08:00', endTime: '18:00' };

/** Who and what is to meet. */
export interface Sought {
  start: Date;
  end: Date;
  therapistId: bigint;
  staff: readonly { userId: bigint }[];
  locationId: bigint | null;
  roomId: bigint | null;
  learnerId: bigint | null;
  participants: readonly { learnerId: bigint }[];
  equipment: readonly { equipmentId: bigint; quantity: number }[];
}

/** A time as it is planned, and whether another one is looked for. */
export interface PlannedTime {
  start: Date;
  end: Date;
  troubled: boolean;
}

const intervalOf = ({ start, end }: PlannedTime): Interval => ({ start: start.getTime(), end: end.getTime() });

/**
 * The free time nearest to a booking that cannot be or should not be as it is, on its day or the fourteen after it; null where there is none.
 * @param except the appointment itself, when it is there already; of a series all that move with it
 */
export async function nearestFreeTo(ctx: Ctx, booking: Sought, except: readonly bigint[]): Promise<Interval | null> {
  const { start, end } = booking;
  const timezone = await zoneOf(ctx, booking.locationId);
  const options = { days: SINGLE_DAYS, except };
  const [nearest] = await nearestFree(ctx, booking, timezone, [{ start, end, troubled: true }], options);
  return nearest ?? null;
}

/**
 * For each occurrence its nearest free time, or null: for one that needs none, and where there is none. In steps of 15 minutes
 * through the therapist's working hours. No two suggestions meet. A fixed number of statements.
 */
export async function nearestFree(
  ctx: Ctx,
  booking: Sought,
  timezone: string,
  times: readonly PlannedTime[],
  { days = DAYS, except = [] }: { days?: number; except?: readonly bigint[] } = {},
): Promise<(Interval | null)[]> {
  const troubled = times.filter((one) => one.troubled);
  if (troubled.length === 0) return times.map(() => null);
  const starts = troubled.map(({ start }) => start.getTime());
  const span = { start: Math.min(...starts) - DAY - AROUND, end: Math.max(...starts) + (days + 1) * DAY + AROUND };
  const search = await readSearch(ctx, booking, timezone, span, except);
  const clock = clockReader();
  const { day: dayOf } = clockOf(timezone);
  const length = booking.end.getTime() - booking.start.getTime();
  const now = ctx.now().getTime();
  const planned = times.map(intervalOf);
  const suggested: Interval[] = [];
  return times.map((one, index) => {
    if (!one.troubled) return null;
    const midnight = clock(dayOf(one.start), '00:00', timezone);
    const window = { start: Math.max(midnight, now), end: midnight + days * DAY };
    if (window.end <= window.start) return null;
    const near = <T extends Interval>(all: readonly T[]): T[] =>
      all.filter((time) => overlaps(time, { start: window.start - AROUND, end: window.end + AROUND }));
    const others = near([...planned.filter((_, place) => place !== index), ...suggested]);
    const slots = freeSlots(
      { ...search.schedule, booked: [...near(search.booked), ...others], timeOff: near(search.schedule.timeOff) },
      {
        window,
        durationMinutes: length / MINUTE,
        stepMinutes: 15,
        locationId: booking.locationId === null ? null : String(booking.locationId),
        taken: [...near(search.taken), ...others],
        limit: ALL,
      },
      search.zoneOf,
      clock,
    );
    const wanted = one.start.getTime();
    const distance = ({ start }: Interval): number => Math.abs(start - wanted);
    // Of two that are as near the later one.
    const best = slots.reduce<Interval | null>(
      (found, slot) => (found === null || distance(slot) <= distance(found) ? slot : found),
      null,
    );
    if (best) suggested.push({ start: best.start, end: best.end });
    return best ? { start: best.start, end: best.end } : null;
  });
}

/** All that is known of the people, the room, the learners and the equipment in that time. */
async function readSearch(ctx: Ctx, booking: Sought, timezone: string, span: Interval, except: readonly bigint[]) {
  const others = booking.staff.map(({ userId }) => userId).filter((id) => id !== booking.therapistId);
  const people = await readColleagues(ctx, [booking.therapistId, ...others]);
  const therapist = people.find(({ id }) => id === String(booking.therapistId));
  const { places } = await readPlaces(ctx);
  const zones = new Map(places.map(({ id, zone }) => [id, zone]));
  const zoneOf = (id: string | null): string => zones.get(id) ?? timezone;
  const place = booking.locationId === null ? null : String(booking.locationId);
  const hoursOf = (one: Colleague | undefined): Hours[] =>
    (one?.hours ?? [])
      .map((hours) => ({ ...hours, zone: zoneOf(hours.locationId) }))
      .filter(({ locationId }) => place === null || (locationId ?? place) === place);
  const there = hoursOf(therapist);
  const usual = [1, 2, 3, 4, 5, 6, 7].map((weekday): Hours => ({
    ...USUAL,
    weekday,
    locationId: place,
    zone: timezone,
    validFrom: null,
    validTo: null,
  }));
  const learners = [
    ...(booking.learnerId === null ? [] : [booking.learnerId]),
    ...booking.participants.map(({ learnerId }) => learnerId),
  ];
  const list = (resource: Occupancy['resource'], ids: readonly bigint[]) => ids.map((id) => ({ resource, id: String(id) }));
  const things = booking.equipment.map(({ equipmentId }) => equipmentId);
  const occupancies = await readOccupancies(
    ctx,
    [
      ...list('STAFF', [booking.therapistId, ...others]),
      ...list('ROOM', booking.roomId === null ? [] : [booking.roomId]),
      ...list('LEARNER', [...new Set(learners)]),
      ...list('EQUIPMENT', things),
    ],
    span,
    except,
  );
  const stock = things.length === 0 ? [] : await readStock(ctx, things);
  const timeOff = await readTimeOff(ctx, [booking.therapistId, ...others], span);
  const own = (one: Occupancy): boolean => one.resource === 'STAFF' && one.id === String(booking.therapistId);
  const elsewhere = people.filter((one) => one !== therapist && one.hours.length > 0);
  return {
    zoneOf,
    booked: occupancies.filter(own),
    taken: [
      // When those who assist do not work.
      ...elsewhere.flatMap((one) => shutAt(hoursOf(one), span)),
      ...occupancies.filter((one) => one.resource !== 'EQUIPMENT' && !own(one)),
      ...booking.equipment.flatMap(({ equipmentId, quantity }) => {
        const most = (stock.find(({ id }) => id === String(equipmentId))?.quantity ?? 0) - quantity;
        const uses = occupancies.filter((one) => one.resource === 'EQUIPMENT' && one.id === String(equipmentId));
        return most < 0 ? [{ start: -Infinity, end: Infinity }] : beyond(uses, most);
      }),
    ] as Interval[],
    schedule: {
      hours: there.length > 0 ? there : usual,
      closures: await readClosures(ctx, span),
      timeOff: timeOff as Interval[],
      bufferMinutes: therapist?.bufferMinutes ?? 0,
      opening: await readOpening(ctx),
    },
  };
}
