/** The table of kept answers: who works on a key, and what came of it. */
import type { IdempotencyClaim, WrittenRecord } from '../access/context.js';
import type { Queries } from '../database/transaction-seat.js';

const HOURS = 24;
const LEASE_SECONDS = 10;
const MINE = 'user_id = $1 AND key = $2 AND worker = $3';

const mine = ({ userId, key, worker }: IdempotencyClaim): string[] => [String(userId), key, worker];

export interface Kept {
  fingerprint: string;
  state: 'STARTED' | 'COMMITTED' | 'ANSWERED';
  /** Whether its worker lives. */
  alive: boolean;
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
  /** What the first request wrote, and a digest of what its sender was allowed then. */
  written: WrittenRecord[] | null;
  rights: string | null;
}

/** Takes a key that nobody has: a new one, one whose day is over, or one whose worker died before it changed anything. */
export async function takeKey(pool: Queries, { userId, key, worker }: IdempotencyClaim, fingerprint: string): Promise<boolean> {
  const { rowCount } = await pool.query(
    `INSERT INTO idempotency_keys AS k (user_id, key, fingerprint, worker, lease_until)
     VALUES ($1, $2, $3, $4, now() + interval '${LEASE_SECONDS} seconds')
     ON CONFLICT (user_id, key) DO UPDATE SET fingerprint = EXCLUDED.fingerprint, worker = EXCLUDED.worker,
       lease_until = EXCLUDED.lease_until, state = 'STARTED', status = NULL, headers = NULL, body = NULL, written = NULL,
       rights = NULL, created_at = now()
     WHERE k.created_at < now() - interval '${HOURS} hours' OR (k.state = 'STARTED' AND k.lease_until < now())`,
    [String(userId), key, fingerprint, worker],
  );
  return Boolean(rowCount);
}

export async function findKept(pool: Queries, { userId, key }: IdempotencyClaim): Promise<Kept | undefined> {
  const { rows } = await pool.query<Kept>(
    `SELECT fingerprint, state, lease_until >= now() AS alive, status, headers, body, written, rights
     FROM idempotency_keys WHERE user_id = $1 AND key = $2`,
    [String(userId), key],
  );
  return rows[0];
}

/** Its worker lives: for so many seconds more nobody takes the key. */
export async function renewLease(pool: Queries, claim: IdempotencyClaim): Promise<void> {
  await pool.query(
    `UPDATE idempotency_keys SET lease_until = now() + interval '${LEASE_SECONDS} seconds' WHERE ${MINE}`,
    mine(claim),
  );
}

/** Lets the key go. What was done all the same stays done; nobody works on its answer any more. */
export async function letGo(pool: Queries, claim: IdempotencyClaim): Promise<void> {
  await pool.query(`DELETE FROM idempotency_keys WHERE ${MINE} AND state = 'STARTED'`, mine(claim));
  await pool.query(`UPDATE idempotency_keys SET lease_until = now() - interval '1 second' WHERE ${MINE}`, mine(claim));
}

export interface Answered {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** A digest of what its sender was allowed. */
  rights: string | null;
}

export async function storeAnswer(pool: Queries, claim: IdempotencyClaim, answer: Answered): Promise<void> {
  const { status, headers, body, rights } = answer;
  await pool.query(
    `UPDATE idempotency_keys SET state = 'ANSWERED', status = $4, headers = $5, body = $6, written = $7, rights = $8 WHERE ${MINE}`,
    [...mine(claim), status, JSON.stringify(headers), body, JSON.stringify(claim.written), rights],
  );
}

/** Deletes the answers whose day is over. */
export async function deleteOldAnswers(pool: Queries): Promise<void> {
  await pool.query(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '${HOURS} hours'`);
}
