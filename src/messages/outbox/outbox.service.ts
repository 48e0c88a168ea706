/** The outbox: messages are written in the transaction of their cause, and sent afterwards by a job. */
import type { Ctx } from '../../access/context.js';
import type { LanguageCode, MessageChannel, Prisma } from '../../generated/prisma/index.js';
import { wakeJob } from '../../jobs/wake.js';
import { forbidden } from '../../kernel/errors.js';
import { toDate } from '../../kernel/time.js';
import { openTexts, type SealFault, sealTexts } from '../../sealing/sealing.service.js';
import { outgoingChannels } from '../../mail/channels.queries.js';
import { claimMessage, type ClaimedMessage, nextMessageIds, settleMessage } from './outbox.queries.js';
import { type AttachmentKind, attachmentOf } from './attachments.js';
import { type Outcome, type Transport, transportsOf } from './transports.js';

export interface NewMessage {
  channel: MessageChannel;
  kind: 'REMINDER' | 'OFFER' | 'PLACE_FREE' | 'COVER_ENDS' | 'CARD_PAYMENT' | 'INVOICE' | 'RECEIPT' | 'STATEMENT' | 'INSTALMENT';
  userId?: bigint | null;
  clientId?: bigint | null;
  appointmentId?: bigint | null;
  /** Until when it is worth sending: for a reminder the start that it tells. */
  expiresAt?: Date | null;
  address: string;
  language: LanguageCode;
  subject: string;
  /** May have {link} in it, where `secret` is given. */
  body: string;
  /** A token that leads to the sender's page; kept encrypted and put in at the last moment. */
  secret?: string;
  /** The paper that goes with it; it is drawn when the message is sent. */
  attachmentKind?: AttachmentKind;
  attachmentId?: bigint;
  /** The days that it is about. */
  attachmentFrom?: Date;
  attachmentTo?: Date;
  /** The same message under the same key is written once, whoever writes it. */
  dedupeKey: string;
}

/** Writes messages, those that are there already not again. One statement. @returns how many are new */
export async function enqueue(ctx: Ctx, messages: readonly NewMessage[]): Promise<number> {
  if (messages.length === 0) return 0;
  const now = ctx.now();
  const open = await outgoingChannels(ctx.pool);
  const data: Prisma.OutboxMessageCreateManyInput[] = (await withSealed(ctx, messages)).map((one) => ({
    ...one,
    status: open.has(one.channel) ? 'QUEUED' : 'KEPT',
    sendAfter: now,
    createdAt: now,
  }));
  const { count } = await ctx.db.outboxMessage.createMany({ data, skipDuplicates: true });
  if (count > 0) await wakeJob(ctx, 'send-outbox');
  return count;
}

/** The messages with ids, since what is sealed opens for its own row alone, and with body and secret sealed. */
async function withSealed(
  ctx: Ctx,
  messages: readonly NewMessage[],
): Promise<(Omit<NewMessage, 'secret'> & { id: bigint; secret: string | null })[]> {
  const ids = await nextMessageIds(ctx, messages.length);
  const placed = messages.map((message, at) => ({ ...message, id: ids[at] as bigint }));
  const place = ({ id, clientId }: (typeof placed)[number]) => ({ model: 'OutboxMessage', id, clientId: clientId ?? null });
  const bodies = await sealTexts(
    ctx,
    placed.map((one) => ({ ...place(one), field: 'body', text: one.body })),
  );
  const withSecret = placed.filter(({ secret }) => secret !== undefined);
  const secrets = await sealTexts(
    ctx,
    withSecret.map((one) => ({ ...place(one), field: 'secret', text: one.secret ?? '' })),
  );
  const secretOf = new Map(withSecret.map(({ id }, at) => [id, secrets[at] as string]));
  return placed.map((one, at) => ({ ...one, body: bodies[at] as string, secret: secretOf.get(one.id) ?? null }));
}

/** Longer than any try may take. */
const LEASE_MS = 5 * 60_000;
const MOST_ATTEMPTS = 8;
const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 6 * 3_600_000;

/** After the first failed try a minute, then twice as long each time. */
const waitAfter = (attempts: number): number => Math.min(FIRST_WAIT_MS * 2 ** (attempts - 1), LONGEST_WAIT_MS);

export interface SendOptions {
  transports?: readonly Transport[];
  /** Ends it after the message under way: the rest is left to another run. */
  signal?: AbortSignal;
}

/**
 * Sends what is due, one after the other until nothing is. Any number of processes may do so at once: each message is one's until its
 * lease ends, so that what a process leaves behind when it dies is sent by another. @returns how many were sent
 */
export async function sendOutbox(ctx: Ctx, { transports = transportsOf(ctx.config), signal }: SendOptions = {}): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself sends messages.');
  const channels = transports.map(({ channel }) => channel);
  let sent = 0;
  try {
    while (!signal?.aborted) {
      const message = await claimMessage(ctx, LEASE_MS, channels);
      if (!message) break;
      if (await sendOne(ctx, transports, message)) sent += 1;
    }
    return sent;
  } finally {
    for (const transport of transports) transport.close();
  }
}

async function sendOne(ctx: Ctx, transports: readonly Transport[], message: ClaimedMessage): Promise<boolean> {
  if (message.outdated) {
    await settleMessage(ctx, message, { status: 'DROPPED', sendAfter: null, error: null });
    return false;
  }
  const transport = transports.find(({ channel }) => channel === message.channel);
  // The practice sends nothing by this way: it waits for a person.
  if (!message.open || !transport) {
    await settleMessage(ctx, message, { status: 'KEPT', sendAfter: null, error: null });
    return false;
  }
  const outcome = await send(ctx, transport, message);
  if (outcome.ok) {
    await settleMessage(ctx, message, { status: 'SENT', sendAfter: null, error: null });
    return true;
  }
  const over = outcome.permanent || message.attempts >= MOST_ATTEMPTS;
  const again = new Date(ctx.now().getTime() + waitAfter(message.attempts));
  await settleMessage(ctx, message, { status: over ? 'FAILED' : 'QUEUED', sendAfter: over ? null : again, error: outcome.error });
  // What kind of failure, of which message: never to whom.
  ctx.log.warn({ message: message.id, attempts: message.attempts, error: outcome.error, over }, 'a message was not sent');
  return false;
}

/** One try. What goes with a message is made first: without it the message stays. */
async function send(ctx: Ctx, transport: Transport, message: ClaimedMessage): Promise<Outcome> {
  const body = await opened(ctx, message);
  if (typeof body !== 'string') return { ok: false, permanent: body.fault === 'DESTROYED', error: `SEALED_${body.fault}` };
  const { attachmentKind, attachmentId, attachmentFrom, attachmentTo, language } = message;
  if (attachmentKind === null || attachmentId === null) return transport.send({ ...message, body });
  try {
    const attachment = await attachmentOf(ctx, {
      kind: attachmentKind,
      recordId: BigInt(attachmentId),
      language,
      from: attachmentFrom === null ? null : toDate(attachmentFrom, 'from'),
      to: attachmentTo === null ? null : toDate(attachmentTo, 'to'),
    });
    // What it is about is gone: no try will find it.
    if (!attachment) return { ok: false, permanent: true, error: 'ATTACHMENT' };
    return await transport.send({ ...message, body, attachment });
  } catch {
    return { ok: false, permanent: false, error: 'ATTACHMENT' };
  }
}

/** The body with the link in it; or why it does not open. One whose secret cannot be read any more goes without. */
async function opened(ctx: Ctx, { id, kind, body, secret }: ClaimedMessage): Promise<string | { fault: SealFault }> {
  const place = { model: 'OutboxMessage', id };
  const [words, token] = await openTexts(ctx, [
    { ...place, field: 'body', sealed: body },
    { ...place, field: 'secret', sealed: secret ?? '' },
  ]);
  if (!words || 'fault' in words) return words ?? { fault: 'DAMAGED' };
  if (secret === null) return words.text;
  const { offerUrl, publicUrl } = ctx.config;
  // An offer is answered on the portal's page; all other links lead to pages of our own.
  const page = kind === 'OFFER' ? offerUrl : publicUrl && `${publicUrl}/pay/{token}`;
  const link = token && 'text' in token ? page?.replaceAll('{token}', token.text) : undefined;
  return words.text.replaceAll('{link}', link ?? '');
}
