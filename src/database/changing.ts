/**
 * How a row is changed: locked, read under the lock, and held against the version that the writer has seen; what is read then is what will
 * be changed. The audit of it stands above: src/audit/changing.ts.
 */
import type { RecordKind } from '../kernel/error-codes.js';
import { notFound } from '../kernel/errors.js';
import type { Db } from './client.js';
import type { ModelName } from './data-model.js';
import { lockRow } from './row-locks.js';

/** Rows of one kind, as they are found to be changed. */
export interface Kept<Row> {
  recordType: ModelName;
  /** What one is called where it is not there: `room`. */
  what: RecordKind;
  /** Reads it: null where it is not there, or not where it was looked for. */
  find(db: Db, id: bigint): Promise<Row | null>;
}

/**
 * The row, locked until the transaction ends. Throws 404, and 412 when it is not as `match` wants it.
 * @param tx of a transaction
 */
export async function locked<Tx extends { readonly db: Db }, Row>(
  tx: Tx,
  { recordType, what, find }: Kept<Row>,
  id: bigint,
  match?: (tx: Tx) => Promise<void>,
): Promise<Row> {
  await lockRow(tx.db, recordType, id);
  const row = await find(tx.db, id);
  if (!row) throw notFound(what);
  await match?.(tx);
  return row;
}
