/** What deserves a second look about a draft before it is sent: what it would charge to whom, and what they pay. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import type { Warning } from '../../kernel/warnings.js';
import { fromDate } from '../../kernel/time.js';
import { warningsOfCharges } from '../coverage/beyond.service.js';
import type { Charge } from '../coverage/rules/beyond.js';
import { partsByLine, type PayerPart } from '../rules/payers.js';
import type { InvoiceDetails } from './invoices.queries.js';

interface Who {
  insuranceId: bigint | null;
  fundingId: bigint | null;
}
type Draft = Who & { id: bigint; status: string; payers: readonly (Who & PayerPart)[] };

/** Nothing of one that was sent: what it charged is in the figures. No statement where the client alone pays. */
async function warningsOf(ctx: Ctx, draft: Draft): Promise<Warning[]> {
  const { id, status, insuranceId, fundingId, payers } = draft;
  if (status !== 'DRAFT' || (insuranceId === null && fundingId === null && payers.length === 0)) return [];
  // All of its lines: those out of sight are in the sums as well.
  const lines = await ctx.db.invoiceLineItem.findMany({
    where: { invoiceId: id },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
    select: { serviceDate: true, lineTotal: true },
  });
  const parts = partsByLine(
    lines.map(({ lineTotal }) => lineTotal),
    payers,
  );
  const charges = lines.flatMap(({ serviceDate, lineTotal }, index): Charge[] => {
    const day = fromDate(serviceDate);
    const others = payers.map((payer, at): Charge => {
      const amount = parts[at]?.[index] ?? new Decimal(0);
      return { insuranceId: payer.insuranceId, fundingId: payer.fundingId, day, amount };
    });
    const own = others.reduce((left, { amount }) => left.minus(amount), lineTotal);
    return [{ insuranceId, fundingId, day, amount: own }, ...others];
  });
  return warningsOfCharges(ctx, charges);
}

const idOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
const decimal = (text: string | null): Decimal | null => (text === null ? null : new Decimal(text));
const whoOf = (row: { insuranceId: string | null; fundingId: string | null }): Who => ({
  insuranceId: idOf(row.insuranceId),
  fundingId: idOf(row.fundingId),
});

/** @param row as its reader may see it */
export function warningsOfDraft(ctx: Ctx, row: InvoiceDetails): Promise<Warning[]> {
  const payers = row.payers.map((payer) => ({
    ...whoOf(payer),
    percent: decimal(payer.percent),
    upTo: decimal(payer.upTo),
  }));
  return warningsOf(ctx, { ...whoOf(row), id: BigInt(row.id), status: row.status, payers });
}

/** The same of a draft that is about to be sent, by whoever may send it. One statement where the client alone pays. */
export async function warningsBeforeSending(ctx: Ctx, id: bigint): Promise<Warning[]> {
  const draft = await ctx.db.invoice.findUnique({
    where: { id },
    select: { id: true, status: true, insuranceId: true, fundingId: true, payers: { orderBy: { position: 'asc' } } },
  });
  return draft ? warningsOf(ctx, draft) : [];
}
