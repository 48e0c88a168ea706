import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { Binding } from '../../database/binding.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { InvoiceMail, InvoiceRunResult, InvoiceRunStatus } from '../../generated/prisma/index.js';
import type { Warning } from '../../kernel/warnings.js';
import type { RunClientList, RunList } from './runs.input.js';

export interface RunRow {
  id: string;
  fromDay: string;
  toDay: string;
  locationId: string | null;
  fees: boolean;
  send: boolean;
  mail: boolean;
  issueDate: string;
  status: InvoiceRunStatus;
  finishedAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
}
export interface RunCounts {
  clients: number;
  waiting: number;
  invoiced: number;
  drafts: number;
  mailed: number;
  withoutAddress: number;
  warned: number;
  failed: number;
  visits: number;
  amount: string;
}

const RUNS: ListDefinition = {
  select: `r.id::text, r.from_day::text AS "fromDay", r.to_day::text AS "toDay", r.location_id::text AS "locationId", r.fees, r.send, r.mail,
    r.issue_date::text AS "issueDate", r.status::text, r.finished_at AS "finishedAt", r.created_at AS "createdAt", r.updated_at AS "updatedAt"`,
  from: 'invoice_runs r',
  id: 'r.id',
  updatedAt: 'r.updated_at',
  sorts: { createdAt: { sql: 'r.created_at', type: 'timestamp' } },
  defaultSort: '-createdAt',
};

export function listRunRows(ctx: Ctx, query: RunList): Promise<Page<RunRow>> {
  return listPage<RunRow & Record<string, unknown>>(ctx, RUNS, query, new Conditions(() => []));
}

export async function findRunRow(ctx: Ctx, id: bigint): Promise<RunRow | undefined> {
  const [row] = await prepared<RunRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT ${RUNS.select} FROM ${RUNS.from} WHERE r.id = $1::bigint`,
    [String(id)],
  );
  return row;
}

/** What each of these runs has come to, of the clients whom the actor sees. One statement. */
export async function countsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RunCounts>> {
  const where = new Conditions((binding) =>
    clientConditions(ctx.actor, Permission.VIEW_BILLING, 'x.client_id', binding, 'many'),
  ).ids('x.run_id', ids.map(BigInt));
  const rows = await prepared<RunCounts & { runId: string }>(
    ctx.pool,
    `SELECT x.run_id::text AS "runId", count(*)::integer AS clients, count(*) FILTER (WHERE x.result IN ('WAITING', 'DRAFTED'))::integer AS waiting,
       count(x.invoice_id)::integer AS invoiced, count(*) FILTER (WHERE x.result = 'FAILED')::integer AS failed,
       count(*) FILTER (WHERE i.status = 'DRAFT')::integer AS drafts, count(*) FILTER (WHERE x.mail IN ('WRITTEN', 'KEPT'))::integer AS mailed,
       count(*) FILTER (WHERE x.mail = 'NO_RECIPIENT')::integer AS "withoutAddress", count(*) FILTER (WHERE x.warnings <> '[]')::integer AS warned,
       sum(x.visits)::integer AS visits, sum(x.amount) AS amount
     FROM invoice_run_clients x LEFT JOIN invoices i ON i.id = x.invoice_id WHERE ${where.sql} GROUP BY x.run_id`,
    where.values,
  );
  return new Map(rows.map(({ runId, ...counts }) => [runId, counts]));
}

export interface RunClientRow {
  id: string;
  clientId: string;
  clientName: string;
  result: InvoiceRunResult;
  invoiceId: string | null;
  invoiceNumber: string | null;
  visits: number;
  amount: string;
  remark: string | null;
  mail: InvoiceMail | null;
  warnings: Warning[];
  updatedAt: Date;
}

const CLIENTS: ListDefinition = {
  select: `x.id::text, x.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", x.result::text, x.invoice_id::text AS "invoiceId",
    i.invoice_number AS "invoiceNumber", x.visits, x.amount, x.remark, x.mail::text, x.warnings, x.updated_at AS "updatedAt"`,
  from: 'invoice_run_clients x JOIN clients c ON c.id = x.client_id LEFT JOIN invoices i ON i.id = x.invoice_id',
  id: 'x.id',
  updatedAt: 'x.updated_at',
  sorts: { clientName: { sql: 'person_key(c.last_name, c.first_name)', type: 'text' } },
  defaultSort: 'clientName',
};

/** The clients of a run whom the actor sees. */
export function listRunClientRows(ctx: Ctx, runId: bigint, query: RunClientList): Promise<Page<RunClientRow>> {
  const where = new Conditions((binding) => clientConditions(ctx.actor, Permission.VIEW_BILLING, 'x.client_id', binding, 'many'))
    .id('x.run_id', runId)
    .among('x.result', query.result, 'invoice_run_result');
  return listPage<RunClientRow & Record<string, unknown>>(ctx, CLIENTS, query, where);
}

/** Adds the clients of a run, all waiting. */
export async function addRunClients(tx: Ctx, runId: bigint, clientIds: readonly string[]): Promise<void> {
  await prepared(
    tx.pool,
    'INSERT INTO invoice_run_clients (run_id, client_id) SELECT $1::bigint, one FROM unnest($2::text[]::bigint[]) AS one',
    [String(runId), clientIds],
  );
}

/**
 * Takes some of those who wait, which no other process has taken, until the transaction ends.
 * @param after those that come after this one alone, so that what fails is not tried again at once
 */
export async function takeWaiting(
  tx: Ctx,
  runId: bigint,
  result: 'WAITING' | 'DRAFTED',
  after: bigint,
  most: number,
): Promise<{ id: bigint; clientId: bigint; invoiceId: bigint | null }[]> {
  const rows = await prepared<{ id: string; clientId: string; invoiceId: string | null }>(
    tx.pool,
    `SELECT x.id::text, x.client_id::text AS "clientId", x.invoice_id::text AS "invoiceId" FROM invoice_run_clients x
     JOIN invoice_runs r ON r.id = x.run_id AND r.status = 'RUNNING'
     WHERE x.run_id = $1::bigint AND x.result = $2::invoice_run_result AND x.id > $3::bigint ORDER BY x.id LIMIT $4::integer FOR UPDATE OF x SKIP LOCKED`,
    [String(runId), result, String(after), most],
  );
  return rows.map(({ id, clientId, invoiceId }) => ({
    id: BigInt(id),
    clientId: BigInt(clientId),
    invoiceId: invoiceId === null ? null : BigInt(invoiceId),
  }));
}

export interface RunOutcome {
  id: bigint;
  result: InvoiceRunResult;
  invoiceId: bigint | null;
  visits: number;
  remark: string | null;
  mail?: InvoiceMail | null;
  /** As they were, where they are left out. */
  warnings?: readonly Warning[];
}

/** Writes what became of clients; an amount is that of the invoice. One statement. */
export async function writeOutcomes(tx: Ctx, outcomes: readonly RunOutcome[]): Promise<void> {
  await prepared(
    tx.pool,
    `UPDATE invoice_run_clients x SET result = o.result::invoice_run_result, invoice_id = o.invoice_id, visits = o.visits, remark = o.remark,
       mail = coalesce(o.mail::invoice_mail, x.mail), warnings = coalesce(o.warnings, x.warnings),
       amount = coalesce((SELECT i.total_amount FROM invoices i WHERE i.id = o.invoice_id), 0)
     FROM unnest($1::text[]::bigint[], $2::text[], $3::text[]::bigint[], $4::integer[], $5::text[],
       $6::text[], $7::text[]::jsonb[]) AS o (id, result, invoice_id, visits, remark, mail, warnings)
     WHERE x.id = o.id`,
    [
      outcomes.map(({ id }) => String(id)),
      outcomes.map(({ result }) => result),
      outcomes.map(({ invoiceId }) => (invoiceId === null ? null : String(invoiceId))),
      outcomes.map(({ visits }) => visits),
      outcomes.map(({ remark }) => remark),
      outcomes.map(({ mail = null }) => mail),
      outcomes.map(({ warnings }) => (warnings === undefined ? null : JSON.stringify(warnings))),
    ],
  );
}

/** Those of a run whose draft is there still are to be sent; gives how many they are. */
export async function awaitSending(tx: Ctx, runId: bigint): Promise<number> {
  const rows = await prepared(
    tx.pool,
    `UPDATE invoice_run_clients x SET result = 'DRAFTED' FROM invoices i WHERE x.run_id = $1::bigint AND i.id = x.invoice_id AND i.status = 'DRAFT'
       AND x.result IN ('INVOICED', 'DRAFTED', 'FAILED') RETURNING x.id`,
    [String(runId)],
  );
  return rows.length;
}

/** Ends a run in which nobody waits any more; gives whether this did it. */
export async function endRun(tx: Ctx, id: bigint): Promise<boolean> {
  const rows = await prepared(
    tx.pool,
    `UPDATE invoice_runs r SET status = 'DONE', finished_at = $2::timestamp WHERE r.id = $1::bigint AND r.status = 'RUNNING'
       AND NOT EXISTS (SELECT FROM invoice_run_clients x WHERE x.run_id = r.id AND x.result IN ('WAITING', 'DRAFTED')) RETURNING r.id`,
    [String(id), tx.now().toISOString()],
  );
  return rows.length > 0;
}

/** How a name is found in a sorted list of clients. */
export async function namesOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const binding = new Binding();
  const rows = await prepared<{ id: string; name: string }>(
    ctx.pool,
    `SELECT id::text, first_name || ' ' || last_name AS name FROM clients WHERE id = ANY(${binding.bind(ids)}::text[]::bigint[])
     ORDER BY person_key(last_name, first_name), id`,
    binding.values,
  );
  return new Map(rows.map(({ id, name }) => [id, name]));
}
