/** Runs over the visits of many clients: looked at, begun, stopped, taken up again, read. What a run does: running.service. */
import { Decimal } from 'decimal.js';
import { type Ctx, inTransaction, signedInId } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { changing } from '../../audit/changing.js';
import type { Page } from '../../database/lists.js';
import { takeTurn } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { InvoiceRun } from '../../generated/prisma/index.js';
import { wakeJob } from '../../jobs/wake.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import type { Warning } from '../../kernel/warnings.js';
import { bookDay, today } from '../ledger/posting.service.js';
import { chargeOf, isCharged, type VisitProblemCode } from '../visits/charges.js';
import { readVisitRows, unbilledClients, type VisitsAsked } from '../visits/visits.queries.js';
import { type Billable, withPackages } from '../visits/drafting.js';
import { warningsOfVisits } from '../visits/foreseen.js';
import { requireDays } from '../visits/visits.service.js';
import type { NewRun, RunClientList, RunList, RunPreview, SendRun } from './runs.input.js';
import {
  addRunClients,
  awaitSending,
  countsOf,
  findRunRow,
  listRunClientRows,
  listRunRows,
  type RunClientRow,
  type RunCounts,
  type RunRow,
} from './runs.queries.js';
import { requireAllLeft } from './runs.scope.js';

export type CountedRun = RunRow & RunCounts;

/** More clients than that are for several runs. */
const MOST_CLIENTS = 20_000;
/** A preview looks at no more than this. */
const MOST_PREVIEWED = 20_000;
const SHOWN = 200;
const NOTHING: RunCounts = {
  clients: 0,
  waiting: 0,
  invoiced: 0,
  drafts: 0,
  mailed: 0,
  kept: 0,
  withoutAddress: 0,
  warned: 0,
  failed: 0,
  visits: 0,
  amount: '0',
};

const visitsOf = ({ fromDay, toDay, locationId, fees }: RunPreview): VisitsAsked => ({
  from: fromDay,
  to: toDay,
  fees: fees ?? true,
  state: 'UNBILLED',
  ...(locationId ? { locationId } : {}),
});

async function requireRunnable(ctx: Ctx, { fromDay, toDay }: RunPreview): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  requireDays(fromDay, toDay, 'toDay');
  if (toDay > (await today(ctx))) throw unprocessable('invoice_run.dates', 'The last day has not come yet.', 'toDay');
}

export interface PreviewedClient {
  clientId: string;
  clientName: string;
  clientKey: string;
  visits: number;
  amount: Decimal;
  left: number;
  warnings: Warning[];
}
export interface PreviewedRun {
  items: PreviewedClient[];
  clients: number;
  visits: number;
  amount: Decimal;
  problems: Map<VisitProblemCode, number>;
  warned: number;
  more: boolean;
}

/** Those that deserve a second look first, then by name. */
const inOrder = (one: PreviewedClient, other: PreviewedClient): number =>
  Number(other.warnings.length > 0) - Number(one.warnings.length > 0) || (one.clientKey < other.clientKey ? -1 : 1);

/** What a run would bill. Changes nothing. Throws 403, 422. */
export async function previewRun(ctx: Ctx, input: RunPreview): Promise<PreviewedRun> {
  await requireRunnable(ctx, input);
  const rows = await readVisitRows(ctx, Permission.EDIT_BILLING, visitsOf(input), MOST_PREVIEWED + 1);
  const clients = new Map<string, PreviewedClient>();
  const problems = new Map<VisitProblemCode, number>();
  const charged: Billable['charged'] = [];
  for (const row of rows.slice(0, MOST_PREVIEWED)) {
    const { clientId, clientName, clientKey } = row;
    const client = clients.get(clientId) ?? {
      clientId,
      clientName,
      clientKey,
      visits: 0,
      amount: new Decimal(0),
      left: 0,
      warnings: [],
    };
    clients.set(clientId, client);
    const charge = chargeOf(row);
    if (isCharged(charge)) charged.push({ row, charge });
    else {
      client.left++;
      problems.set(charge.code, (problems.get(charge.code) ?? 0) + 1);
    }
  }
  const priced = await withPackages(ctx, charged);
  const warnings = await warningsOfVisits(ctx, priced);
  for (const { row, charge } of priced) {
    const client = clients.get(row.clientId) as PreviewedClient;
    client.visits++;
    client.amount = client.amount.plus(charge.amount);
    client.warnings = warnings.get(row.clientId) ?? [];
  }
  const all = [...clients.values()];
  const billed = all.filter(({ visits }) => visits > 0);
  return {
    items: all.sort(inOrder).slice(0, SHOWN),
    warned: warnings.size,
    clients: billed.length,
    visits: billed.reduce((sum, { visits }) => sum + visits, 0),
    amount: billed.reduce((sum, { amount }) => sum.plus(amount), new Decimal(0)),
    problems,
    more: rows.length > MOST_PREVIEWED,
  };
}

/**
 * Begins a run over all clients whom the actor may bill and who have visits to bill on those days. A job does it, a few clients at a time.
 * Throws 403, 409 (another is under way), 422.
 */
export async function createRun(ctx: Ctx, input: NewRun): Promise<InvoiceRun> {
  await requireRunnable(ctx, input);
  return inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, 'invoice run');
    if ((await tx.db.invoiceRun.count({ where: { status: 'RUNNING' } })) > 0)
      throw conflict('invoice_run.running', 'Another run is under way: wait for it, or stop it.');
    const clients = await unbilledClients(tx, Permission.EDIT_BILLING, visitsOf(input), MOST_CLIENTS);
    if (clients.length === 0) throw unprocessable('invoice_run.nothing', 'There is nothing to bill on these days.', 'fromDay');
    const { fromDay, toDay, locationId = null, fees = true, send = false, mail = false } = input;
    const row = await tx.db.invoiceRun.create({
      data: {
        fromDay,
        toDay,
        locationId,
        fees,
        send,
        mail: send && mail,
        issueDate: await bookDay(tx, input.issueDate, 'issueDate'),
        createdAt: tx.now(),
        createdBy: signedInId(tx),
      },
    });
    await addRunClients(
      tx,
      row.id,
      clients.map(({ clientId }) => clientId),
    );
    await audit(tx, { action: 'CREATE', recordType: 'InvoiceRun', recordId: row.id, after: row });
    await emit(tx, 'invoice_run.started', { id: row.id });
    await wakeJob(tx, 'invoice-runs');
    return row;
  });
}

const kept = {
  recordType: 'InvoiceRun' as const,
  what: 'invoice run' as const,
  find: (db: Ctx['db'], id: bigint) => db.invoiceRun.findUnique({ where: { id } }),
};

/**
 * Stops a run after what is under way; what it did stays. Throws 403 (also where it goes on for somebody else, and the actor may not bill all
 * who are left), 404, 409 (it is over).
 */
export async function stopRun(ctx: Ctx, id: bigint): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  await inTransaction(ctx, async (tx) => {
    await changing(tx, kept, id, undefined, async (run) => {
      if (run.status !== 'RUNNING') throw conflict('invoice_run.over', 'This run is over.');
      await requireAllLeft(tx, run, 'GOING');
      return tx.db.invoiceRun.update({ where: { id }, data: { status: 'STOPPED', sendsDrafts: false, finishedAt: tx.now() } });
    });
    await emit(tx, 'invoice_run.stopped', { id });
  });
}

async function requireNoneRunning(tx: Ctx): Promise<void> {
  if ((await tx.db.invoiceRun.count({ where: { status: 'RUNNING' } })) > 0)
    throw conflict('invoice_run.running', 'A run is under way: wait for it, or stop it.');
}

/** In whose name a run is under way again. */
const under = (tx: Ctx): Pick<InvoiceRun, 'status' | 'finishedAt' | 'stopReason' | 'createdBy'> => ({
  status: 'RUNNING',
  finishedAt: null,
  stopReason: null,
  createdBy: signedInId(tx),
});

/**
 * Takes a run up again, as it was begun: those who wait, and those for whom it went wrong. It acts for whoever takes it up. Throws 403 (also
 * where they may not bill all who are left), 404, 409 (another is under way, or nobody is left).
 */
export async function resumeRun(ctx: Ctx, id: bigint): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  await inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, 'invoice run');
    await changing(tx, kept, id, undefined, async (run) => {
      await requireNoneRunning(tx);
      await requireAllLeft(tx, run, 'RESUMED');
      const of = { runId: id };
      // A draft that was made is sent, and not made again.
      await tx.db.invoiceRunClient.updateMany({
        where: { ...of, result: 'FAILED', invoiceId: null },
        data: { result: 'WAITING', failure: null, sendMail: null, sendDate: null },
      });
      await tx.db.invoiceRunClient.updateMany({
        where: { ...of, result: 'FAILED', NOT: { invoiceId: null } },
        data: { result: 'DRAFTED', failure: null },
      });
      if ((await tx.db.invoiceRunClient.count({ where: { ...of, result: { in: ['WAITING', 'DRAFTED'] } } })) === 0)
        throw conflict('invoice_run.over', 'Nobody is left in this run.');
      return tx.db.invoiceRun.update({ where: { id }, data: under(tx) });
    });
    await emit(tx, 'invoice_run.started', { id });
    await wakeJob(tx, 'invoice-runs');
  });
}

/**
 * Sends the drafts of a run that are there still, as it makes drafts: a job does it, one after the other, and what is refused stops no other.
 * Nobody who waits is billed. It acts for whoever asks for it. Throws 403 (also where they may not bill all whose drafts these are), 404, 409
 * (a run is under way, or no draft is left).
 */
export async function sendRun(ctx: Ctx, id: bigint, { mail = false, issueDate }: SendRun): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  await inTransaction(ctx, async (tx) => {
    await takeTurn(tx.db, 'invoice run');
    await changing(tx, kept, id, undefined, async (run) => {
      await requireNoneRunning(tx);
      await requireAllLeft(tx, run, 'DRAFTS');
      if ((await awaitSending(tx, id, mail, await bookDay(tx, issueDate, 'issueDate'))) === 0)
        throw conflict('invoice_run.over', 'No draft of this run is left.');
      return tx.db.invoiceRun.update({ where: { id }, data: { ...under(tx), sendsDrafts: true } });
    });
    await emit(tx, 'invoice_run.started', { id });
    await wakeJob(tx, 'invoice-runs');
  });
}

async function counted(ctx: Ctx, rows: readonly RunRow[]): Promise<CountedRun[]> {
  const counts = await countsOf(
    ctx,
    rows.map(({ id }) => id),
  );
  return rows.map((row) => ({ ...row, ...(counts.get(row.id) ?? NOTHING) }));
}

/** The runs, the latest first, with what they have come to of the clients whom the actor sees. Throws 403. */
export async function listRuns(ctx: Ctx, query: RunList): Promise<Page<CountedRun>> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  const page = await listRunRows(ctx, query);
  return { ...page, items: await counted(ctx, page.items) };
}

/** Throws 403, 404. */
export async function getRun(ctx: Ctx, id: bigint): Promise<CountedRun> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  const row = await findRunRow(ctx, id);
  if (!row) throw notFound('invoice run');
  const [run] = (await counted(ctx, [row])) as [CountedRun];
  return run;
}

/** What became of each client in a run, of those whom the actor sees. Throws 403, 404. */
export async function listRunClients(ctx: Ctx, id: bigint, query: RunClientList): Promise<Page<RunClientRow>> {
  await getRun(ctx, id);
  return listRunClientRows(ctx, id, query);
}
