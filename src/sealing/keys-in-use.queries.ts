import type { Queries } from '../database/transaction-seat.js';

/** What still needs a key of ENCRYPTION_KEYS, by its name. */
export interface KeyUse {
  name: string;
  /** Keys of clients, or of the practice, that it wraps. */
  wraps: number;
  /** Passwords that are hashed under it. */
  passwords: number;
  /** Texts that were encrypted straight under it before, and wait to be sealed. */
  texts: number;
}

/** All names that something in the database needs, whether or not the key is there. */
export async function keysInUse(pool: Queries): Promise<KeyUse[]> {
  const { rows } = await pool.query<KeyUse>(
    `SELECT name, sum(wraps)::int AS wraps, sum(passwords)::int AS passwords, sum(texts)::int AS texts FROM (
       SELECT wrapped_by AS name, count(*) AS wraps, 0 AS passwords, 0 AS texts FROM sealing_keys WHERE destroyed_at IS NULL GROUP BY wrapped_by
       UNION ALL
       SELECT split_part(password, ':', 1), 0, count(*), 0 FROM users WHERE password LIKE '%:%' GROUP BY 1
       UNION ALL
       SELECT split_part(secret, ':', 1), 0, 0, count(*) FROM outbox_messages WHERE secret NOT LIKE 'sealed:1:%' GROUP BY 1
     ) AS used GROUP BY name ORDER BY name`,
  );
  return rows;
}
