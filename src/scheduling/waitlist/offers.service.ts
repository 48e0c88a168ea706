/**
 * Offers: a free time held for somebody who waits, until they answer or the hold runs out. What holds it is an appointment, so
 * that the database keeps everybody else away from it as from any other.
 */
import { createHash, randomBytes } from 'node:crypto';
import { type Actor, SYSTEM } from '../../access/actor.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { isOpen } from '../appointments/rules/appointment-status.js';
import { createAppointment, lockAppointment } from '../appointments/appointments.service.js';
import { requireTimes } from '../appointments/bookable.js';
import type { BookingWarningCode } from '../../generated/requests/practice.js';
import { audit } from '../../audit/audit.service.js';
import type { EventName } from '../../events/catalogue.js';
import { placeTold, sayChanged } from '../appointments/said.js';
import { emit } from '../../events/emit.js';
import { findTimeWarnings } from '../availability/time-warnings.service.js';
import { countAttempt, forgiveAddress } from '../../access/attempts.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { type Kept, locked } from '../../database/changing.js';
import { lockRow, takeTurn } from '../../database/row-locks.js';
import type { Appointment, WaitlistEntry, WaitlistOffer as OfferRecord } from '../../generated/prisma/index.js';
import { AppError, conflict, forbidden, notFound, unprocessable } from '../../kernel/errors.js';
import { safeError } from '../../kernel/safe-error.js';
import type { Warning } from '../../kernel/warnings.js';
import { slotOf } from './matches.service.js';
import { rank } from './rules/matching.js';
import type { NewOffer, OfferAnswer } from './offers.input.js';
import { findDueOffers, findPublicOffer, listOfferRows, type OfferRow, type PublicOfferRow } from './offers.queries.js';
import { listCandidates } from './waitlist.queries.js';
import { recordSkips } from './skips.service.js';
import { getWaitlistEntry, lockWaitlistEntry, moveEntry, requireMove, requireWaitlistEntry } from './waitlist.service.js';
import { practiceTimes } from '../../access/practice-zone.js';

const MINUTE = 60_000;
const A_DAY = 1440;
/** So many of those whom it suits are tried, when an offer moves on. */
const MOST_TRIED = 10;

/** Without the token's own value nothing can be done with what is kept. */
const digest = (token: string): string => createHash('sha256').update(token).digest('hex');
/** Whoever answers by token is nobody who works here; what they do is bounded by the offer. */
const HOLDER: Actor = { ...SYSTEM, name: 'holder of an offer' };

const TITLES: Record<WaitlistEntry['serviceType'], string> = {
  THERAPY: 'Therapy',
  ASSESSMENT: 'Assessment',
  CONSULTATION: 'Consultation',
};

/** What is offered, whoever gets it. */
type Offered = Pick<OfferRecord, 'startTime' | 'endTime' | 'therapistId' | 'roomId' | 'locationId' | 'holdMinutes' | 'moveOn'> & {
  title?: string;
  /** Of this client: whoever is next has other learners. */
  learnerId?: bigint | null;
  /** The warnings that staff know of; undefined: all. */
  confirmed?: BookingWarningCode[];
};

export interface MadeOffer {
  id: bigint;
  token: string;
  warnings: Warning[];
}

/** The offers to one entry, the latest first. Throws 403, 404. */
export async function listOffers(ctx: Ctx, waitlistId: bigint): Promise<OfferRow[]> {
  await getWaitlistEntry(ctx, waitlistId);
  return listOfferRows(ctx, waitlistId);
}

/** One of them. Throws 403, 404. */
export async function getOffer(ctx: Ctx, waitlistId: bigint, offerId: bigint): Promise<OfferRow> {
  await getWaitlistEntry(ctx, waitlistId);
  const [row] = await listOfferRows(ctx, waitlistId, offerId);
  if (!row) throw notFound('offer');
  return row;
}

/**
 * Offers a time to who waits, and holds it. Throws 403, 404, 409 for a time that is taken (each clash named), for an entry that does not
 * wait or has an offer already, and for a warning that is not confirmed, 422. @returns the token too, which is nowhere kept
 */
export async function createOffer(ctx: Ctx, waitlistId: bigint, input: NewOffer): Promise<MadeOffer> {
  await requireWaitlistEntry(ctx, waitlistId);
  requirePermission(ctx.actor, Permission.CREATE_APPOINTMENT);
  const { confirmedWarnings: confirmed, roomId = null, locationId = null, holdMinutes = A_DAY, moveOn = false, ...time } = input;
  const offered: Offered = { ...time, roomId, locationId, holdMinutes, moveOn, confirmed };
  requireTimes(offered.startTime, offered.endTime);
  if (offered.startTime <= ctx.now()) throw unprocessable('offer.past', 'Only a time to come can be offered.', 'startTime');
  return inTransaction(ctx, async (tx) => makeOffer(tx, await lockWaitlistEntry(tx, waitlistId), offered));
}

/** Throws 409 unless this one waits, and nothing else is offered to them. */
async function requireWithoutOffer(ctx: Ctx, entry: WaitlistEntry): Promise<void> {
  if (entry.status !== 'WAITING') throw conflict('waitlist.not_waiting', 'Offers are made to those who wait.');
  if (await ctx.db.waitlistOffer.count({ where: { waitlistId: entry.id, status: 'OFFERED' } }))
    throw conflict('waitlist.offer_open', 'There is an offer that is not answered yet.');
}

/** Holds the time and writes the offer. The entry is locked. */
async function makeOffer(tx: Ctx, entry: WaitlistEntry, offered: Offered): Promise<MadeOffer> {
  await requireWithoutOffer(tx, entry);
  const title = offered.title ?? TITLES[entry.serviceType];
  const { id: appointmentId, warnings } = await createAppointment(
    tx,
    {
      title,
      startTime: offered.startTime,
      endTime: offered.endTime,
      clientId: entry.clientId,
      learnerId: offered.learnerId,
      therapistId: offered.therapistId,
      roomId: offered.roomId,
      locationId: offered.locationId,
      ...(offered.confirmed ? { confirmedWarnings: offered.confirmed } : {}),
    },
    'appointment.held',
  );
  const hold = await tx.db.appointment.update({ where: { id: appointmentId }, data: { isHold: true } });
  const token = randomBytes(32).toString('base64url');
  const until = Math.min(tx.now().getTime() + offered.holdMinutes * MINUTE, offered.startTime.getTime());
  const offer = await tx.db.waitlistOffer.create({
    data: {
      waitlistId: entry.id,
      startTime: hold.startTime,
      endTime: hold.endTime,
      therapistId: hold.therapistId,
      roomId: hold.roomId,
      locationId: hold.locationId,
      title,
      tokenHash: digest(token),
      holdMinutes: offered.holdMinutes,
      heldUntil: new Date(until),
      moveOn: offered.moveOn,
      warnings: warnings.map(({ code }) => code),
      appointmentId,
      createdBy: tx.actor.id,
      createdAt: tx.now(),
    },
  });
  await audit(tx, { action: 'CREATE', recordType: 'WaitlistOffer', recordId: offer.id, clientId: entry.clientId, after: offer });
  await recordSkips(tx, offer, entry.serviceType, { taker: entry.id, chosen: tx.actor.kind !== 'system' });
  await emit(tx, 'waitlist.offer_made', {
    id: offer.id,
    clientId: entry.clientId,
    data: { waitlistId: entry.id, appointmentId, token },
  });
  return { id: offer.id, token, warnings };
}

const OFFER: Kept<OfferRecord> = {
  recordType: 'WaitlistOffer',
  what: 'offer',
  find: (db, id) => db.waitlistOffer.findUnique({ where: { id } }),
};

/** Locks an offer that is to be answered. Throws 404, 409 for one that was answered or has run out. */
async function lockOpenOffer(tx: Ctx, id: bigint): Promise<OfferRecord> {
  const offer = await locked(tx, OFFER, id);
  if (offer.status !== 'OFFERED')
    throw conflict('offer.answered', `This offer is ${offer.status} already.`, { details: { offerStatus: offer.status } });
  if (offer.heldUntil <= tx.now())
    throw conflict('offer.expired', 'This offer has run out.', { details: { offerStatus: 'EXPIRED' } });
  return offer;
}

type Answer = Exclude<OfferRecord['status'], 'OFFERED'>;

const SAID = {
  ACCEPTED: 'waitlist.offer_accepted',
  DECLINED: 'waitlist.offer_declined',
  EXPIRED: 'waitlist.offer_expired',
  WITHDRAWN: 'waitlist.offer_withdrawn',
} as const satisfies Record<Answer, EventName>;

/** Writes the answer to an offer that is locked, and does what follows from it: a placement, or a time that is free again. */
async function settle(tx: Ctx, before: OfferRecord, status: Answer): Promise<void> {
  const entry = await lockWaitlistEntry(tx, before.waitlistId);
  const hold = await holdOf(tx, before);
  if (status === 'ACCEPTED') await takeUp(tx, before, entry, hold);
  else await letGo(tx, before, status);
  const after = await tx.db.waitlistOffer.update({
    where: { id: before.id },
    data: { status, answeredAt: tx.now(), answeredBy: tx.actor.id },
  });
  await audit(tx, {
    action: 'UPDATE',
    recordType: 'WaitlistOffer',
    recordId: before.id,
    clientId: entry.clientId,
    before,
    after,
  });
  const data = { waitlistId: entry.id, appointmentId: after.appointmentId };
  await emit(tx, SAID[status], { id: before.id, clientId: entry.clientId, data });
  if (!before.moveOn || (status !== 'DECLINED' && status !== 'EXPIRED')) return;
  // What staff took away or moved is theirs: it is not for the next. In another room it goes on.
  if (hold) await offerToNext(tx, { ...before, roomId: hold.roomId }, entry);
  else tx.log.info({ offer: String(before.id) }, 'an offer does not move on: its hold is gone or was moved');
}

/** What holds the time, locked; null where that is not what was offered any more: cancelled, moved, given to another therapist or place. */
async function holdOf(tx: Ctx, offer: OfferRecord): Promise<Appointment | null> {
  if (offer.appointmentId === null) return null;
  const hold = await lockAppointment(tx, offer.appointmentId);
  const same =
    hold.isHold &&
    isOpen(hold.status) &&
    hold.startTime.getTime() === offer.startTime.getTime() &&
    hold.endTime.getTime() === offer.endTime.getTime() &&
    hold.therapistId === offer.therapistId &&
    hold.locationId === offer.locationId;
  return same ? hold : null;
}

/** The hold becomes an appointment, and the entry is placed. Throws 409 for a hold that is not what was offered any more. */
async function takeUp(tx: Ctx, offer: OfferRecord, entry: WaitlistEntry, hold: Appointment | null): Promise<void> {
  requireMove(entry, 'PLACED');
  if (!hold) throw conflict('offer.gone', 'This time is not to be had any more.');
  const after = await tx.db.appointment.update({ where: { id: hold.id }, data: { isHold: false, updatedBy: tx.actor.id } });
  const { id: recordId, clientId } = hold;
  await audit(tx, { action: 'UPDATE', recordType: 'Appointment', recordId, clientId, before: hold, after });
  await emit(tx, 'appointment.booked', { id: hold.id, clientId, data: placeTold(after) });
  await moveEntry(tx, entry, 'PLACED', hold.id);
}

const WHY: Record<Exclude<Answer, 'ACCEPTED'>, string> = {
  DECLINED: 'The offer was declined.',
  EXPIRED: 'The offer ran out.',
  WITHDRAWN: 'The offer was withdrawn.',
};

/**
 * Takes away what holds the time. A cancelled appointment would stay: it would count as a cancellation, and keep the client on
 * the caseload of a therapist who never saw them. The offer is the record.
 */
async function letGo(tx: Ctx, offer: OfferRecord, status: Exclude<Answer, 'ACCEPTED'>): Promise<void> {
  if (offer.appointmentId === null) return;
  const before = await lockAppointment(tx, offer.appointmentId);
  const { id, clientId } = before;
  if (!before.isHold || before.status === 'COMPLETED') return;
  const where = { appointmentId: id };
  if ((await tx.db.invoiceLineItem.count({ where })) + (await tx.db.virtualSession.count({ where }))) {
    // Something hangs off it already: then it stays, and takes nobody's time.
    if (!isOpen(before.status)) return;
    const gone = { cancellationReason: WHY[status], cancelledAt: tx.now(), cancelledBy: tx.actor.id, updatedBy: tx.actor.id };
    const after = await tx.db.appointment.update({ where: { id }, data: { status: 'CANCELLED', ...gone } });
    await audit(tx, { action: 'UPDATE', recordType: 'Appointment', recordId: id, clientId, before, after });
    await sayChanged(tx, [{ before, after }]);
    return;
  }
  await tx.db.appointment.delete({ where: { id } });
  await audit(tx, { action: 'DELETE', recordType: 'Appointment', recordId: id, clientId, before, reason: WHY[status] });
  const { startTime, endTime } = before;
  await emit(tx, 'appointment.released', { id, clientId, data: { startTime, endTime } });
}

/**
 * Offers the same time to the next whom it suits: of those who wait for the same service, have no other offer and did not
 * have this one. Null where there is nobody, or the time is not free. In the name of the system.
 */
async function offerToNext(given: Ctx, offer: OfferRecord, skipped: WaitlistEntry): Promise<MadeOffer | null> {
  const tx: Ctx = { ...given, actor: SYSTEM };
  const { therapistId, startTime, endTime, locationId } = offer;
  if (startTime <= tx.now()) return null;
  // Staff may have meant a time in which nobody works; what was entered since then was not meant.
  const { warnings } = await findTimeWarnings(tx, [{ start: startTime, end: endTime, staff: [therapistId], locationId }]);
  const [since] = warnings.filter(({ code }) => !offer.warnings.includes(code));
  if (since) {
    tx.log.info(
      { offer: String(offer.id), code: since.code },
      'an offer does not move on: the time is not meant for clients any more',
    );
    return null;
  }
  const had = await tx.db.waitlistOffer.findMany({
    where: { OR: [{ therapistId, startTime, endTime }, { status: 'OFFERED' }] },
    select: { waitlistId: true },
  });
  try {
    const slot = await slotOf(tx, { therapistId, locationId, start: startTime, end: endTime });
    const except = had.map(({ waitlistId }) => waitlistId);
    const waiting = await listCandidates(tx, skipped.serviceType, except);
    const { wall } = await practiceTimes(tx);
    const next = rank(slot, waiting, tx.now(), wall).filter(({ fits }) => fits);
    for (const { entry } of next.slice(0, MOST_TRIED)) {
      const locked = await lockWaitlistEntry(tx, BigInt(entry.id));
      // Meanwhile placed, or offered something else.
      if (
        locked.status !== 'WAITING' ||
        (await tx.db.waitlistOffer.count({ where: { waitlistId: locked.id, status: 'OFFERED' } }))
      )
        continue;
      return await makeOffer(tx, locked, offer);
    }
    await recordSkips(tx, offer, skipped.serviceType, { taker: null, chosen: false });
  } catch (error) {
    // The time was taken, the therapist has left: then it ends here, and what was answered stays answered.
    if (!(error instanceof AppError) || error.status >= 500) throw error;
    tx.log.info({ offer: String(offer.id), code: error.code }, 'an offer could not move on');
  }
  return null;
}

/** Answers an offer in the client's name, or takes it back. Throws 403, 404, 409. */
export async function changeOfferStatus(ctx: Ctx, waitlistId: bigint, offerId: bigint, { status }: OfferAnswer): Promise<void> {
  await requireWaitlistEntry(ctx, waitlistId);
  await getOffer(ctx, waitlistId, offerId);
  await inTransaction(ctx, async (tx) => settle(tx, await lockOpenOffer(tx, offerId), status));
}

/** The same for an offer of which the entry is not at hand: the panel's buttons. Throws 403, 404, 409. */
export async function settleOffer(ctx: Ctx, offerId: bigint, status: OfferAnswer['status']): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_WAITLIST);
  const offer = await ctx.db.waitlistOffer.findUnique({ where: { id: offerId }, select: { waitlistId: true } });
  if (!offer) throw notFound('offer');
  await changeOfferStatus(ctx, offer.waitlistId, offerId, { status });
}

/**
 * Answers an offer by its token, whoever holds it. The first answer counts. Throws 404 for a token that is none, 409 for an
 * offer that was answered or has run out, 429 after too many tries.
 */
export async function answerOffer(ctx: Ctx, token: string, status: 'ACCEPTED' | 'DECLINED'): Promise<PublicOfferRow> {
  await countAttempt(ctx, token, 'offer');
  const found = await ctx.db.waitlistOffer.findUnique({ where: { tokenHash: digest(token) }, select: { id: true } });
  if (!found) throw notFound('offer');
  await forgiveAddress(ctx, 'offer');
  await inTransaction({ ...ctx, actor: HOLDER }, async (tx) => settle(tx, await lockOpenOffer(tx, found.id), status));
  const row = await findPublicOffer(ctx, found.id);
  if (!row) throw notFound('offer');
  return row;
}

/**
 * Ends the offers whose hold has run out; those that are to move on go to the next. Any number of processes may do so at once:
 * each offer ends once. Throws 403 for anybody but the server itself. @returns how many ended
 */
export async function expireOffers(ctx: Ctx): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself ends offers.');
  let ended = 0;
  for (const id of await findDueOffers(ctx)) {
    try {
      const done = await inTransaction(ctx, async (tx) => {
        // One after the other, so that two that move on don't choose the same one.
        await takeTurn(tx.db, 'offers that run out');
        await lockRow(tx.db, 'WaitlistOffer', id);
        const offer = await tx.db.waitlistOffer.findUnique({ where: { id } });
        if (offer?.status !== 'OFFERED' || offer.heldUntil > tx.now()) return false;
        await settle(tx, offer, 'EXPIRED');
        return true;
      });
      if (done) ended += 1;
    } catch (error) {
      ctx.log.error({ err: safeError(error), offer: String(id) }, 'an offer could not be ended');
    }
  }
  return ended;
}
