/** The table of counters, beside what rate-limiter-flexible does with it. */
import type { Queries } from '../database/transaction-seat.js';

/** Deletes counters that have run out. */
export async function deleteOldCounters(pool: Queries): Promise<void> {
  await pool.query('DELETE FROM rate_limits WHERE expire < (extract(epoch FROM now()) * 1000)::bigint');
}

/** Deletes the counters of an account with whatever address. */
export async function deletePairs(pool: Queries, accountKey: string): Promise<void> {
  await pool.query('DELETE FROM rate_limits WHERE key LIKE $1', [`pair:${accountKey}:%`]);
}
