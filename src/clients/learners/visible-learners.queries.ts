import type { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Binding } from '../../database/binding.js';

/** Of these learners, those that the actor may see and do this (or each of these) to, with their clients. */
export async function visibleLearners(
  ctx: Ctx,
  permission: Permission | readonly Permission[],
  ids: readonly bigint[],
): Promise<Map<bigint, bigint>> {
  if (ids.length === 0) return new Map();
  const binding = new Binding();
  const columns = { client: 'l.client_id', learner: 'l.id' };
  const conditions = [
    `l.id = ANY(${binding.bind(ids.map(String))}::text[]::bigint[])`,
    ...[permission].flat().flatMap((each) => learnerConditions(ctx.actor, each, columns, binding)),
  ];
  const text = `SELECT l.id::text, l.client_id::text AS "clientId" FROM learners l WHERE ${conditions.join(' AND ')}`;
  const rows = await prepared<{ id: string; clientId: string }>(ctx.pool, text, binding.values);
  return new Map(rows.map((row) => [BigInt(row.id), BigInt(row.clientId)]));
}
