import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { WaitlistOfferStatus, WaitlistSkipReason } from './offers.dto.js';

export interface OfferRow {
  id: string;
  waitlistId: string;
  status: WaitlistOfferStatus;
  title: string;
  startTime: Date;
  endTime: Date;
  therapistId: string;
  therapistName: string;
  roomId: string | null;
  roomName: string | null;
  locationId: string | null;
  locationName: string | null;
  heldUntil: Date;
  moveOn: boolean;
  appointmentId: string | null;
  answeredAt: Date | null;
  answeredBy: string | null;
  createdAt: Date;
  updatedAt: Date;
  createdBy: string | null;
}

const SELECT = `o.id::text, o.waitlist_id::text AS "waitlistId", o.status::text, o.title, o.start_time AS "startTime", o.end_time AS "endTime",
  o.therapist_id::text AS "therapistId", t.first_name || ' ' || t.last_name AS "therapistName", o.room_id::text AS "roomId", r.name AS "roomName",
  o.location_id::text AS "locationId", p.name AS "locationName", o.held_until AS "heldUntil", o.move_on AS "moveOn",
  o.appointment_id::text AS "appointmentId", o.answered_at AS "answeredAt", o.answered_by::text AS "answeredBy",
  o.created_at AS "createdAt", o.updated_at AS "updatedAt", o.created_by::text AS "createdBy"`;
const FROM = `waitlist_offers o JOIN users t ON t.id = o.therapist_id LEFT JOIN therapy_rooms r ON r.id = o.room_id
  LEFT JOIN practice_locations p ON p.id = o.location_id`;

/** One entry's offers, the latest first, at most 200; or one of them. The caller has made sure that the actor may see the entry. */
export async function listOfferRows(ctx: Ctx, waitlistId: bigint, offerId?: bigint): Promise<OfferRow[]> {
  return prepared<OfferRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${SELECT} FROM ${FROM} WHERE o.waitlist_id = $1::bigint AND ($2::bigint IS NULL OR o.id = $2::bigint) ORDER BY o.id DESC LIMIT 200`,
    [String(waitlistId), offerId === undefined ? null : String(offerId)],
  );
}

export interface SkipRow {
  id: string;
  waitlistId: string;
  reason: WaitlistSkipReason;
  details: string | null;
  startTime: Date;
  endTime: Date;
  therapistId: string;
  therapistName: string;
  createdAt: Date;
}

/** The offers that went past one entry, the latest first, at most 200. The caller has made sure that the actor may see the entry. */
export async function listSkipRows(ctx: Ctx, waitlistId: bigint): Promise<SkipRow[]> {
  return prepared<SkipRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT s.id::text, s.waitlist_id::text AS "waitlistId", s.reason::text, s.details, o.start_time AS "startTime", o.end_time AS "endTime",
      o.therapist_id::text AS "therapistId", t.first_name || ' ' || t.last_name AS "therapistName", s.created_at AS "createdAt"
    FROM waitlist_skips s JOIN waitlist_offers o ON o.id = s.offer_id JOIN users t ON t.id = o.therapist_id
    WHERE s.waitlist_id = $1::bigint ORDER BY s.id DESC LIMIT 200`,
    [String(waitlistId)],
  );
}

export interface PublicOfferRow {
  status: WaitlistOfferStatus;
  startTime: Date;
  timezone: string;
  place: string | null;
  therapistFirstName: string;
}

/** What the holder of its token may know of an offer. */
export async function findPublicOffer(ctx: Ctx, id: bigint): Promise<PublicOfferRow | undefined> {
  const [row] = await prepared<PublicOfferRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT o.status::text, o.start_time AS "startTime", coalesce(p.timezone, (SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC') AS timezone,
      p.name AS place, t.first_name AS "therapistFirstName" FROM ${FROM} WHERE o.id = $1::bigint`,
    [String(id)],
  );
  return row;
}

/** Offers whose hold has run out, the oldest first; at most 200. */
export async function findDueOffers(ctx: Ctx): Promise<bigint[]> {
  const rows = await prepared<{ id: string }>(
    ctx.pool,
    `SELECT id::text FROM waitlist_offers WHERE status = 'OFFERED' AND held_until <= $1::timestamp ORDER BY held_until, id LIMIT 200`,
    [ctx.now().toISOString()],
  );
  return rows.map(({ id }) => BigInt(id));
}
