import type { Ctx } from '../../access/context.js';
import type { LanguageCode, MessageChannel } from '../../generated/prisma/index.js';
import type { AttachmentKind } from './attachments.js';

export interface ClaimedMessage {
  id: string;
  channel: MessageChannel;
  address: string;
  subject: string;
  body: string;
  /** The token behind {link}, sealed as the body is. */
  secret: string | null;
  attachmentKind: AttachmentKind | null;
  attachmentId: string | null;
  /** `2026-03-08` */
  attachmentFrom: string | null;
  attachmentTo: string | null;
  language: LanguageCode;
  kind: string;
  /** Whether the practice sends by this channel at all. */
  open: boolean;
  /** Its time is over, or what it tells is not so any more. */
  outdated: boolean;
  /** This try counts. */
  attempts: number;
  /** Until when it is ours, as the database has it. */
  claim: string;
}

/** Ids for messages that are to come. */
export async function nextMessageIds(ctx: Ctx, count: number): Promise<bigint[]> {
  const { rows } = await ctx.pool.query<{ id: string }>(
    "SELECT nextval(pg_get_serial_sequence('outbox_messages', 'id'))::text AS id FROM generate_series(1, $1::int)",
    [count],
  );
  return rows.map(({ id }) => BigInt(id));
}

const instant = (time: Date): string => time.toISOString();

/**
 * Takes a message that is due, or whose sender left it, away from all other senders until the lease ends: one that can be sent by
 * `channels`, or that the practice does not send at all. What goes by another's channel is left to that one. With `=`, not `IN`: the database
 * may run what stands after `IN` once for each row, and each run would take another message that nobody sends.
 */
export async function claimMessage(
  ctx: Ctx,
  leaseMs: number,
  channels: readonly MessageChannel[],
): Promise<ClaimedMessage | undefined> {
  const now = ctx.now();
  const { rows } = await ctx.pool.query<ClaimedMessage>(
    `UPDATE outbox_messages m SET status = 'SENDING', attempts = attempts + 1, claimed_until = $2::timestamp
     WHERE m.id = (SELECT id FROM outbox_messages
       WHERE status IN ('QUEUED', 'SENDING') AND send_after <= $1::timestamp AND (claimed_until IS NULL OR claimed_until <= $1::timestamp)
         AND (channel = ANY($3::message_channel[]) OR channel NOT IN (SELECT channel FROM outgoing_channels))
       ORDER BY send_after, id LIMIT 1 FOR UPDATE SKIP LOCKED)
     RETURNING m.id::text, m.channel::text, m.kind, m.address, m.subject, m.body, m.secret, m.language::text,
       m.attachment_kind AS "attachmentKind", m.attachment_id::text AS "attachmentId",
       m.attachment_from::text AS "attachmentFrom", m.attachment_to::text AS "attachmentTo", m.attempts, m.claimed_until::text AS claim,
       EXISTS (SELECT 1 FROM outgoing_channels c WHERE c.channel = m.channel) AS open,
       coalesce(m.expires_at <= $1::timestamp, false) OR m.kind = 'REMINDER' AND NOT EXISTS (SELECT 1 FROM appointments a
         WHERE a.id = m.appointment_id AND a.status IN ('SCHEDULED', 'CONFIRMED') AND a.start_time = m.expires_at) AS outdated`,
    [instant(now), instant(new Date(now.getTime() + leaseMs)), channels],
  );
  return rows[0];
}

/** Writes what became of it, unless it is somebody else's by now. */
export async function settleMessage(
  ctx: Ctx,
  message: ClaimedMessage,
  outcome: { status: 'SENT' | 'FAILED' | 'QUEUED' | 'KEPT' | 'DROPPED'; sendAfter: Date | null; error: string | null },
): Promise<void> {
  await ctx.pool.query(
    `UPDATE outbox_messages SET status = $3::message_status, claimed_until = NULL, last_error = $4, secret = CASE WHEN $3 IN ('SENT', 'DROPPED') THEN NULL ELSE secret END,
       send_after = coalesce($5::timestamp, send_after), sent_at = CASE WHEN $3 = 'SENT' THEN $6::timestamp END
     WHERE id = $1::bigint AND status = 'SENDING' AND claimed_until = $2::timestamp`,
    [
      message.id,
      message.claim,
      outcome.status,
      outcome.error,
      outcome.sendAfter && instant(outcome.sendAfter),
      instant(ctx.now()),
    ],
  );
}

/** Makes a message that failed or was kept due again, with all its tries. False for one in another state. */
export async function requeueMessage(ctx: Ctx, id: bigint): Promise<boolean> {
  const { count } = await ctx.db.outboxMessage.updateMany({
    where: { id, status: { in: ['FAILED', 'KEPT'] } },
    data: { status: 'QUEUED', attempts: 0, sendAfter: ctx.now(), lastError: null },
  });
  return count > 0;
}
