import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions } from '../../access/policy.js';
import { Binding } from '../../database/binding.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { InvoiceMail, InvoiceRun, InvoiceRunResult, InvoiceRunStatus } from '../../generated/prisma/index.js';
import { toDate } from '../../kernel/time.js';
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
  stopReason: string | null;
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
  kept: number;
  withoutAddress: number;
  warned: number;
  failed: number;
  visits: number;
  amount: string;
}

const RUNS: ListDefinition = {
  select: `r.id::text, r.from_day::text AS "fromDay", r.to_day::text AS "toDay", r.location_id::text AS "locationId", r.fees, r.send, r.mail,
    r.issue_date::text AS "issueDate", r.status::text, r.stop_reason AS "stopReason", r.finished_at AS "finishedAt", r.created_at AS "createdAt", r.updated_at AS "updatedAt"`,
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

/** Clients whom the actor may bill: a run tells totals of whole months, which not everybody who sees bills is told. */
const billable = ({ actor }: Ctx): Conditions =>
  new Conditions((binding) => clientConditions(actor, Permission.EDIT_BILLING, 'x.client_id', binding, 'many'));

/** What each of these runs has come to, of the clients whom the actor sees. One statement. */
export async function countsOf(ctx: Ctx, ids: readonly string[]): Promise<Map<string, RunCounts>> {
  const where = billable(ctx).ids('x.run_id', ids.map(BigInt));
  const rows = await prepared<RunCounts & { runId: string }>(
    ctx.pool,
    `SELECT x.run_id::text AS "runId", count(*)::integer AS clients, count(*) FILTER (WHERE x.result IN ('WAITING', 'DRAFTED'))::integer AS waiting,
       count(x.invoice_id)::integer AS invoiced, count(*) FILTER (WHERE x.result = 'FAILED')::integer AS failed,
       count(*) FILTER (WHERE i.status = 'DRAFT')::integer AS drafts, count(*) FILTER (WHERE x.mail = 'WRITTEN')::integer AS mailed,
       count(*) FILTER (WHERE x.mail = 'KEPT')::integer AS kept,
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
    i.invoice_number AS "invoiceNumber", x.visits, x.amount,
    nullif(left(concat_ws(' ', x.failure, x.remark), 500), '') AS remark, x.mail::text, x.warnings, x.updated_at AS "updatedAt"`,
  from: 'invoice_run_clients x JOIN clients c ON c.id = x.client_id LEFT JOIN invoices i ON i.id = x.invoice_id',
  id: 'x.id',
  updatedAt: 'x.updated_at',
  sorts: { clientName: { sql: 'person_key(c.last_name, c.first_name)', type: 'text' } },
  defaultSort: 'clientName',
};

/** The clients of a run whom the actor sees. */
export function listRunClientRows(ctx: Ctx, runId: bigint, query: RunClientList): Promise<Page<RunClientRow>> {
  const where = billable(ctx).id('x.run_id', runId).among('x.result', query.result, 'invoice_run_result');
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

/** What a run still has to do for a client. */
export type Todo = 'WAITING' | 'DRAFTED';

/** A client whose turn it is. */
export interface TakenClient {
  id: bigint;
  clientId: bigint;
  invoiceId: bigint | null;
  sendMail: boolean | null;
  sendDate: Date | null;
}

/**
 * Takes some of those who wait, whom the actor may bill and no other process has taken, until the transaction ends. None, once the run does
 * something else than it did, or in another name.
 * @param left those who were looked at, and are for somebody else to bill
 */
export async function takeWaiting(
  tx: Ctx,
  { id, sendsDrafts }: InvoiceRun,
  todo: Todo,
  left: readonly bigint[],
  most: number,
): Promise<TakenClient[]> {
  const where = billable(tx)
    .id('x.run_id', id)
    .is('x.result', todo, 'invoice_run_result')
    .is('r.sends_drafts', sendsDrafts)
    .id('r.created_by', tx.actor.id ?? 0n)
    .and(`r.status = 'RUNNING'`);
  if (left.length > 0) where.and(`x.id <> ALL(${where.binding.ids(left)})`);
  const rows = await prepared<
    Record<'id' | 'clientId', string> & Record<'invoiceId' | 'sendDate', string | null> & { sendMail: boolean | null }
  >(
    tx.pool,
    `SELECT x.id::text, x.client_id::text AS "clientId", x.invoice_id::text AS "invoiceId", x.send_mail AS "sendMail", x.send_date::text AS "sendDate"
     FROM invoice_run_clients x JOIN invoice_runs r ON r.id = x.run_id WHERE ${where.sql}
     ORDER BY x.id LIMIT ${where.binding.bind(most)}::integer FOR UPDATE OF x SKIP LOCKED`,
    where.values,
  );
  return rows.map((row) => ({
    id: BigInt(row.id),
    clientId: BigInt(row.clientId),
    invoiceId: row.invoiceId === null ? null : BigInt(row.invoiceId),
    sendMail: row.sendMail,
    sendDate: row.sendDate === null ? null : toDate(row.sendDate, 'sendDate'),
  }));
}

/** What becomes of a client; what is left out stays as it was, but for what went wrong before. */
export interface RunOutcome {
  id: bigint;
  result: InvoiceRunResult;
  invoiceId?: bigint | undefined;
  remark?: string | null;
  failure?: string;
  mail?: InvoiceMail | null;
  warnings?: readonly Warning[];
}

/** Writes what became of clients. The database takes the figures from the invoice. One statement. */
export async function writeOutcomes(tx: Ctx, outcomes: readonly RunOutcome[]): Promise<void> {
  await prepared(
    tx.pool,
    `UPDATE invoice_run_clients x SET result = o.result::invoice_run_result, invoice_id = coalesce(o.invoice_id, x.invoice_id),
       remark = coalesce(o.remark, x.remark), failure = o.failure, mail = coalesce(o.mail::invoice_mail, x.mail),
       warnings = coalesce(o.warnings, x.warnings)
     FROM unnest($1::text[]::bigint[], $2::text[], $3::text[]::bigint[], $4::text[], $5::text[], $6::text[], $7::text[]::jsonb[])
       AS o (id, result, invoice_id, remark, failure, mail, warnings)
     WHERE x.id = o.id`,
    [
      outcomes.map(({ id }) => String(id)),
      outcomes.map(({ result }) => result),
      outcomes.map(({ invoiceId }) => (invoiceId === undefined ? null : String(invoiceId))),
      outcomes.map(({ remark = null }) => remark),
      outcomes.map(({ failure = null }) => failure),
      outcomes.map(({ mail = null }) => mail),
      outcomes.map(({ warnings }) => (warnings === undefined ? null : JSON.stringify(warnings))),
    ],
  );
}

/** Those of a run whose draft is there still are to be sent, in this way; gives how many they are. */
export async function awaitSending(tx: Ctx, runId: bigint, mail: boolean, issueDate: Date): Promise<number> {
  const binding = new Binding();
  const rows = await prepared(
    tx.pool,
    `UPDATE invoice_run_clients x SET result = 'DRAFTED', failure = NULL, send_mail = ${binding.bind(mail)}::boolean,
       send_date = ${binding.day(issueDate)}
     FROM invoices i WHERE x.run_id = ${binding.id(runId)} AND i.id = x.invoice_id AND i.status = 'DRAFT'
       AND x.result IN ('INVOICED', 'DRAFTED', 'FAILED') RETURNING x.id`,
    binding.values,
  );
  return rows.length;
}

/** Those who are left in a run that has come to its end as far as this process sees. */
export interface LeftInRun {
  /** With something still to be done, and nobody else at it. */
  free: number;
  /** Of those the ones whom the actor may bill, and who were not looked at. */
  open: number;
  /** Whom another process, or somebody who changes their draft, holds. */
  held: number;
}

/** Holds all who are left, but for those whom somebody else holds. One statement. */
export async function holdLeft(tx: Ctx, id: bigint, todo: readonly Todo[], left: readonly bigint[]): Promise<LeftInRun> {
  const mine = billable(tx);
  const { binding } = mine;
  const of = `x.run_id = ${binding.id(id)} AND x.result = ANY(${binding.bind(todo)}::text[]::invoice_run_result[])`;
  const [row] = await prepared<{ all: number; free: number; open: number }>(
    tx.pool,
    `WITH free AS (SELECT x.id, x.client_id FROM invoice_run_clients x WHERE ${of} FOR UPDATE SKIP LOCKED)
     SELECT (SELECT count(*)::integer FROM invoice_run_clients x WHERE ${of}) AS "all", count(*)::integer AS free,
       count(*) FILTER (WHERE x.id <> ALL(${binding.ids(left)}) AND ${mine.sql})::integer AS open FROM free x`,
    mine.values,
  );
  const { all = 0, free = 0, open = 0 } = row ?? {};
  return { free, open, held: all - free };
}

/** A draft that a run left. */
export interface RunDraftRow {
  clientId: string;
  clientName: string;
  invoiceId: string;
  invoiceNumber: string;
  totalAmount: string;
}

/** The drafts of a run that are there still, by name, at most so many; and of all of them how many, and what they come to. One statement. */
export async function draftsOfRun(
  ctx: Ctx,
  runId: bigint,
  most: number,
): Promise<{ rows: RunDraftRow[]; drafts: number; amount: string }> {
  const rows = await prepared<RunDraftRow & { drafts: number; amount: string }>(
    ctx.pool,
    `SELECT c.id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", i.id::text AS "invoiceId", i.invoice_number AS "invoiceNumber",
       i.total_amount AS "totalAmount", (count(*) OVER ())::integer AS drafts, sum(i.total_amount) OVER () AS amount
     FROM invoice_run_clients x JOIN invoices i ON i.id = x.invoice_id JOIN clients c ON c.id = x.client_id
     WHERE x.run_id = $1::bigint AND i.status = 'DRAFT' ORDER BY person_key(c.last_name, c.first_name), i.id LIMIT $2::integer`,
    [String(runId), most],
  );
  return {
    rows: rows.map(({ drafts: _, amount: __, ...row }) => row),
    drafts: rows[0]?.drafts ?? 0,
    amount: rows[0]?.amount ?? '0',
  };
}

/** Of whom a run is asked: who is left while it goes on, who is left when it is taken up again, whose drafts are there still. */
const LEFT = {
  GOING: `x.result IN ('WAITING', 'DRAFTED')`,
  RESUMED: `x.result IN ('WAITING', 'DRAFTED', 'FAILED')`,
  DRAFTS: `EXISTS (SELECT FROM invoices i WHERE i.id = x.invoice_id AND i.status = 'DRAFT')`,
};
export type Left = keyof typeof LEFT;

/** Whether any of these is a client whom the actor may not bill. */
export async function isAnybodyHidden(ctx: Ctx, runId: bigint, left: Left): Promise<boolean> {
  const mine = billable(ctx);
  const rows = await prepared(
    ctx.pool,
    `SELECT FROM invoice_run_clients x WHERE x.run_id = ${mine.binding.id(runId)} AND ${LEFT[left]} AND NOT (${mine.sql}) LIMIT 1`,
    mine.values,
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
