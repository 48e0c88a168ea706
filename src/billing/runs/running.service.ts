/**
 * What a run does: drafts for a few clients at a time, each few in one transaction with what is noted of them, so that a process that dies
 * leaves nothing half done; and each invoice sent by itself. Another process may help, or go on.
 */
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { emit } from '../../events/emit.js';
import type { InvoiceRun } from '../../generated/prisma/index.js';
import { forbidden } from '../../kernel/errors.js';
import { loadActor } from '../../people/sessions/session.queries.js';
import { warningsBeforeSending } from '../invoices/invoice-warnings.js';
import { refusalOf, sendAndWrite } from '../sending/sending.service.js';
import { type Invoiced, invoiceMany } from '../visits/many-clients.service.js';
import { endRun, type RunOutcome, takeWaiting, writeOutcomes } from './runs.queries.js';

/** Clients whose drafts are made in one transaction. */
const AT_ONCE = 50;

/** Goes on with the run that is under way, if there is one. Gives how many clients it dealt with. Throws 403 but for the server itself. */
export async function goOnWithRuns(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself goes on with a run.');
  const run = await ctx.db.invoiceRun.findFirst({ where: { status: 'RUNNING' } });
  if (!run) return 0;
  // Whoever began it is asked again each time: what they lost meanwhile, the run may not do either.
  const actor = run.createdBy === null ? null : await loadActor(ctx.root.pool, run.createdBy);
  if (!actor?.can(Permission.EDIT_BILLING)) {
    await stopFor(ctx, run);
    return 0;
  }
  const acting: Ctx = { ...ctx, actor };
  const drafted = await eachFew(acting, run, 'WAITING', AT_ONCE, draft, signal);
  const sent = run.send ? await eachFew(acting, run, 'DRAFTED', 1, send, signal) : 0;
  await inTransaction(ctx, async (tx) => {
    if (await endRun(tx, run.id)) await emit(tx, 'invoice_run.done', { id: run.id });
  });
  return drafted + sent;
}

async function stopFor(ctx: Ctx, { id }: InvoiceRun): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const data = { status: 'STOPPED' as const, finishedAt: tx.now() };
    const { count } = await tx.db.invoiceRun.updateMany({ where: { id, status: 'RUNNING' }, data });
    if (count > 0) await emit(tx, 'invoice_run.stopped', { id });
  });
}

type Taken = Awaited<ReturnType<typeof takeWaiting>>;

async function eachFew(
  ctx: Ctx,
  run: InvoiceRun,
  result: 'WAITING' | 'DRAFTED',
  most: number,
  work: (tx: Ctx, run: InvoiceRun, taken: Taken) => Promise<RunOutcome[]>,
  signal?: AbortSignal,
): Promise<number> {
  let done = 0;
  let after = 0n;
  while (!signal?.aborted) {
    const taken = await few(ctx, run, result, after, most, work);
    const last = taken.at(-1);
    if (last === undefined) break;
    done += taken.length;
    after = last;
  }
  return done;
}

/** Takes a few of those who wait and does their work; where that goes wrong, each by itself. Gives their ids. */
async function few(
  ctx: Ctx,
  run: InvoiceRun,
  result: 'WAITING' | 'DRAFTED',
  after: bigint,
  most: number,
  work: (tx: Ctx, run: InvoiceRun, taken: Taken) => Promise<RunOutcome[]>,
): Promise<bigint[]> {
  let taken: Taken = [];
  try {
    await inTransaction(ctx, async (tx) => {
      taken = await takeWaiting(tx, run.id, result, after, most);
      if (taken.length > 0) await writeOutcomes(tx, await work(tx, run, taken));
    });
    return taken.map(({ id }) => id);
  } catch (error) {
    const [first] = taken;
    if (!first) throw error;
    const refused = refusalOf(error);
    // No rule: the database is away, say. Nothing is noted, and the next turn tries again.
    if (!refused) throw error;
    if (taken.length > 1) return few(ctx, run, result, after, 1, work);
    await inTransaction(ctx, async (tx) => {
      const [still] = await takeWaiting(tx, run.id, result, first.id - 1n, 1);
      if (still?.id !== first.id) return;
      const failed = { id: first.id, result: 'FAILED' as const, invoiceId: first.invoiceId, visits: 0 };
      await writeOutcomes(tx, [{ ...failed, remark: refused.message.slice(0, 500) }]);
    });
    return [first.id];
  }
}

async function draft(tx: Ctx, run: InvoiceRun, taken: Taken): Promise<RunOutcome[]> {
  const { fromDay: from, toDay: to, locationId, fees, issueDate } = run;
  const query = { from, to, fees, ...(locationId === null ? {} : { locationId }) };
  const invoiced = await invoiceMany(
    tx,
    taken.map(({ clientId }) => clientId),
    query,
    { issueDate },
  );
  const warnings = await warningsBeforeSending(
    tx,
    invoiced.flatMap(({ id }) => id ?? []),
  );
  const done = run.send ? ('DRAFTED' as const) : ('INVOICED' as const);
  return invoiced.map((one, index) => ({
    id: (taken[index] as Taken[number]).id,
    result: one.id === undefined ? ('NOTHING' as const) : done,
    invoiceId: one.id ?? null,
    visits: one.visits,
    remark: remarkOf(one),
    warnings: warnings.get(String(one.id)) ?? [],
  }));
}

function remarkOf({ left, more }: Invoiced): string | null {
  const said = [];
  if (left > 0) said.push(`${left === 1 ? '1 visit was' : `${left} visits were`} left out: see the list of visits.`);
  if (more) said.push('There are more visits than fit one invoice: begin another run.');
  return said.join(' ') || null;
}

async function send(tx: Ctx, run: InvoiceRun, taken: Taken): Promise<RunOutcome[]> {
  const outcomes: RunOutcome[] = [];
  for (const { id, invoiceId } of taken) {
    const draft =
      invoiceId === null ? null : await tx.db.invoice.findUnique({ where: { id: invoiceId }, select: { status: true } });
    const { visits, remark } = await tx.db.invoiceRunClient.findUniqueOrThrow({ where: { id } });
    // Somebody deleted the draft, or sent it.
    const isThere = draft?.status === 'DRAFT';
    const { issueDate, mail: isMailed } = run;
    const mail = isThere ? await sendAndWrite(tx, invoiceId as bigint, { issueDate, mail: isMailed }) : null;
    outcomes.push({ id, result: draft ? 'INVOICED' : 'NOTHING', invoiceId, visits: draft ? visits : 0, remark, mail });
  }
  return outcomes;
}
