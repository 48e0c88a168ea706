/** Places that became free: by a cancellation, or by new working hours. Held against the waitlist, and staff are told. */
import { Permission } from '../access/permissions.js';
import { searchSlots } from '../availability/free-slots.service.js';
import { type Ctx, inTransaction } from '../context.js';
import { notifyHolders, type News } from '../notifications/notifications.service.js';
import { AppError, forbidden } from '../shared/errors.js';
import { safeError } from '../shared/safe-error.js';
import { dayIn, spanOnClock } from '../shared/time.js';
import { findFreedAppointments, findNewHours, type FreedAppointment, type NewHours } from './freed-places.queries.js';
import { slotOf } from './matches.service.js';
import { dayName, type Match, minutesOf, rank, type Slot, wallClock } from './matching.js';
import { type Candidate, listCandidates } from './waitlist.queries.js';

const BATCH = 50;
const DAY_MS = 86_400_000;
/** New hours are looked at so far ahead, in appointments of so many minutes, so many of them at most. */
const AHEAD_MS = 14 * DAY_MS;
const USUAL_MINUTES = 50;
const MOST_SLOTS = 20;

type Fitting = Match<Candidate>;

/**
 * Looks at the places that became free since the last time, and tells those who keep the waitlist, once for each place, however many
 * processes do so. @returns how many places there were
 */
export async function tellFreedPlaces(ctx: Ctx): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself tells of free places.');
  const appointments = await findFreedAppointments(ctx, BATCH);
  for (const one of appointments) await quietly(ctx, () => tellCancelled(ctx, one));
  const hours = await findNewHours(ctx, BATCH);
  for (const one of hours) await quietly(ctx, () => tellHours(ctx, one));
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

async function tellCancelled(ctx: Ctx, freed: FreedAppointment): Promise<void> {
  const { id, therapistId, locationId, startTime, endTime } = freed;
  await inTransaction(ctx, async (tx) => {
    const slot = await slotIfAny(tx, { therapistId, locationId, start: startTime, end: endTime });
    const fitting = slot ? await fittingFor(tx, [slot]) : [];
    if (!(await remember(tx, { appointmentId: id, matches: fitting.length })) || !slot || fitting.length === 0) return;
    const when = spanOnClock(startTime, endTime, slot.zone);
    await tell(tx, fitting, {
      title: `A time became free ${when}`,
      body: `${slot.therapistName} has an appointment less ${when}.`,
      link: linkTo(slot),
      dedupeKey: `place:appointment:${id}`,
    });
  });
}

async function tellHours(ctx: Ctx, hours: NewHours): Promise<void> {
  const { id, therapistId, locationId } = hours;
  await inTransaction(ctx, async (tx) => {
    const slots = await slotsOf(tx, hours);
    const fitting = await fittingFor(tx, slots);
    const [first] = slots;
    if (!(await remember(tx, { workingHoursId: id, matches: fitting.length })) || !first || fitting.length === 0) return;
    await tell(tx, fitting, {
      title: `New working hours: ${first.therapistName}, ${dayName(hours.weekday)} ${hours.startTime} to ${hours.endTime}`,
      body: `The first free time is ${spanOnClock(first.start, first.end, first.zone)}.`,
      link: linkTo(first),
      // Hours are set a week at a time: one message for each day that they are set on, not one for each stretch.
      dedupeKey: `place:hours:${therapistId}:${locationId ?? 0}:${ctx.now().toISOString().slice(0, 10)}`,
    });
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
  const waiting = await listCandidates(ctx);
  const best = new Map<string, Fitting>();
  for (const slot of slots)
    for (const match of rank(slot, waiting, ctx.now()))
      if (match.fits && !best.has(match.entry.id)) best.set(match.entry.id, match);
  return [...best.values()];
}

/** False where another process has looked at this place already. */
async function remember(ctx: Ctx, place: { appointmentId?: bigint; workingHoursId?: bigint; matches: number }): Promise<boolean> {
  const { count } = await ctx.db.freedPlace.createMany({ data: [{ ...place, createdAt: ctx.now() }], skipDuplicates: true });
  return count > 0;
}

async function tell(ctx: Ctx, fitting: readonly Fitting[], news: Omit<News, 'kind'>): Promise<void> {
  const [first] = fitting;
  const many = fitting.length === 1 ? 'One who waits would suit' : `${fitting.length} who wait would suit`;
  const why = first ? ` The first: ${first.reasons.join(', ')}.` : '';
  await notifyHolders(ctx, Permission.EDIT_WAITLIST, (reader) => ({
    kind: 'PLACE_FREE',
    ...news,
    // How many there are is told only to those who may see them all.
    body: reader.seesAll ? `${news.body} ${many}.${why}` : `${news.body} Look who of your clients waits for it.`,
  }));
}

function linkTo({ start, zone, therapistId }: Slot): string {
  return `/admin/pages/calendar?view=day&date=${dayIn(zone)(start)}&therapist=${therapistId}`;
}
