/**
 * What is said of a booking although it is allowed, and what the practice refuses of it. Staff may book whenever they mean to; nobody
 * should do so without knowing.
 */
import type { Interval } from '../availability/rules/intervals.js';
import type { ScheduleFacts } from '../availability/schedule-facts.queries.js';
import { findTimeWarnings } from '../availability/time-warnings.service.js';
import type { TimeWarning } from '../availability/time-warnings.js';
import type { Ctx } from '../../access/context.js';
import { AppError, conflict } from '../../kernel/errors.js';
import type { SpokenTimes } from '../../kernel/spoken-times.js';
import type { Warning } from '../../kernel/warnings.js';
import type { Booking } from './booked.js';
import { remarksOn } from './remarks.js';
import { nearestFreeTo } from '../free-times/nearest.service.js';
import type { BookingWarningCode } from '../../generated/requests/practice.js';

/** Who works in it, as the warnings want to know. */
export const staffOf = ({ therapistId, staff }: Pick<Booking, 'therapistId' | 'staff'>): bigint[] => [
  therapistId,
  ...staff.map(({ userId }) => userId),
];

interface Heeded {
  /** Several for a series, in its order. */
  bookings: readonly Booking[];
  /** What the caller has confirmed; undefined: all of it. */
  confirmed: readonly BookingWarningCode[] | undefined;
  /** Those for whom something new is booked, and whom the actor may see. */
  learners: readonly bigint[];
  /** Those whom they may not see: nobody of them is named. */
  unseen?: readonly bigint[];
  /** Whether the times, the people or the place are new; else only the learners are looked at. */
  times: boolean;
  /** The appointments themselves, when they are there already: they leave the time that they have now. */
  except?: readonly bigint[];
  /** What others are asked about, where that is not the bookings: the part of somebody who joins a group. */
  remarked?: readonly Booking[];
}

/** On whose clock days are told: that of the place. */
function zoneOf({ places }: Pick<ScheduleFacts, 'places'>, booking: Booking | undefined): string {
  const id = booking?.locationId ? String(booking.locationId) : null;
  return places.find((one) => one.id === id)?.zone ?? 'UTC';
}

type Told = Warning & { code: BookingWarningCode };

/** What is said of these bookings, and which kinds the practice refuses. One statement. */
export async function findBookingWarnings(
  ctx: Ctx,
  { bookings, learners, unseen = [], times }: Pick<Heeded, 'bookings' | 'learners' | 'unseen' | 'times'>,
): Promise<{ told: Told[]; refused: BookingWarningCode[]; first: Booking | undefined }> {
  const watched = times ? bookings.map((one) => ({ ...one, staff: staffOf(one) })) : [];
  const { warnings, facts } = await findTimeWarnings(ctx, watched, learners);
  const rests = unseen.length > 0 && (await ctx.db.learner.count({ where: { id: { in: [...unseen] }, status: 'ONHOLD' } })) > 0;
  const told: Told[] = [
    ...inWords(warnings, bookings, zoneOf(facts, bookings[0]), facts.say),
    ...[...facts.onHold, ...(rests ? ['A learner who takes part'] : [])].map((name) => ({
      code: 'LEARNER_ON_HOLD' as const,
      message: `${name} is on hold.`,
    })),
  ];
  return { told, refused: facts.refused, first: warnings[0] && bookings[warnings[0].plan] };
}

/**
 * The warnings of a booking that is about to be written. Throws 422 (`booking.time_off`, `booking.closure`…) for a kind that the practice
 * refuses, 409 `booking.unconfirmed` for one that the caller does not know of; both with the warnings and the nearest free time. One
 * statement where there is nothing to say. What others remark comes after them, and is neither asked about nor refused.
 */
export async function heedWarnings(ctx: Ctx, { confirmed, except = [], remarked, ...booked }: Heeded): Promise<Warning[]> {
  if (!booked.times && booked.learners.length === 0 && !booked.unseen?.length) return [];
  const { told, refused: kinds, first } = await findBookingWarnings(ctx, booked);
  const refused = told.filter(({ code }) => kinds.includes(code));
  const unknown = confirmed === undefined ? [] : told.filter(({ code }) => !confirmed.includes(code));
  if (refused.length === 0 && unknown.length === 0)
    return [...told, ...(await remarksOn(ctx, { bookings: remarked ?? booked.bookings, except }))];
  const nearest = first ? await nearestFreeTo(ctx, first, except) : null;
  const details = { warnings: told, nearestFree: nearest === null ? null : instants(nearest) };
  const errors = (refused.length > 0 ? refused : unknown).map(({ code, message }) => ({ path: PATHS[code], message }));
  const [worst] = refused;
  if (worst) throw new AppError(422, REFUSALS[worst.code], worst.message, { errors, details });
  throw conflict('booking.unconfirmed', `${unknown.map(({ message }) => message).join(' ')} Book all the same?`, {
    errors,
    details,
  });
}

const REFUSALS = {
  OUTSIDE_WORKING_HOURS: 'booking.outside_working_hours',
  OUTSIDE_OPENING_HOURS: 'booking.outside_opening_hours',
  TIME_OFF: 'booking.time_off',
  CLOSURE: 'booking.closure',
  LEARNER_ON_HOLD: 'booking.learner_on_hold',
} as const satisfies Record<BookingWarningCode, string>;

/** Which field of a form a warning is about. */
const PATHS: Record<BookingWarningCode, string> = {
  OUTSIDE_WORKING_HOURS: 'startTime',
  OUTSIDE_OPENING_HOURS: 'startTime',
  TIME_OFF: 'startTime',
  CLOSURE: 'startTime',
  LEARNER_ON_HOLD: 'learnerId',
};

const instants = ({ start, end }: Interval) => ({
  startTime: new Date(start).toISOString(),
  endTime: new Date(end).toISOString(),
});

/** Each message once; of a series with how many of its appointments it is about. */
function inWords(warnings: readonly TimeWarning[], bookings: readonly Booking[], zone: string, say: SpokenTimes): Told[] {
  const groups = new Map<string, TimeWarning[]>();
  for (const one of warnings) {
    const key = `${one.code} ${one.message}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].map((group) => {
    const [{ code, message, plan }] = group as [TimeWarning];
    if (bookings.length === 1) return { code, message };
    const day = say.day((bookings[plan] as Booking).start, zone);
    const which = group.length === 1 ? `On ${day}` : `${group.length} appointments, the first on ${day}`;
    return { code, message: `${which}: ${message}` };
  });
}
