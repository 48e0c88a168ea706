import type { Ctx } from '../../access/context.js';
import { lockRow } from '../../database/row-locks.js';
import { unprocessable } from '../../kernel/errors.js';

/** Throws 422 for somebody who doesn't work here (any more). They stay until the transaction ends. */
export async function requireColleague(ctx: Ctx, id: bigint): Promise<void> {
  await lockRow(ctx.db, 'User', id);
  if (await ctx.db.user.count({ where: { id, isActive: true } })) return;
  throw unprocessable('reference.not_found', 'There is no such active member of the practice.', 'userId');
}
