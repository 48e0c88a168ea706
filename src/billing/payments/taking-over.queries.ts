/** What a payment took over of other payers' shares: whoever pays more than they owe. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { LedgerParty } from '../../generated/prisma/index.js';
import type { Movement, Party } from '../ledger/acts.js';
import { inOrder } from '../rules/shares.js';

interface TakenOver extends Party {
  amount: Decimal;
}

/**
 * What money of a receipt has taken over on an invoice, by whose share it was, less what was put back since. A funding source takes back no more
 * than is left of it.
 */
async function takenOver(tx: Ctx, receiptId: bigint, invoiceId: bigint): Promise<TakenOver[]> {
  const rows = await prepared<{ party: LedgerParty; insuranceId: string | null; fundingId: string | null; amount: string }>(
    tx.pool,
    `SELECT m.party::text, m.insurance_id::text AS "insuranceId", m.funding_id::text AS "fundingId",
       greatest(least(-sum(m.amount), min(f.total_amount - f.drawn - f.drawn_elsewhere)), 0)::text AS amount
     FROM ledger_movements m JOIN ledger_transactions t ON t.id = m.transaction_id JOIN receipts r ON r.id = $1::bigint
       LEFT JOIN client_funding f ON f.id = m.funding_id
     WHERE m.invoice_id = $2::bigint AND m.kind = 'TRANSFER' AND t.act IN ('PAYMENT_RECORDED', 'CREDIT_USED', 'REFUNDED', 'REFUND_FAILED')
       AND EXISTS (SELECT FROM ledger_movements x WHERE x.transaction_id = t.id AND x.receipt_id = r.id)
       AND (m.party, m.insurance_id, m.funding_id) IS DISTINCT FROM (r.party, r.insurance_id, r.funding_id)
     GROUP BY m.party, m.insurance_id, m.funding_id HAVING sum(m.amount) < 0 ORDER BY m.party, m.insurance_id, m.funding_id`,
    [String(receiptId), String(invoiceId)],
  );
  const idOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
  return rows.map(({ party, insuranceId, fundingId, amount }) => ({
    party,
    insuranceId: idOf(insuranceId),
    fundingId: idOf(fundingId),
    amount: new Decimal(amount),
  }));
}

/** What moves back to those whose share it was when `amount` of a receipt is given back from an invoice: what was taken over goes back first. */
export async function puttingBack(
  tx: Ctx,
  receiptId: bigint,
  payer: Party,
  invoiceId: bigint,
  amount: Decimal,
): Promise<Movement[]> {
  const others = await takenOver(tx, receiptId, invoiceId);
  const { parts } = inOrder(
    amount,
    others.map((one) => one.amount),
  );
  const moved = { invoiceId, kind: 'TRANSFER' as const };
  return others.flatMap(({ party, insuranceId, fundingId }, index): Movement[] => [
    { ...moved, ...payer, amount: (parts[index] as Decimal).negated() },
    { ...moved, party, insuranceId, fundingId, amount: parts[index] as Decimal },
  ]);
}
