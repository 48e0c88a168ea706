import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { Party } from '../ledger/acts.js';

/** What others have taken over from a party by acts since that one, less what they gave back. One statement. */
export async function takenOverSince(
  tx: Ctx,
  invoiceId: bigint,
  from: Party,
  act: bigint,
): Promise<(Party & { amount: Decimal })[]> {
  const rows = await prepared<{ party: Party['party']; insuranceId: string | null; fundingId: string | null; amount: string }>(
    tx.pool,
    `WITH moved AS (SELECT m.transaction_id, m.party, m.insurance_id, m.funding_id, sum(m.amount) AS amount FROM ledger_movements m
       WHERE m.invoice_id = $1::bigint AND m.kind = 'TRANSFER' AND m.transaction_id > $2::bigint GROUP BY 1, 2, 3, 4)
     SELECT o.party::text, o.insurance_id::text AS "insuranceId", o.funding_id::text AS "fundingId",
       sum(CASE WHEN x.amount < 0 AND o.amount > 0 THEN least(-x.amount, o.amount) WHEN x.amount > 0 AND o.amount < 0 THEN -least(x.amount, -o.amount) ELSE 0 END)::text AS amount
     FROM moved x JOIN moved o ON o.transaction_id = x.transaction_id
     WHERE (x.party::text, x.insurance_id, x.funding_id) IS NOT DISTINCT FROM ($3::text, $4::bigint, $5::bigint)
     GROUP BY o.party, o.insurance_id, o.funding_id ORDER BY o.party, o.insurance_id, o.funding_id`,
    [String(invoiceId), String(act), from.party, ...[from.insuranceId, from.fundingId].map((id) => id?.toString() ?? null)],
  );
  const idOf = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
  return rows.map(({ party, insuranceId, fundingId, amount }) => ({
    party,
    insuranceId: idOf(insuranceId),
    fundingId: idOf(fundingId),
    amount: new Decimal(amount),
  }));
}
