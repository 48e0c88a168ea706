import type { Ctx } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import { unprocessable } from '../../kernel/errors.js';

/** Throws 422 for a location that isn't there or isn't in use. It stays until the transaction ends. */
export async function requireOpenLocation(ctx: Ctx, id: bigint | null | undefined): Promise<void> {
  if (id === null || id === undefined) return;
  await lockRow(ctx.db, 'PracticeLocation', id);
  if (await ctx.db.practiceLocation.count({ where: { id, isActive: true } })) return;
  throw unprocessable('reference.not_found', 'There is no such location in use.', 'locationId');
}
