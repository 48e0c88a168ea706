/** What deserves a second look about drafts before they are sent: what they would charge to whom, and what those pay. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import type { Warning } from '../../kernel/warnings.js';
import { fromDate } from '../../kernel/time.js';
import { type KeyedCharge, warningsByKey } from '../coverage/beyond.service.js';
import type { Charge } from '../coverage/rules/beyond.js';
import { partsByLine, type PayerPart } from '../rules/payers.js';
import { saidOfUndrawn, undrawnIn } from '../rules/letters.js';
import { feeLinesOf } from './fees.queries.js';
import type { InvoiceDetails } from './invoices.queries.js';

interface Who {
  insuranceId: bigint | null;
  fundingId: bigint | null;
}
type Payers = readonly (Who & PayerPart)[];
type Draft = Who & { id: bigint; status: string; payers: Payers };

/** A line as it is charged. */
export interface ChargedLine {
  /** `2026-03-08` */
  day: string;
  lineTotal: Decimal;
  /** Those who pay a part pay of it: it is no fee, and no package pays for it. */
  isShared: boolean;
}

/** What each payer is charged by these lines: those who pay a part, and whom the invoice is for. */
export function chargesTo({ insuranceId, fundingId }: Who, payers: Payers, lines: readonly ChargedLine[]): Charge[] {
  const shared = lines.filter(({ isShared }) => isShared);
  const parts = partsByLine(
    shared.map(({ lineTotal }) => lineTotal),
    payers,
  );
  const whole = lines.filter(({ isShared }) => !isShared);
  const alone = whole.map(({ day, lineTotal }): Charge => ({ insuranceId, fundingId, day, amount: lineTotal }));
  const parted = shared.flatMap(({ day, lineTotal }, index): Charge[] => {
    const others = payers.map((payer, at): Charge => {
      const amount = parts[at]?.[index] ?? new Decimal(0);
      return { insuranceId: payer.insuranceId, fundingId: payer.fundingId, day, amount };
    });
    const own = others.reduce((left, { amount }) => left.minus(amount), lineTotal);
    return [{ insuranceId, fundingId, day, amount: own }, ...others];
  });
  return [...alone, ...parted];
}

/** By the drafts' ids; nothing of what was sent: what it charged is in the figures. No statement where clients alone pay. */
async function warningsOf(ctx: Ctx, drafts: readonly Draft[]): Promise<Map<string, Warning[]>> {
  const asked = drafts.filter(
    ({ status, insuranceId, fundingId, payers }) =>
      status === 'DRAFT' && (insuranceId !== null || fundingId !== null || payers.length > 0),
  );
  if (asked.length === 0) return new Map();
  // All of their lines: those out of sight are in the sums as well.
  const rows = await ctx.db.invoiceLineItem.findMany({
    where: { invoiceId: { in: asked.map(({ id }) => id) } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { id: true, invoiceId: true, serviceDate: true, lineTotal: true, packageId: true },
  });
  const fees = await feeLinesOf(
    ctx,
    asked.map(({ id }) => id),
  );
  const lines = new Map<bigint, ChargedLine[]>();
  for (const { id, invoiceId, serviceDate, lineTotal, packageId } of rows)
    lines.set(invoiceId, [
      ...(lines.get(invoiceId) ?? []),
      { day: fromDate(serviceDate), lineTotal, isShared: packageId === null && !fees.has(id) },
    ]);
  const charges = asked.flatMap((draft): KeyedCharge[] =>
    chargesTo(draft, draft.payers, lines.get(draft.id) ?? []).map((charge) => ({ ...charge, key: String(draft.id) })),
  );
  return warningsByKey(ctx, charges);
}

const idOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
const decimal = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));
const whoOf = (row: { insuranceId: string | null; fundingId: string | null }): Who => ({
  insuranceId: idOf(row.insuranceId),
  fundingId: idOf(row.fundingId),
});

type Texts = Pick<InvoiceDetails, 'clientName' | 'termsConditions' | 'paymentInstructions'> & {
  lines: readonly Pick<InvoiceDetails['lines'][number], 'description' | 'learnerName'>[];
};

const NAME = { firstName: true, lastName: true } as const;
const nameOf = (one: { firstName: string; lastName: string } | null): string => (one ? `${one.firstName} ${one.lastName}` : '');

/** What of an invoice would stand on its paper as empty boxes. */
export function undrawnOf({ clientName, termsConditions, paymentInstructions, lines }: Texts): Warning[] {
  const said = lines.flatMap(({ description, learnerName }) => [description, learnerName]);
  const message = saidOfUndrawn(undrawnIn(clientName, ...said, termsConditions, paymentInstructions));
  return message === undefined ? [] : [{ code: 'LETTERS_NOT_DRAWN', message }];
}

/** @param row as its reader may see it */
export async function warningsOfDraft(ctx: Ctx, row: InvoiceDetails): Promise<Warning[]> {
  const payers = row.payers.map((payer) => ({
    ...whoOf(payer),
    percent: decimal(payer.percent),
    upTo: decimal(payer.upTo),
  }));
  const found = await warningsOf(ctx, [{ ...whoOf(row), id: BigInt(row.id), status: row.status, payers }]);
  return [...(found.get(row.id) ?? []), ...undrawnOf(row)];
}

/**
 * The same of drafts that are about to be sent, by whoever may send them; by their ids. As many statements for many as for one.
 */
export async function warningsBeforeSending(ctx: Ctx, ids: readonly bigint[]): Promise<Map<string, Warning[]>> {
  const drafts = await ctx.db.invoice.findMany({
    where: { id: { in: [...ids] } },
    select: {
      id: true,
      status: true,
      insuranceId: true,
      fundingId: true,
      payers: { orderBy: { position: 'asc' } },
      termsConditions: true,
      paymentInstructions: true,
      client: { select: NAME },
      invoiceLineItems: {
        select: { description: true, learner: { select: NAME } },
        orderBy: [{ position: 'asc' }, { id: 'asc' }],
      },
    },
  });
  const found = await warningsOf(ctx, drafts);
  for (const draft of drafts) {
    const lines = draft.invoiceLineItems.map(({ description, learner }) => ({ description, learnerName: nameOf(learner) }));
    const undrawn = undrawnOf({ ...draft, clientName: nameOf(draft.client), lines });
    const key = String(draft.id);
    if (undrawn.length > 0) found.set(key, [...(found.get(key) ?? []), ...undrawn]);
  }
  return found;
}
