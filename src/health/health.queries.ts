import type { Queries } from '../database/transaction-seat.js';

/** Throws when the database does not answer. */
export async function ping(pool: Queries): Promise<void> {
  await pool.query('SELECT 1');
}
