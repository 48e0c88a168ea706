/** Changes of one row with their audit: lock, find, version, change, audit. The permission comes before; what follows from it after. */
import type { Ctx } from '../access/context.js';
import { type Kept, locked } from '../database/changing.js';
import { audit } from './audit.service.js';

/** Rows of one kind, and how the audit names them. */
export interface Audited<Row extends Record<string, unknown>> extends Kept<Row> {
  /** The client whose record it is. */
  clientId?: bigint;
}

type Match = (tx: Ctx) => Promise<void>;

/**
 * Changes a row and writes down what differs. Throws 404, 412 when it is not as `match` wants it, and what `change` throws.
 * @param tx of a transaction
 * @param change gets the row as it is under its lock, gives it as it has become
 * @returns both, for the event of it
 */
export async function changing<Row extends Record<string, unknown>>(
  tx: Ctx,
  kept: Audited<Row>,
  id: bigint,
  match: Match | undefined,
  change: (before: Row) => Promise<Row>,
): Promise<{ before: Row; after: Row }> {
  const before = await locked(tx, kept, id, match);
  const after = await change(before);
  const { recordType, clientId } = kept;
  await audit(tx, { action: 'UPDATE', recordType, recordId: id, clientId, before, after });
  return { before, after };
}

/**
 * Removes a row and writes down what it was. Throws 404, 412 when it is not as `match` wants it, and what `remove` throws.
 * @param tx of a transaction
 * @returns the row as it was
 */
export async function removing<Row extends Record<string, unknown>>(
  tx: Ctx,
  kept: Audited<Row>,
  id: bigint,
  match: Match | undefined,
  remove: (before: Row) => Promise<unknown>,
): Promise<Row> {
  const before = await locked(tx, kept, id, match);
  await remove(before);
  await audit(tx, {
    action: 'DELETE',
    recordType: kept.recordType,
    recordId: id,
    clientId: kept.clientId,
    before,
  });
  return before;
}
