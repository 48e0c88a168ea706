/** Places that became free: by a cancellation, or by new working hours. Held against the waitlist; whoever asks is told of them. */
import { dayName } from '../../kernel/words.js';
import { findClashes } from '../appointments/clashes.queries.js';
import { searchSlots } from '../free-times/free-slots.service.js';
import { findTimeWarnings } from '../availability/time-warnings.service.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { takeTurn } from '../../database/row-locks.js';
import { practiceTimes } from '../../access/practice-zone.js';
import { AppError, forbidden } from '../../kernel/errors.js';
import { safeError } from '../../kernel/safe-error.js';
import type { SpokenTimes } from '../../kernel/spoken-times.js';
import { clockOf } from '../../kernel/clock.js';
import {
  findFreedAppointments,
  findNewHours,
  type FreedAppointment,
  type NewHours,
  notLookedAt,
} from './freed-places.queries.js';
import { slotOf } from './matches.service.js';
import { minutesOf } from '../../kernel/wall-clock.js';
import { type Match, rank, type Slot, wallClock } from './rules/matching.js';
import { type Candidate, listCandidates } from './waitlist.queries.js';

const BATCH = 50;
const DAY_MS = 86_400_000;
/** New hours are looked at so far ahead, in appointments of so many minutes, so many of them at most. */
const AHEAD_MS = 14 * DAY_MS;
const USUAL_MINUTES = 50;
const MOST_SLOTS = 20;
/** One time is in the way of several appointments at most where some were booked over others. */
const MOST_PER_TIME = 20;

type Fitting = Match<Candidate>;

/** What is to be told of a place. Nothing of a client: who may see whom differs. */
export interface PlaceNews {
  title: string;
  body: string;
  /** How many would suit, and why: for those who may see all who wait. */
  fitting: string;
  /** A page of the panel, from its root. */
  link: string;
  /** The same news is told once. */
  dedupeKey: string;
}

type PlaceFacts = Omit<PlaceNews, 'fitting'>;

/** Tells those who keep the waitlist, in the transaction that it gets. */
export type Teller = (tx: Ctx, news: PlaceNews) => Promise<unknown>;

/**
 * Looks at the places that became free since the last time, and tells of what is still free: once for each stretch of time and each
 * series, however many processes do so. @returns how many places there were
 */
export async function lookAtFreedPlaces(ctx: Ctx, teller: Teller): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself tells of free places.');
  const appointments = await findFreedAppointments(ctx, BATCH);
  for (const group of groupsOf(appointments)) await quietly(ctx, () => tellCancelled(ctx, group, teller));
  const hours = await findNewHours(ctx, BATCH);
  for (const one of hours) await quietly(ctx, () => tellHours(ctx, one, teller));
  return appointments.length + hours.length;
}

/** One that fails does not keep the others. */
async function quietly(ctx: Ctx, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    ctx.log.error({ err: safeError(error) }, 'a place that became free could not be told');
  }
}

/**
 * What was cancelled together: a series is news once, the single appointments of one person at one place are news once for each stretch
 * of time that they leave.
 */
function groupsOf(freed: readonly FreedAppointment[]): FreedAppointment[][] {
  const groups = new Map<string, FreedAppointment[]>();
  for (const one of freed) {
    const { recurrencePatternId, cancelledAt, therapistId, locationId } = one;
    const series = recurrencePatternId === null ? '' : `${recurrencePatternId} ${cancelledAt.toISOString()}`;
    const key = `${therapistId} ${locationId ?? ''} ${series}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()];
}

async function tellCancelled(ctx: Ctx, group: readonly FreedAppointment[], teller: Teller): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    // One process looks at a time: what another has told is not news any more.
    await takeTurn(tx.db, 'freed places');
    const fresh = await notLookedAt(
      tx,
      group.map(({ id }) => id),
    );
    const freed = group.filter(({ id }) => fresh.has(id));
    const [first] = freed;
    if (!first) return;
    const { therapistId, locationId, startTime, endTime } = first;
    const place = await slotIfAny(tx, { therapistId, locationId, start: startTime, end: endTime });
    const open = place ? await stillFree(tx, freed) : [];
    const stretches = first.recurrencePatternId === null && place ? await stretchesIn(tx, open, place.zone) : [open];
    const matches = new Map<bigint, number>();
    for (const stretch of stretches) {
      const slots = stretch.map((one) => ({ ...(place as Slot), start: one.startTime, end: one.endTime }));
      const fitting = await fittingFor(tx, slots.slice(0, MOST_SLOTS));
      for (const { id } of stretch) matches.set(id, fitting.length);
      if (fitting.length > 0) await teller(tx, newsOf(fitting, factsOf(tx, stretch, slots, await practiceTimes(tx))));
    }
    await tx.db.freedPlace.createMany({
      data: freed.map(({ id }) => ({ appointmentId: id, matches: matches.get(id) ?? 0, createdAt: tx.now() })),
      skipDuplicates: true,
    });
  });
}

/** Those whose time nobody has taken meanwhile, and in which the therapist works, is not away, and the place is open. */
async function stillFree<Time extends Pick<FreedAppointment, 'startTime' | 'endTime' | 'therapistId' | 'locationId'>>(
  ctx: Ctx,
  times: readonly Time[],
): Promise<Time[]> {
  const plans = times.map(({ startTime, endTime, therapistId, locationId }) => ({
    start: startTime,
    end: endTime,
    staff: [therapistId],
    locationId,
  }));
  const clashes = await findClashes(
    ctx,
    plans.map(({ start, end, staff }) => ({ start, end, staff, room: null, learners: [], equipment: [] })),
    { most: times.length * MOST_PER_TIME },
  );
  const { warnings } = await findTimeWarnings(ctx, plans);
  const taken = new Set([...clashes, ...warnings].map(({ plan }) => plan));
  return times.filter((_, index) => !taken.has(index));
}

/** Those, in the order of their start, between which the therapist has nothing else on that day, together. */
async function stretchesIn(ctx: Ctx, open: readonly FreedAppointment[], zone: string): Promise<FreedAppointment[][]> {
  const { day: dayOf } = clockOf(zone);
  const gaps = open.slice(1).flatMap((next, index) => {
    const before = open[index] as FreedAppointment;
    const apart = next.startTime > before.endTime && dayOf(next.startTime) === dayOf(before.startTime);
    return apart ? [{ ...next, startTime: before.endTime, endTime: next.startTime }] : [];
  });
  const bridged = new Set((await stillFree(ctx, gaps)).map(({ id }) => id));
  const stretches: FreedAppointment[][] = [];
  let until = new Date(0);
  for (const one of open) {
    if (stretches.length > 0 && (one.startTime <= until || bridged.has(one.id))) stretches.at(-1)?.push(one);
    else stretches.push([one]);
    if (one.endTime > until) until = one.endTime;
  }
  return stretches;
}

function factsOf(ctx: Ctx, stretch: readonly FreedAppointment[], slots: readonly Slot[], times: SpokenTimes): PlaceFacts {
  const [{ therapistId, locationId, startTime, recurrencePatternId, cancelledAt }] = stretch as [FreedAppointment];
  const [slot] = slots as [Slot];
  const { zone, therapistName } = slot;
  const link = linkTo(slot);
  if (recurrencePatternId !== null && stretch.length > 1) {
    const first = times.span(slot.start, slot.end, zone);
    return {
      title: `A series became free: ${stretch.length} times, the first ${first}`,
      body: `${therapistName} has ${stretch.length} appointments less, the first ${first}.`,
      link,
      dedupeKey: `place:series:${recurrencePatternId}:${cancelledAt.toISOString()}`,
    };
  }
  const end = stretch.reduce((latest, { endTime }) => (endTime > latest ? endTime : latest), startTime);
  const when = times.span(startTime, end, zone);
  const less = stretch.length === 1 ? 'an appointment less' : `${stretch.length} appointments less`;
  return {
    title: `A time became free ${when}`,
    body: `${therapistName} has ${less} ${when}.`,
    link,
    dedupeKey: `place:time:${therapistId}:${locationId ?? 0}:${startTime.toISOString()}:${ctx.now().toISOString().slice(0, 10)}`,
  };
}

async function tellHours(ctx: Ctx, hours: NewHours, teller: Teller): Promise<void> {
  const { id, therapistId, locationId } = hours;
  await inTransaction(ctx, async (tx) => {
    const slots = await slotsOf(tx, hours);
    const fitting = await fittingFor(tx, slots);
    const [first] = slots;
    if (!(await remember(tx, { workingHoursId: id, matches: fitting.length })) || !first || fitting.length === 0) return;
    const times = await practiceTimes(tx);
    const facts = {
      title: `New working hours: ${first.therapistName}, ${dayName(hours.weekday)} ${times.wall(hours.startTime)} to ${times.wall(hours.endTime)}`,
      body: `The first free time is ${times.span(first.start, first.end, first.zone)}.`,
      link: linkTo(first),
      // Hours are set a week at a time: one message for each day that they are set on, not one for each stretch.
      dedupeKey: `place:hours:${therapistId}:${locationId ?? 0}:${ctx.now().toISOString().slice(0, 10)}`,
    };
    await teller(tx, newsOf(fitting, facts));
  });
}

/** The slot, or nothing where its therapist or place is not in use any more. */
async function slotIfAny(ctx: Ctx, given: Parameters<typeof slotOf>[1]): Promise<Slot | undefined> {
  try {
    return await slotOf(ctx, given);
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return undefined;
    throw error;
  }
}

/** The free times of the next two weeks that lie within these hours. */
async function slotsOf(ctx: Ctx, hours: NewHours): Promise<Slot[]> {
  const { therapistId, locationId } = hours;
  const now = ctx.now();
  const slot = await slotIfAny(ctx, { therapistId, locationId, start: now, end: now });
  if (!slot) return [];
  const found = await searchSlots(ctx, {
    therapists: [therapistId],
    from: now,
    to: new Date(now.getTime() + AHEAD_MS),
    durationMinutes: USUAL_MINUTES,
    stepMinutes: USUAL_MINUTES,
    locationId,
    roomId: null,
    learnerId: null,
    equipment: [],
    except: null,
    limit: 500,
  });
  const [from, to] = [minutesOf(hours.startTime), minutesOf(hours.endTime)];
  const within = ({ start, end }: { start: Date; end: Date }): boolean => {
    const [first, last] = [wallClock(start, slot.zone), wallClock(end, slot.zone)];
    return first.weekday === hours.weekday && first.minutes >= from && last.minutes <= to;
  };
  return found.slots
    .filter(within)
    .slice(0, MOST_SLOTS)
    .map(({ start, end }) => ({ ...slot, start, end }));
}

/** Whom any of these times would suit, the best first, each once. */
async function fittingFor(ctx: Ctx, slots: readonly Slot[]): Promise<Fitting[]> {
  if (slots.length === 0) return [];
  const { wall } = await practiceTimes(ctx);
  const waiting = await listCandidates(ctx);
  const best = new Map<string, Fitting>();
  for (const slot of slots)
    for (const match of rank(slot, waiting, ctx.now(), wall))
      if (match.fits && !best.has(match.entry.id)) best.set(match.entry.id, match);
  return [...best.values()];
}

/** False where another process has looked at these hours already. */
async function remember(ctx: Ctx, place: { workingHoursId: bigint; matches: number }): Promise<boolean> {
  const { count } = await ctx.db.freedPlace.createMany({ data: [{ ...place, createdAt: ctx.now() }], skipDuplicates: true });
  return count > 0;
}

function newsOf(fitting: readonly Fitting[], facts: PlaceFacts): PlaceNews {
  const [first] = fitting;
  const many = fitting.length === 1 ? 'One who waits would suit' : `${fitting.length} who wait would suit`;
  const why = first ? ` The first: ${first.reasons.join(', ')}.` : '';
  return { ...facts, fitting: `${many}.${why}` };
}

function linkTo({ start, zone, therapistId }: Slot): string {
  return `/admin/pages/calendar?view=day&date=${clockOf(zone).day(start)}&therapist=${therapistId}`;
}
