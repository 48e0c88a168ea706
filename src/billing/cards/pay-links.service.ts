/**
 * Secret links under which a family pays by card: in a mail or copied by staff. The link outlives the processor's own page, which is made
 * when somebody presses the button; what is asked for is what is open then.
 */
import { createHash, randomBytes } from 'node:crypto';
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requireClientOf, requirePermission } from '../../access/policy.js';
import { countUse, refuseBeyond } from '../../access/rate-limit.js';
import { audit } from '../../audit/audit.service.js';
import { lockRow } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { LanguageCode, PayLink, Prisma } from '../../generated/prisma/index.js';
import { wakeJob } from '../../jobs/wake.js';
import { conflict, notFound } from '../../kernel/errors.js';
import { requireInvoice } from '../invoices/drafts.js';
import { lockInvoices, openShares } from '../ledger/ledger.queries.js';
import { dueOfInstalment } from './cards.queries.js';
import { sumOf } from '../rules/line.js';
import { inOrder } from '../rules/shares.js';
import { processorOf, takesCards } from './processor.js';
import type { NewPayLink } from './cards.input.js';

const DAY_MS = 86_400_000;
const GOOD_FOR_DAYS = 60;
/** Each mail has one of its own. */
const MOST_LIVE = 50;
/** Pages opened under one link. */
const READS = { name: 'pay', points: 120, seconds: 15 * 60 };
/** Links that lead nowhere, from one address. */
const MISSES = { name: 'pay-miss', points: 50, seconds: 15 * 60 };

/** Without the token's own value nothing can be done with what is kept. */
const digest = (token: string): string => createHash('sha256').update(token).digest('hex');

export interface MadePayLink {
  id: bigint;
  /** Told this once. */
  token: string;
  amount: Decimal;
  expiresAt: Date;
}

/** The page of a link, as people get it. */
export const payAddress = ({ config }: Ctx, token: string): string => `${config.publicUrl ?? ''}/pay/${token}`;

/** What the client owes of an invoice: what policies and funding sources owe of it is asked of them. */
export async function clientOwes(tx: Ctx, invoiceIds: readonly bigint[]): Promise<Map<bigint, Decimal>> {
  const shares = (await openShares(tx, invoiceIds)).filter(({ party, open }) => party === 'CLIENT' && open.greaterThan(0));
  return new Map(shares.map(({ invoiceId, open }) => [invoiceId, open]));
}

/** Writes a link. In the transaction of ctx, which holds the invoice; the actor was asked for permission. Throws 409 for one too many. */
async function writeLink(
  tx: Ctx,
  fields: { clientId: bigint; invoiceId: bigint; amount: Decimal | null; language: LanguageCode },
): Promise<{ id: bigint; token: string; expiresAt: Date }> {
  const { invoiceId, clientId } = fields;
  if ((await tx.db.payLink.count({ where: { invoiceId, revokedAt: null, expiresAt: { gt: tx.now() } } })) >= MOST_LIVE)
    throw conflict('pay_link.too_many', `There are ${MOST_LIVE} links to this invoice. Revoke one first.`);
  const token = randomBytes(32).toString('base64url');
  const expiresAt = new Date(tx.now().getTime() + GOOD_FOR_DAYS * DAY_MS);
  const row = await tx.db.payLink.create({
    data: { ...fields, tokenHash: digest(token), expiresAt, createdAt: tx.now(), createdBy: tx.actor.id },
  });
  await audit(tx, { action: 'CREATE', recordType: 'PayLink', recordId: row.id, clientId, after: row });
  await emit(tx, 'pay_link.created', { id: row.id, clientId });
  return { id: row.id, token, expiresAt };
}

/** Makes a link to what the client owes of an invoice, or to a part of it. Throws 403, 404, 409 (no cards, a draft, nothing open, less open). */
export async function createPayLink(ctx: Ctx, invoiceId: bigint, input: NewPayLink): Promise<MadePayLink> {
  await requireInvoice(ctx, Permission.RECORD_PAYMENT, invoiceId);
  processorOf(ctx);
  return inTransaction(ctx, async (tx) => {
    await lockInvoices(tx, [invoiceId]);
    const { clientId, sentAt } = await requireInvoice(tx, Permission.RECORD_PAYMENT, invoiceId);
    if (sentAt === null) throw conflict('invoice.draft', 'This invoice is a draft: send it first.');
    const open = (await clientOwes(tx, [invoiceId])).get(invoiceId);
    if (!open) throw conflict('invoice.settled', 'The client owes nothing on this invoice.');
    if (input.amount?.greaterThan(open))
      throw conflict('payment.over', `The client owes ${open.toFixed(2)} on this invoice.`, {
        errors: [{ path: 'amount', message: 'is more than is open' }],
      });
    const client = await tx.db.client.findUnique({ where: { id: clientId }, select: { preferredLanguage: true } });
    const language = input.lang ?? client?.preferredLanguage ?? 'EN';
    const made = await writeLink(tx, { clientId, invoiceId, amount: input.amount ?? null, language });
    return { ...made, amount: input.amount ?? open };
  });
}

/**
 * The token of a link that goes with a mail about an invoice; undefined where the practice takes no cards, or the client owes nothing of it. In
 * the transaction of ctx, which holds the invoice; the actor was asked for permission.
 */
export async function linkForMail(
  tx: Ctx,
  { id: invoiceId, clientId }: { id: bigint; clientId: bigint },
  language: LanguageCode,
): Promise<string | undefined> {
  if (!takesCards(tx) || !(await clientOwes(tx, [invoiceId])).has(invoiceId)) return undefined;
  return (await writeLink(tx, { clientId, invoiceId, amount: null, language })).token;
}

/** Tokens of links that go with reminders of instalments, by instalment; none where the practice takes no cards. In the transaction of ctx. */
export async function linksToInstalments(
  tx: Ctx,
  wanted: readonly { instalmentId: bigint; clientId: bigint; language: LanguageCode }[],
): Promise<Map<bigint, string>> {
  if (!takesCards(tx)) return new Map();
  const made = wanted.map((one) => ({ ...one, token: randomBytes(32).toString('base64url') }));
  const now = tx.now();
  const expiresAt = new Date(now.getTime() + GOOD_FOR_DAYS * DAY_MS);
  const rows = await tx.db.payLink.createManyAndReturn({
    data: made.map(({ token, ...fields }) => ({
      ...fields,
      tokenHash: digest(token),
      expiresAt,
      createdAt: now,
      createdBy: tx.actor.id,
    })),
  });
  for (const row of rows)
    await audit(tx, { action: 'CREATE', recordType: 'PayLink', recordId: row.id, clientId: row.clientId, after: row });
  await emit(
    tx,
    'pay_link.created',
    rows.map(({ id, clientId }) => ({ id, clientId })),
  );
  return new Map(made.map(({ instalmentId, token }) => [instalmentId, token]));
}

/**
 * Has the processor's pages under these links ended by the job, which does it again until the processor answers. In the transaction that ends the
 * links.
 */
export async function endPages(tx: Ctx, links: Prisma.PayLinkWhereInput): Promise<void> {
  const { count } = await tx.db.cardPayment.updateMany({
    where: { payLink: links, status: { in: ['OPEN', 'FAILED'] }, lookAt: { not: null } },
    data: { lookAt: tx.now() },
  });
  if (count > 0) await wakeJob(tx, 'card-payments');
}

/** Ends a link, and the pages that were made under it. Nothing happens to one that is over. Throws 403, 404. */
export async function revokePayLink(ctx: Ctx, id: bigint): Promise<void> {
  requirePermission(ctx.actor, Permission.RECORD_PAYMENT);
  const found = await ctx.db.payLink.findUnique({ where: { id }, select: { clientId: true } });
  if (!found) throw notFound('pay link');
  await requireClientOf(ctx, Permission.RECORD_PAYMENT, found.clientId, 'pay link');
  await inTransaction(ctx, async (tx) => {
    await lockRow(tx.db, 'PayLink', id);
    const before = await tx.db.payLink.findUniqueOrThrow({ where: { id } });
    if (before.revokedAt) return;
    const after = await tx.db.payLink.update({ where: { id }, data: { revokedAt: tx.now() } });
    await endPages(tx, { id });
    await audit(tx, { action: 'UPDATE', recordType: 'PayLink', recordId: id, clientId: before.clientId, before, after });
    await emit(tx, 'pay_link.revoked', { id, clientId: before.clientId });
  });
}

/** The link behind a token. Throws 404 alike for a token that is none, one that is over and one that was revoked; 429 for too many tries. */
export async function openLink(ctx: Ctx, token: string): Promise<PayLink> {
  const address = ctx.origin.ipAddress ?? '';
  await refuseBeyond(ctx, MISSES, address);
  const tokenHash = digest(token);
  const link = takesCards(ctx) ? await ctx.db.payLink.findUnique({ where: { tokenHash } }) : null;
  if (link?.revokedAt !== null || link.expiresAt <= ctx.now()) {
    await countUse(ctx, MISSES, address);
    throw notFound('pay link');
  }
  await countUse(ctx, READS, tokenHash);
  return link;
}

/** What is to be paid under a link now, by invoice, in the order in which they are paid. */
export interface Due {
  total: Decimal;
  invoices: { invoiceId: bigint; amount: Decimal }[];
  /** `2026-000123` */
  name: string;
}

/** The invoices that are paid under a link, in their order: the one of it, or those of its plan. */
export async function invoicesUnder(tx: Ctx, { invoiceId, instalmentId }: PayLink): Promise<bigint[]> {
  if (invoiceId !== null) return [invoiceId];
  const rows = await tx.db.paymentPlanInvoice.findMany({
    where: { plan: { instalments: { some: { id: instalmentId ?? 0n } } } },
    orderBy: { position: 'asc' },
    select: { invoiceId: true },
  });
  return rows.map((row) => row.invoiceId);
}

/** What is asked for at most: what was not paid yet of a stated part, or what is due of a plan by an instalment. Undefined: all that is open. Throws 404 for a plan that was ended. */
async function mostUnder(tx: Ctx, { id, amount, instalmentId }: PayLink): Promise<Decimal | undefined> {
  if (instalmentId === null) {
    if (amount === null) return undefined;
    const { _sum: paid } = await tx.db.cardPayment.aggregate({
      where: { payLinkId: id, status: 'PAID' },
      _sum: { amount: true },
    });
    return Decimal.max(0, amount.minus(paid.amount ?? 0));
  }
  const due = await dueOfInstalment(tx, instalmentId);
  if (due === undefined) throw notFound('pay link');
  return due;
}

/** What is to be paid under a link now. Throws 404 where its plan was ended: another agreement counts. */
export async function dueUnder(tx: Ctx, link: PayLink): Promise<Due> {
  const ids = await invoicesUnder(tx, link);
  const [owed, most, invoices] = await Promise.all([
    clientOwes(tx, ids),
    mostUnder(tx, link),
    tx.db.invoice.findMany({ where: { id: { in: ids } }, select: { id: true, invoiceNumber: true } }),
  ]);
  const open = ids.map((id) => owed.get(id) ?? new Decimal(0));
  const all = sumOf(open);
  const total = most === undefined ? all : Decimal.min(most, all);
  const { parts } = inOrder(total, open);
  const paid = ids.flatMap((invoiceId, at) => {
    const amount = parts[at] ?? new Decimal(0);
    return amount.isZero() ? [] : [{ invoiceId, amount }];
  });
  const named = paid[0]?.invoiceId ?? ids[0];
  return { total, invoices: paid, name: invoices.find(({ id }) => id === named)?.invoiceNumber ?? '' };
}
