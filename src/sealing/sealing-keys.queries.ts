import type { Ctx } from '../access/context.js';
import { once } from '../database/client.js';

export interface SealingKeyRow {
  id: string;
  /** Null for the practice's. */
  clientId: string | null;
  wrappedBy: string;
  /** Null once it is destroyed. */
  wrappedKey: Buffer | null;
}

const FIELDS = 'id::text, client_id::text AS "clientId", wrapped_by AS "wrappedBy", wrapped_key AS "wrappedKey"';

/** Those of the clients, and the practice's where it is asked for: what there is of them. */
export function keysOfHolders(ctx: Ctx, clientIds: readonly string[], ofPractice: boolean): Promise<SealingKeyRow[]> {
  return once<SealingKeyRow>(
    ctx.pool,
    `SELECT ${FIELDS} FROM sealing_keys WHERE client_id = ANY($1::bigint[]) OR ($2 AND client_id IS NULL)`,
    [clientIds, ofPractice],
  );
}

export function keysById(ctx: Ctx, ids: readonly string[]): Promise<SealingKeyRow[]> {
  return once<SealingKeyRow>(ctx.pool, `SELECT ${FIELDS} FROM sealing_keys WHERE id = ANY($1::bigint[])`, [ids]);
}

/** Adds keys, none to a holder that has one. In the order of their holders, so that two who add the same ones do not wait for each other in a ring. */
export async function addKeys(
  ctx: Ctx,
  keys: readonly { clientId: string | null; wrappedBy: string; wrappedKey: Buffer }[],
): Promise<void> {
  await once(
    ctx.pool,
    `INSERT INTO sealing_keys (client_id, wrapped_by, wrapped_key, created_at)
     SELECT k.client_id, k.wrapped_by, k.wrapped_key, $4::timestamp
     FROM unnest($1::bigint[], $2::text[], $3::bytea[]) AS k(client_id, wrapped_by, wrapped_key)
     ORDER BY k.client_id ON CONFLICT DO NOTHING`,
    [
      keys.map(({ clientId }) => clientId),
      keys.map(({ wrappedBy }) => wrappedBy),
      keys.map(({ wrappedKey }) => wrappedKey),
      ctx.now().toISOString(),
    ],
  );
}

/** Those that another of the known master keys wraps, locked against others who wrap them anew: who comes second takes the next ones. */
export function keysOfOthers(ctx: Ctx, master: string, known: readonly string[], most: number): Promise<SealingKeyRow[]> {
  return once<SealingKeyRow>(
    ctx.pool,
    `SELECT ${FIELDS} FROM sealing_keys WHERE wrapped_by = ANY($1::text[]) AND destroyed_at IS NULL
     ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED`,
    [known.filter((name) => name !== master), most],
  );
}

/** Keeps keys as they are wrapped now. */
export async function rewrap(ctx: Ctx, master: string, keys: readonly { id: string; wrappedKey: Buffer }[]): Promise<void> {
  await once(
    ctx.pool,
    `UPDATE sealing_keys s SET wrapped_by = $1, wrapped_key = k.wrapped_key, rewrapped_at = $4::timestamp
     FROM unnest($2::bigint[], $3::bytea[]) AS k(id, wrapped_key) WHERE s.id = k.id`,
    [master, keys.map(({ id }) => id), keys.map(({ wrappedKey }) => wrappedKey), ctx.now().toISOString()],
  );
}
