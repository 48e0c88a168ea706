/** Papers by e-mail: to the client, or to a caregiver with the right to pay. What the mail says names no learner and no diagnosis. */
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import type { Caregiver, Invoice, LanguageCode, Practice } from '../../generated/prisma/index.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate, toDate } from '../../kernel/time.js';
import { outgoingChannels } from '../../mail/channels.queries.js';
import { filled, readTexts, type TextName } from '../../messages/notifications/texts.js';
import { enqueue } from '../../messages/outbox/outbox.service.js';
import type { AttachmentKind } from '../../messages/outbox/attachments.js';
import { linkForMail } from '../cards/pay-links.service.js';
import { requireInvoice } from '../invoices/drafts.js';
import { lockInvoices } from '../ledger/ledger.queries.js';
import { today } from '../ledger/posting.service.js';
import { getPayment } from '../payments/payments.service.js';
import type { EmailInput, EmailStatement } from './papers.input.js';
import { activePlan, clientsPart } from './papers.queries.js';
import { linesFor } from './papers.service.js';
import { partsOfReceipt } from './receipts.service.js';
import { languageFrom } from '../rules/paper-languages.js';
import { type Say, sayIn } from './say.js';
import { getStatement } from './statements.service.js';

interface Recipient {
  name: string;
  address: string;
  language: LanguageCode;
  caregiverId: bigint | null;
}

type MayPay = Pick<Caregiver, 'id' | 'firstName' | 'lastName' | 'email' | 'preferredLanguage' | 'mayPay' | 'consentExpiresOn'>;

const asRecipient = ({ id, firstName, lastName, email, preferredLanguage }: MayPay): Recipient | undefined =>
  email ? { name: `${firstName} ${lastName}`, address: email, language: preferredLanguage, caregiverId: id } : undefined;

const noRecipient = (detail: string) => unprocessable('paper.recipient', detail, 'caregiverId');

async function namedRecipient(tx: Ctx, clientId: bigint, id: bigint, day: Date): Promise<Recipient> {
  const one = await tx.db.caregiver.findFirst({ where: { id, clientId } });
  if (!one) throw unprocessable('reference.not_found', 'This client has no such caregiver.', 'caregiverId');
  if (!one.mayPay || (one.consentExpiresOn !== null && one.consentExpiresOn < day))
    throw noRecipient('This caregiver has not the right to pay.');
  const recipient = asRecipient(one);
  if (!recipient) throw noRecipient('This caregiver has no e-mail address.');
  return recipient;
}

/** Caregivers who may pay on that day, with an address; the primary contact first. */
const whoMayPay = (ctx: Ctx, clientId: bigint, day: Date, most: number): Promise<MayPay[]> =>
  ctx.db.caregiver.findMany({
    where: { clientId, mayPay: true, email: { not: null }, OR: [{ consentExpiresOn: null }, { consentExpiresOn: { gte: day } }] },
    orderBy: [{ isPrimaryContact: 'desc' }, { id: 'asc' }],
    take: most,
  });

/** Of those who may pay, so many are there to choose from. */
const MOST_CHOICES = 50;

/** Whom a paper of that client's may go to besides them. Whoever asks has asked before whether the actor may see them. */
export async function mailRecipients(ctx: Ctx, clientId: bigint): Promise<{ id: string; name: string }[]> {
  const found = await whoMayPay(ctx, clientId, await today(ctx), MOST_CHOICES);
  return found.map(({ id, firstName, lastName, email }) => ({
    id: String(id),
    name: `${firstName} ${lastName}, ${email ?? ''}`,
  }));
}

/**
 * To whom a client's papers go where nobody is named: the client; without an address of theirs a caregiver who may pay, the primary contact
 * first. Undefined: nobody has an address. Whoever asks has asked before whether the actor may see them.
 */
export async function usualRecipient(tx: Ctx, clientId: bigint): Promise<Recipient | undefined> {
  const client = await tx.db.client.findUnique({
    where: { id: clientId },
    select: { firstName: true, lastName: true, email: true, preferredLanguage: true },
  });
  if (!client) throw notFound('client');
  if (client.email)
    return {
      name: `${client.firstName} ${client.lastName}`,
      address: client.email,
      language: client.preferredLanguage,
      caregiverId: null,
    };
  const [first] = await whoMayPay(tx, clientId, await today(tx), 1);
  return first && asRecipient(first);
}

/** Throws 422 where there is nobody to write to. */
async function recipientOf(tx: Ctx, clientId: bigint, caregiverId: bigint | null): Promise<Recipient> {
  if (caregiverId !== null) return namedRecipient(tx, clientId, caregiverId, await today(tx));
  const recipient = await usualRecipient(tx, clientId);
  if (!recipient) throw noRecipient('Neither the client nor a caregiver who may pay has an e-mail address.');
  return recipient;
}

/** Which text, and what is filled in. */
interface Said {
  body: TextName;
  values: (say: Say) => Record<string, string>;
}

interface Mail {
  kind: AttachmentKind;
  subject: TextName;
  /** What it says, by whom it goes to. */
  body: (to: Recipient) => TextName;
  recordId: bigint;
  clientId: bigint;
  input: EmailInput;
  values: (say: Say) => Record<string, string>;
  /** Of a statement. */
  days?: { attachmentFrom: Date; attachmentTo: Date };
  /** The token of a link that goes with it, in the recipient's language. */
  link?: (language: LanguageCode) => Promise<string | undefined>;
}

const RECORDS = { INVOICE: 'Invoice', RECEIPT: 'Receipt', STATEMENT: 'Client' } as const;

async function practiceOf(tx: Ctx): Promise<Practice> {
  const practice = await tx.db.practice.findFirst({ orderBy: { id: 'asc' } });
  if (!practice) throw notFound('practice');
  return practice;
}

/** The same paper to the same person goes once within so long: a button that is pressed twice. */
const ONCE_WITHIN_MS = 60_000;

/** Puts the mail into the outbox; gives whether the practice sends e-mail at all. */
async function write(
  tx: Ctx,
  { kind, subject, body, recordId, clientId, input, values, days, link }: Mail,
): Promise<{ queued: boolean }> {
  const [practice, to, texts] = await Promise.all([
    practiceOf(tx),
    recipientOf(tx, clientId, input.caregiverId ?? null),
    readTexts(tx),
  ]);
  const language = input.lang ?? languageFrom(to.language, practice.primaryLanguage);
  const say = sayIn(language, practice);
  const dedupeKey = [
    kind,
    recordId,
    ...(days ? [fromDate(days.attachmentFrom), fromDate(days.attachmentTo)] : []),
    to.caregiverId ?? 'client',
    language,
    Math.floor(tx.now().getTime() / ONCE_WITHIN_MS),
  ]
    .join(':')
    .toLowerCase();
  // One that goes already has its link.
  const isThere = (await tx.db.outboxMessage.count({ where: { dedupeKey } })) > 0;
  const secret = isThere ? undefined : await link?.(language);
  const words = {
    ...values(say),
    link: secret === undefined ? null : '{link}',
    name: to.name,
    practice: practice.billingName ?? practice.name,
  };
  await enqueue(tx, [
    {
      channel: 'EMAIL',
      kind,
      clientId,
      address: to.address,
      language,
      subject: filled(texts(subject, language).text, words),
      body: filled(texts(body(to), language).text, words),
      attachmentKind: kind,
      attachmentId: recordId,
      ...days,
      ...(secret === undefined ? {} : { secret }),
      dedupeKey,
    },
  ]);
  await audit(tx, { action: 'EXPORT', recordType: RECORDS[kind], recordId, clientId, reason: 'sent by e-mail' });
  return { queued: (await outgoingChannels(tx.pool)).has('EMAIL') };
}

/** What its reader is asked for: the client's part that is open, and by when. What others owe of it is asked of them. */
async function askedOf(tx: Ctx, invoice: Invoice): Promise<Said> {
  const [part, plan] = await Promise.all([clientsPart(tx, invoice.id), activePlan(tx, invoice.id)]);
  const next = plan?.instalments.find(({ open }) => new Decimal(open).greaterThan(0));
  const isAsked = new Decimal(part.open).greaterThan(0);
  const body = isAsked
    ? next
      ? 'planned_invoice.body'
      : 'invoice.body'
    : invoice.balance.isZero()
      ? 'settled_invoice.body'
      : 'covered_invoice.body';
  return {
    body,
    values: (say) => ({
      number: invoice.invoiceNumber,
      day: say.day(fromDate(invoice.issueDate)),
      total: say.money(invoice.totalAmount),
      amount: say.money(part.open),
      due: say.day(next?.dueOn ?? part.dueOn),
      next: say.money(next?.open ?? part.open),
    }),
  };
}

/** Sends an invoice that has left DRAFT by e-mail, with its paper. Throws 403, 404, 409 for a draft, 422. */
export async function emailInvoice(ctx: Ctx, id: bigint, input: EmailInput): Promise<{ queued: boolean }> {
  return inTransaction(ctx, async (tx) => {
    await requireInvoice(tx, Permission.EDIT_BILLING, id);
    await lockInvoices(tx, [id]);
    // What its reader is asked for is what is open now.
    const invoice = await requireInvoice(tx, Permission.EDIT_BILLING, id);
    if (invoice.sentAt === null) throw conflict('invoice.draft', 'This invoice is a draft: send it first.');
    await linesFor(tx, [id]);
    const { body, values } = await askedOf(tx, invoice);
    return write(tx, {
      link: (language) => linkForMail(tx, invoice, language),
      kind: 'INVOICE',
      subject: 'invoice.subject',
      body: () => body,
      recordId: id,
      clientId: invoice.clientId,
      input,
      values,
    });
  });
}

/** Sends a receipt by e-mail, with its paper. Throws 403, 404, 409 for one that was taken back, 422. */
export async function emailReceipt(ctx: Ctx, id: bigint, input: EmailInput): Promise<{ queued: boolean }> {
  requirePermission(ctx.actor, Permission.RECORD_PAYMENT);
  return inTransaction(ctx, async (tx) => {
    const receipt = await getPayment(tx, id);
    if (receipt.reversedAt !== null) throw conflict('payment.reversed', 'This payment was taken back.');
    await partsOfReceipt(tx, receipt);
    return write(tx, {
      kind: 'RECEIPT',
      subject: 'receipt.subject',
      // Thanks go to who paid.
      body: ({ caregiverId }) =>
        receipt.party === 'CLIENT' && receipt.caregiverId === (caregiverId === null ? null : String(caregiverId))
          ? 'receipt.body'
          : 'others_receipt.body',
      recordId: id,
      clientId: BigInt(receipt.clientId),
      input,
      values: (say) => ({
        number: receipt.number,
        day: say.day(receipt.paymentDate),
        amount: say.money(receipt.amount),
        payer: receipt.payerName,
      }),
    });
  });
}

/** Sends a statement of what the client owes by e-mail, with its paper. Throws 403, 404, 422. */
export async function emailStatement(
  ctx: Ctx,
  clientId: bigint,
  { from, to, ...input }: EmailStatement,
): Promise<{ queued: boolean }> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  return inTransaction(ctx, async (tx) => {
    const facts = await getStatement(tx, clientId, { from, to, party: 'CLIENT' });
    return write(tx, {
      kind: 'STATEMENT',
      subject: 'statement.subject',
      body: () =>
        facts.closing.isZero()
          ? 'settled_statement.body'
          : facts.closing.isNegative()
            ? 'credit_statement.body'
            : facts.asks?.later.greaterThan(0)
              ? 'planned_statement.body'
              : 'statement.body',
      recordId: clientId,
      clientId,
      input,
      days: { attachmentFrom: toDate(facts.from, 'from'), attachmentTo: toDate(facts.to, 'to') },
      values: (say) => ({
        from: say.day(facts.from),
        to: say.day(facts.to),
        // Of a plan what is due by now: the rest is asked for with its instalments.
        amount: say.money(facts.asks?.later.greaterThan(0) ? facts.asks.due : facts.closing.abs()),
        later: say.money(facts.asks?.later ?? '0'),
      }),
    });
  });
}
