import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { Party } from '../ledger/acts.js';

/** What credit notes have left of a line. */
export interface CreditableLine {
  lineId: bigint;
  /** Of its price less discount. */
  net: Decimal;
  taxes: { lineTaxId: bigint; left: Decimal }[];
}

/** The lines of an invoice in their order, with what was not credited yet. */
export async function creditableLines(ctx: Ctx, invoiceId: bigint): Promise<CreditableLine[]> {
  const rows = await prepared<{ lineId: string; net: string; lineTaxId: string | null; left: string | null }>(
    ctx.pool,
    `SELECT l.id::text AS "lineId", l.line_total - l.tax_amount + coalesce(c.net, 0) AS net, t.id::text AS "lineTaxId",
       t.amount + coalesce((SELECT sum(m.amount) FROM ledger_movements m WHERE m.line_tax_id = t.id AND m.kind = 'CREDIT'), 0) AS left
     FROM invoice_line_items l
     LEFT JOIN LATERAL (SELECT sum(m.amount) AS net FROM ledger_movements m
       WHERE m.line_id = l.id AND m.line_tax_id IS NULL AND m.kind = 'CREDIT') c ON true
     LEFT JOIN invoice_line_taxes t ON t.line_id = l.id
     WHERE l.invoice_id = $1::bigint ORDER BY l.position, l.id, t.id`,
    [String(invoiceId)],
  );
  const lines: CreditableLine[] = [];
  for (const { lineId, net, lineTaxId, left } of rows) {
    let line = lines.at(-1);
    if (line?.lineId !== BigInt(lineId)) lines.push((line = { lineId: BigInt(lineId), net: new Decimal(net), taxes: [] }));
    if (lineTaxId !== null) line.taxes.push({ lineTaxId: BigInt(lineTaxId), left: new Decimal(left ?? 0) });
  }
  return lines;
}

/** What of a line is asked of a party: charged to it, moved to it and from it, and credited. */
export type ChargedOfLine = Party & { lineId: bigint; amount: Decimal };

/** Who was charged how much of each line of an invoice, in the ledger's order of parties. */
export async function chargedOfLines(tx: Ctx, invoiceId: bigint): Promise<ChargedOfLine[]> {
  const sums = await tx.db.ledgerMovement.groupBy({
    by: ['lineId', 'party', 'insuranceId', 'fundingId'],
    where: { invoiceId, lineId: { not: null }, kind: { in: ['CHARGE', 'TAX', 'DISCOUNT', 'TRANSFER', 'CREDIT'] } },
    _sum: { amount: true },
    orderBy: [{ party: 'asc' }, { insuranceId: 'asc' }, { fundingId: 'asc' }, { lineId: 'asc' }],
  });
  return sums.flatMap(({ lineId, _sum, ...party }) =>
    lineId === null ? [] : [{ ...party, lineId, amount: new Decimal(_sum.amount ?? 0) }],
  );
}
