import type { Ctx } from '../../access/context.js';
import { isLate } from '../ledger/late.sql.js';
import { prepared } from '../../database/client.js';

/**
 * Marks invoices that were sent and due before `day` (`2026-03-08`), at most so many. Those that somebody else holds are left for the next
 * time: what is done with them sets their status anyway.
 */
export async function becomeOverdue(tx: Ctx, day: string, most: number): Promise<{ id: bigint; clientId: bigint }[]> {
  const rows = await prepared<{ id: string; clientId: string }>(
    tx.pool,
    `UPDATE invoices i SET status = 'OVERDUE'
     FROM (SELECT id FROM invoices WHERE status = 'SENT' AND ${isLate('invoices', '$1::date')}
       ORDER BY due_date, id LIMIT $2::integer FOR UPDATE SKIP LOCKED) late
     WHERE i.id = late.id RETURNING i.id::text, i.client_id::text AS "clientId"`,
    [day, most],
  );
  return rows.map(({ id, clientId }) => ({ id: BigInt(id), clientId: BigInt(clientId) }));
}
