/** What clients owe: by party, and movement by movement. */
import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requireClient, requirePermission } from '../../access/policy.js';
import type { Page } from '../../database/lists.js';
import { fromDate } from '../../kernel/time.js';
import { today } from '../ledger/posting.service.js';
import { sumOf } from '../rules/line.js';
import type { LedgerList } from './accounts.input.js';
import {
  type AccountShareRow,
  listMovementRows,
  type MovementRow,
  openSharesOf,
  partyBalances,
  type PartyBalanceRow,
} from './accounts.queries.js';

/** A client's balance, in all and by party. */
export interface AccountRow {
  clientId: bigint;
  open: Decimal;
  overdue: Decimal;
  credit: Decimal;
  prepaid: Decimal;
  parties: PartyBalanceRow[];
}

/** What a client's parties owe, and have on account. Throws 403, 404. */
export async function getAccount(ctx: Ctx, clientId: bigint): Promise<AccountRow> {
  await requireClient(ctx, Permission.VIEW_BILLING, clientId);
  const parties = await partyBalances(ctx, clientId, fromDate(await today(ctx)));
  const sum = (name: 'open' | 'overdue' | 'credit' | 'prepaid'): Decimal =>
    sumOf(parties.map((one) => new Decimal(one[name] ?? 0)));
  return { clientId, open: sum('open'), overdue: sum('overdue'), credit: sum('credit'), prepaid: sum('prepaid'), parties };
}

/** Who owes what of a client's open invoices, the oldest first. Throws 403, 404. */
export async function getShares(ctx: Ctx, clientId: bigint): Promise<AccountShareRow[]> {
  await requireClient(ctx, Permission.VIEW_BILLING, clientId);
  return openSharesOf(ctx, clientId);
}

/** The movements that match, of clients whom the actor may see. Throws 403. */
export async function listMovements(ctx: Ctx, query: LedgerList): Promise<Page<MovementRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listMovementRows(ctx, query);
}
