/** Whether one client is there for somebody. */
import type { Ctx } from './context.js';
import { prepared } from '../database/client.js';
import type { ClientStatus } from '../generated/prisma/index.js';

/** The client `c` that meets all conditions, whose `values` are bound. */
export async function findClient(
  ctx: Ctx,
  conditions: readonly string[],
  values: unknown[],
): Promise<{ status: ClientStatus } | undefined> {
  const text = `SELECT c.status::text FROM clients c WHERE ${conditions.join(' AND ')}`;
  const [client] = await prepared<{ status: ClientStatus }>(ctx.pool, text, values);
  return client;
}
