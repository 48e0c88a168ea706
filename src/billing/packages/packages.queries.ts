import { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import { prepared } from '../../database/client.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { PackageRefundRule } from '../../generated/prisma/index.js';
import type { PackageList } from './packages.input.js';

export interface PackageRow {
  id: string;
  clientId: string;
  clientName: string;
  learnerId: string | null;
  learnerName: string | null;
  serviceCodeId: string;
  serviceCode: string;
  visits: number;
  used: number;
  /** Of them on drafts, and what these will take. */
  onDrafts: number;
  onDraftsAmount: string;
  price: string;
  amountDue: string;
  /** What came in for it. */
  paid: string;
  /** What of it stands in the package. */
  left: string;
  validFrom: string;
  expiresOn: string | null;
  refundRule: PackageRefundRule;
  notes: string | null;
  endedAt: Date | null;
  endReason: string | null;
  createdAt: Date;
  updatedAt: Date;
}

/** Of movements `m`, of acts `t` that may take back `o`: what came in for packages, what became of that at their end aside, and what stands there. */
export const CAME_IN = `-coalesce(sum(m.amount) FILTER (WHERE m.kind <> 'REFUND' AND coalesce(o.act, t.act) <> 'PACKAGE_ENDED'), 0)`;
export const STANDS = `-coalesce(sum(m.amount) FILTER (WHERE m.invoice_id IS NULL), 0)`;

/** What moved in a package `k`: what came in for it (what became of that at its end aside), and what stands there. */
const MONEY = `LEFT JOIN LATERAL (
    SELECT ${CAME_IN} AS paid, ${STANDS} AS money
    FROM ledger_movements m JOIN ledger_transactions t ON t.id = m.transaction_id LEFT JOIN ledger_transactions o ON o.id = t.reverses_id
    WHERE m.package_id = k.id) x ON true`;

/** How many visits of a package `k` are used, and what of that is on drafts. */
const USED = `LEFT JOIN LATERAL (
    SELECT count(*)::integer AS used, count(*) FILTER (WHERE i.sent_at IS NULL)::integer AS on_drafts,
      coalesce(sum(b.line_total) FILTER (WHERE i.sent_at IS NULL), 0) AS on_drafts_amount
    FROM package_uses u JOIN invoice_line_items b ON b.id = u.line_id JOIN invoices i ON i.id = b.invoice_id
    WHERE u.package_id = k.id) y ON true`;

const PACKAGES: ListDefinition = {
  select: `k.id::text, k.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", k.learner_id::text AS "learnerId",
    l.first_name || ' ' || l.last_name AS "learnerName", k.service_code_id::text AS "serviceCodeId", s.code AS "serviceCode", k.visits,
    y.used, y.on_drafts AS "onDrafts", y.on_drafts_amount AS "onDraftsAmount", k.price, k.amount_due AS "amountDue", x.paid, x.money AS "left",
    k.valid_from::text AS "validFrom", k.expires_on::text AS "expiresOn", k.refund_rule::text AS "refundRule", k.notes, k.ended_at AS "endedAt",
    k.end_reason AS "endReason", k.created_at AS "createdAt", k.updated_at AS "updatedAt"`,
  from: `client_packages k JOIN clients c ON c.id = k.client_id LEFT JOIN learners l ON l.id = k.learner_id
    JOIN service_codes s ON s.id = k.service_code_id ${MONEY} ${USED}`,
  id: 'k.id',
  updatedAt: 'k.updated_at',
  sorts: { validFrom: { sql: 'k.valid_from', type: 'date' } },
  defaultSort: '-validFrom',
};

const seen =
  (ctx: Ctx): Scope =>
  (binding) =>
    learnerConditions(ctx.actor, Permission.VIEW_BILLING, { client: 'k.client_id', learner: 'k.learner_id' }, binding);

/** The packages that match, of clients and learners whom the actor may see. */
export function listPackageRows(ctx: Ctx, query: PackageList): Promise<Page<PackageRow>> {
  const where = new Conditions(seen(ctx)).id('k.client_id', query.clientId).day('k.expires_on', '<=', query.expiresTo);
  if (query.ended !== undefined) where.and(`k.ended_at IS ${query.ended ? 'NOT ' : ''}NULL`);
  return listPage<PackageRow & Record<string, unknown>>(ctx, PACKAGES, query, where);
}

/** What packages are for and how far they are used, by their ids: "SLP-50, 3 of 10 used". */
export async function usesOfPackages(ctx: Ctx, ids: readonly bigint[]): Promise<Map<string, string>> {
  const rows = await prepared<{ id: string; code: string; used: number; visits: number }>(
    ctx.pool,
    `SELECT k.id::text, s.code, k.visits, (SELECT count(*)::integer FROM package_uses u WHERE u.package_id = k.id) AS used
     FROM client_packages k JOIN service_codes s ON s.id = k.service_code_id WHERE k.id = ANY($1::bigint[])`,
    [ids.map(String)],
  );
  return new Map(rows.map(({ id, code, used, visits }) => [id, `${code}, ${used} of ${visits} used`]));
}

/** Those of these packages that are wholly paid. */
export async function paidPackages(ctx: Ctx, ids: readonly bigint[]): Promise<string[]> {
  const rows = await prepared<{ id: string }>(
    ctx.pool,
    `SELECT k.id::text FROM client_packages k ${MONEY} WHERE k.id = ANY($1::bigint[]) AND x.paid >= k.amount_due`,
    [ids.map(String)],
  );
  return rows.map(({ id }) => id);
}

/** The package of that id, if the actor may see it. */
export async function findPackageRow(ctx: Ctx, id: bigint): Promise<PackageRow | undefined> {
  const where = new Conditions(seen(ctx)).id('k.id', id);
  const [row] = await prepared<PackageRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${PACKAGES.select} FROM ${PACKAGES.from} WHERE ${where.sql}`,
    where.values,
  );
  return row;
}

/** A package that visits may use, with what was paid for it and which of its visits are used. */
export interface Usable {
  id: string;
  clientId: string;
  learnerId: string | null;
  serviceCodeId: string;
  visits: number;
  price: Decimal;
  amountDue: Decimal;
  paid: Decimal;
  validFrom: string;
  expiresOn: string | null;
  used: Set<number>;
}

/** Holds the packages of these clients that have not ended, in one order for everybody; gives how many. */
export async function holdPackages(tx: Ctx, clientIds: readonly bigint[]): Promise<number> {
  const rows = await prepared(
    tx.pool,
    `SELECT 1 FROM client_packages WHERE client_id = ANY($1::text[]::bigint[]) AND ended_at IS NULL ORDER BY id FOR UPDATE`,
    [clientIds.map(String)],
  );
  return rows.length;
}

/** Those of these packages that have not ended, held until the transaction ends. */
export async function holdStanding(tx: Ctx, ids: readonly bigint[]): Promise<ReadonlySet<bigint>> {
  if (ids.length === 0) return new Set();
  const rows = await prepared<{ id: string }>(
    tx.pool,
    `SELECT id::text FROM client_packages WHERE id = ANY($1::text[]::bigint[]) AND ended_at IS NULL ORDER BY client_packages.id FOR UPDATE`,
    [ids.map(String)],
  );
  return new Set(rows.map(({ id }) => BigInt(id)));
}

/**
 * The packages of these clients that have not ended, those that expire first before the others.
 * @param without what that invoice, and that line, use of them counts as not used
 */
export async function usablePackages(
  ctx: Ctx,
  clientIds: readonly bigint[],
  without: { invoiceId?: bigint; lineId?: bigint } = {},
): Promise<Usable[]> {
  const rows = await prepared<{
    id: string;
    clientId: string;
    learnerId: string | null;
    serviceCodeId: string;
    visits: number;
    price: string;
    amountDue: string;
    paid: string;
    validFrom: string;
    expiresOn: string | null;
    used: number[];
  }>(
    ctx.pool,
    `SELECT k.id::text, k.client_id::text AS "clientId", k.learner_id::text AS "learnerId", k.service_code_id::text AS "serviceCodeId", k.visits, k.price,
       k.amount_due AS "amountDue", x.paid, k.valid_from::text AS "validFrom", k.expires_on::text AS "expiresOn",
       coalesce((SELECT array_agg(u.visit) FROM package_uses u JOIN invoice_line_items l ON l.id = u.line_id WHERE u.package_id = k.id
         AND l.invoice_id IS DISTINCT FROM $2::text::bigint AND l.id IS DISTINCT FROM $3::text::bigint), '{}') AS used
     FROM client_packages k ${MONEY}
     WHERE k.client_id = ANY($1::text[]::bigint[]) AND k.ended_at IS NULL
     ORDER BY k.expires_on NULLS LAST, k.valid_from, k.id`,
    [clientIds.map(String), without.invoiceId?.toString() ?? null, without.lineId?.toString() ?? null],
  );
  return rows.map(({ price, amountDue, paid, used, ...row }) => ({
    ...row,
    price: new Decimal(price),
    amountDue: new Decimal(amountDue),
    paid: new Decimal(paid),
    used: new Set(used),
  }));
}

/** Money that stands in a package, by the receipt that it came with. */
export interface PackageMoney {
  packageId: bigint;
  receiptId: bigint;
  /** More than nothing. */
  amount: Decimal;
}

/** What stands in these packages, the oldest money first. */
export async function moneyIn(ctx: Ctx, packageIds: readonly bigint[]): Promise<PackageMoney[]> {
  const rows = await prepared<{ packageId: string; receiptId: string; amount: string }>(
    ctx.pool,
    `SELECT package_id::text AS "packageId", receipt_id::text AS "receiptId", -sum(amount) AS amount FROM ledger_movements
     WHERE package_id = ANY($1::text[]::bigint[]) AND invoice_id IS NULL
     GROUP BY package_id, receipt_id HAVING sum(amount) < 0 ORDER BY min(effective_date), min(id)`,
    [packageIds.map(String)],
  );
  return rows.map(({ packageId, receiptId, amount }) => ({
    packageId: BigInt(packageId),
    receiptId: BigInt(receiptId),
    amount: new Decimal(amount),
  }));
}

/** Sent invoices with lines that use a package and that it has not paid yet: how much of each. In the order of their ids. */
export async function waitingFor(ctx: Ctx, packageId: bigint): Promise<{ invoiceId: bigint; amount: Decimal }[]> {
  const rows = await prepared<{ invoiceId: string; amount: string }>(
    ctx.pool,
    `SELECT i.id::text AS "invoiceId", least(i.balance, sum(l.line_total) - coalesce((SELECT -sum(m.amount) FROM ledger_movements m
       WHERE m.invoice_id = i.id AND m.package_id = $1::text::bigint AND m.kind = 'PAYMENT'), 0)) AS amount
     FROM package_uses u JOIN invoice_line_items l ON l.id = u.line_id JOIN invoices i ON i.id = l.invoice_id
     WHERE u.package_id = $1::text::bigint AND i.status IN ('SENT', 'OVERDUE') GROUP BY i.id ORDER BY i.id`,
    [String(packageId)],
  );
  return rows.flatMap(({ invoiceId, amount }) => {
    const open = new Decimal(amount);
    return open.greaterThan(0) ? [{ invoiceId: BigInt(invoiceId), amount: open }] : [];
  });
}

/** What was paid in for a package so far, refunds aside. */
export async function paidInto(ctx: Ctx, packageId: bigint): Promise<Decimal> {
  const [row] = await prepared<{ paid: string }>(
    ctx.pool,
    `SELECT -coalesce(sum(amount), 0) AS paid FROM ledger_movements WHERE package_id = $1::text::bigint AND kind <> 'REFUND'`,
    [String(packageId)],
  );
  return new Decimal(row?.paid ?? 0);
}

/** The visits that a package was used for, as far as their lines stand: what each cost, and costs by the list. */
export interface UsedVisit {
  lineId: string;
  invoiceId: string;
  sent: boolean;
  visit: number;
  unitPrice: Decimal;
  listPrice: Decimal | null;
}

/** In the order of the visits. */
export async function usedVisits(ctx: Ctx, packageId: bigint): Promise<UsedVisit[]> {
  const rows = await prepared<Omit<UsedVisit, 'unitPrice' | 'listPrice'> & { unitPrice: string; listPrice: string | null }>(
    ctx.pool,
    `SELECT l.id::text AS "lineId", l.invoice_id::text AS "invoiceId", i.sent_at IS NOT NULL AS sent, u.visit, l.unit_price AS "unitPrice",
       l.list_price AS "listPrice"
     FROM package_uses u JOIN invoice_line_items l ON l.id = u.line_id JOIN invoices i ON i.id = l.invoice_id
     WHERE u.package_id = $1::text::bigint ORDER BY u.visit`,
    [String(packageId)],
  );
  return rows.map(({ unitPrice, listPrice, ...row }) => ({
    ...row,
    unitPrice: new Decimal(unitPrice),
    listPrice: listPrice === null ? null : new Decimal(listPrice),
  }));
}
