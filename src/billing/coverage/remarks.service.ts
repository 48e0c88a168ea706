/** What policies and funding sources have to say before one books: how little of them is left. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import type { Formats } from '../../kernel/formats.js';
import type { Warning } from '../../kernel/warnings.js';
import { onceClaimsArePaid } from './left-words.js';
import { purseRows } from './purses.queries.js';
import { type Booked, type Purse, scarce } from './rules/scarce.js';

/** Those that pay for these clients, or those of these learners, as far as the actor may know. At most one statement. */
export async function pursesFor(ctx: Ctx, clientIds: readonly bigint[], learnerIds: readonly bigint[]): Promise<Purse[]> {
  if (!ctx.actor.can(Permission.VIEW_INSURANCE)) return [];
  const rows = await purseRows(ctx, clientIds, learnerIds);
  return rows.map(({ total, left, claimed, ...row }) => ({
    ...row,
    total: new Decimal(total),
    left: Decimal.max(0, new Decimal(left)),
    afterClaims: Decimal.max(0, new Decimal(left).minus(claimed)),
  }));
}

/** What is worth saying of them about these visits. */
export const pursesInWords = (purses: readonly Purse[], visits: readonly Booked[], say: Formats): Warning[] =>
  scarce(purses, visits).map(({ kind, name, left, afterClaims, total, to }) => ({
    code: `${kind}_LEFT`,
    message: `${name}: ${say.money(left.toFixed(2))} of ${say.money(total.toFixed(2))} is left${to === null ? '' : ` until ${say.day(to)}`}${onceClaimsArePaid(say, left, afterClaims)}.`,
  }));
