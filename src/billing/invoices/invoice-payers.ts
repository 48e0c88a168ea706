/** Who pays parts of an invoice: named with it, or those who pay the client's bills as a rule. Moved to them when it is sent. */
import type { Ctx } from '../../access/context.js';
import { audit } from '../../audit/audit.service.js';
import type { Invoice } from '../../generated/prisma/index.js';
import { unprocessable } from '../../kernel/errors.js';
import type { Movement, Party } from '../ledger/acts.js';
import { sameParty } from '../ledger/posting.service.js';
import { requirePart, type SaidPart } from '../payers/parts.js';
import { isTooMuch, partsByLine, type PayerPart } from '../rules/payers.js';
import type { NewInvoice } from './invoices.input.js';

/** A payer with its part, as it is kept with an invoice. */
export interface InvoicePart extends PayerPart {
  insuranceId: bigint | null;
  fundingId: bigint | null;
}

const partOf = ({ insuranceId = null, fundingId = null, percent = null, upTo = null }: SaidPart): InvoicePart => ({
  insuranceId,
  fundingId,
  percent,
  upTo,
});

/** The payers that are named, checked. Throws 422. */
export async function namedPayers(tx: Ctx, clientId: bigint, payers: NonNullable<NewInvoice['payers']>): Promise<InvoicePart[]> {
  for (const [index, payer] of payers.entries()) await requirePart(tx, clientId, payer, `payers.${index}.`);
  const parts = payers.map(partOf);
  if (isTooMuch(parts)) throw unprocessable('client_payer.too_much', 'Together they would pay more than all of it.', 'payers');
  return parts;
}

/** Who pays the bills of these clients as a rule, for invoices of that day; by client, in order. One statement. */
export async function usualPayers(
  tx: Ctx,
  clientIds: readonly bigint[],
): Promise<(clientId: bigint, day: Date) => InvoicePart[]> {
  const rows = await tx.db.clientPayer.findMany({
    where: { clientId: { in: [...clientIds] } },
    orderBy: [{ position: 'asc' }, { id: 'asc' }],
  });
  return (clientId, day) =>
    rows
      .filter(
        (row) => row.clientId === clientId && (!row.validFrom || row.validFrom <= day) && (!row.validTo || row.validTo >= day),
      )
      .map(partOf);
}

/** Writes who pays drafts, in order. One statement. */
export async function insertPayers(
  tx: Ctx,
  invoices: readonly { invoiceId: bigint; parts: readonly InvoicePart[] }[],
): Promise<void> {
  const data = invoices.flatMap(({ invoiceId, parts }) =>
    parts.map((part, index) => ({ ...part, invoiceId, position: index + 1 })),
  );
  if (data.length > 0) await tx.db.invoicePayer.createMany({ data });
}

/** For the audit trail: `policy 12: 80 %`. */
const inWords = ({ insuranceId, fundingId, percent, upTo }: InvoicePart): string => {
  const who = insuranceId === null ? `funding source ${String(fundingId)}` : `policy ${insuranceId}`;
  return `${who}: ${percent === null ? `up to ${upTo?.toFixed(2) ?? ''}` : `${percent.toString()} %`}`;
};

/** Puts these payers in place of those that a draft has. @param tx of a transaction that holds the draft */
export async function replacePayers(tx: Ctx, { id: invoiceId, clientId }: Invoice, parts: readonly InvoicePart[]): Promise<void> {
  const before = await tx.db.invoicePayer.findMany({ where: { invoiceId }, orderBy: { position: 'asc' } });
  await tx.db.invoicePayer.deleteMany({ where: { invoiceId } });
  await insertPayers(tx, [{ invoiceId, parts }]);
  const change = { before: { payers: before.map(inWords) }, after: { payers: parts.map(inWords) } };
  await audit(tx, { action: 'UPDATE', recordType: 'Invoice', recordId: invoiceId, clientId, ...change });
}

/**
 * What moves from an invoice's own payer to the others when it is sent, line by line, each with its own clock from then on.
 * @param lines what each comes to
 */
export async function shared(
  tx: Ctx,
  invoiceId: bigint,
  own: Party,
  lines: readonly { id: bigint; lineTotal: Movement['amount'] }[],
  dueOn: Date,
): Promise<Movement[]> {
  const payers = await tx.db.invoicePayer.findMany({ where: { invoiceId }, orderBy: { position: 'asc' } });
  const parts = partsByLine(
    lines.map(({ lineTotal }) => lineTotal),
    payers,
  );
  return payers.flatMap(({ insuranceId, fundingId }, at): Movement[] => {
    const to: Party = { party: insuranceId === null ? 'FUNDING' : 'INSURANCE', insuranceId, fundingId };
    if (sameParty(to, own)) return [];
    return lines.flatMap(({ id: lineId }, index): Movement[] => {
      const amount = parts[at]?.[index];
      if (!amount || amount.isZero()) return [];
      return [
        { ...own, kind: 'TRANSFER', invoiceId, lineId, amount: amount.negated() },
        { ...to, kind: 'TRANSFER', invoiceId, lineId, amount, dueOn },
      ];
    });
  });
}
