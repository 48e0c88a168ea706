/**
 * What a run does: drafts for a few clients at a time, each few in one transaction with what is noted of them, so that a process that dies
 * leaves nothing half done; and each invoice sent by itself. Another process may help, or go on.
 */
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { lockRow } from '../../database/row-locks.js';
import { emit } from '../../events/emit.js';
import type { InvoiceRun } from '../../generated/prisma/index.js';
import { type AppError, forbidden } from '../../kernel/errors.js';
import { loadActor } from '../../people/sessions/session.queries.js';
import { warningsBeforeSending } from '../invoices/invoice-warnings.js';
import { refusalOf, sendAndWrite } from '../sending/sending.service.js';
import { type Invoiced, invoiceMany } from '../visits/many-clients.service.js';
import { holdLeft, type RunOutcome, type TakenClient, takeWaiting, type Todo, writeOutcomes } from './runs.queries.js';
import { hiddenVisits, visitsOfRun } from './runs.scope.js';

/** Clients whose drafts are made in one transaction. */
const AT_ONCE = 50;

const WHY = {
  MAY_NO_MORE: 'Whoever it acted for may bill no more. Somebody who may bill those who are left can take it up again.',
  NOT_THEIRS: 'Whoever it acted for may not bill all who are left. Somebody who may can take it up again.',
  SENT: 'Its drafts are sent. Those who wait were not billed: take it up again to do so.',
};

/** A step's actor, run and ctx: looked up for each step. */
interface Acting {
  ctx: Ctx;
  run: InvoiceRun;
}

/**
 * Goes on with the run that is under way, if there is one. Gives how many clients it dealt with. Whom the actor may not bill is left as they
 * are. Throws 403 but for the server itself.
 */
export async function goOnWithRuns(ctx: Ctx, signal?: AbortSignal): Promise<number> {
  if (ctx.actor.kind !== 'system') throw forbidden('Only the server itself goes on with a run.');
  const begun = await ctx.db.invoiceRun.findFirst({ where: { status: 'RUNNING' }, select: { id: true } });
  if (!begun) return 0;
  const left: bigint[] = [];
  let todo: Todo = 'WAITING';
  let done = 0;
  while (!signal?.aborted) {
    const acting = await nextStep(ctx, begun.id);
    if (!acting) break;
    if (acting.run.sendsDrafts) todo = 'DRAFTED';
    const { written, passed } = await few(acting, todo, left, todo === 'WAITING' ? AT_ONCE : 1);
    left.push(...passed);
    done += written;
    if (written + passed.length > 0) continue;
    if (todo === 'WAITING') todo = 'DRAFTED';
    else if (await isThrough(acting, left)) break;
    else todo = 'WAITING';
  }
  return done;
}

/** The run as it is now, and who acts: what they lost meanwhile, the run may not do either. Undefined: it is no more under way. */
async function nextStep(ctx: Ctx, id: bigint): Promise<Acting | undefined> {
  const run = await ctx.db.invoiceRun.findFirst({ where: { id, status: 'RUNNING' } });
  if (!run) return undefined;
  const actor = run.createdBy === null ? null : await loadActor(ctx.root.pool, run.createdBy);
  if (actor?.can(Permission.EDIT_BILLING)) return { ctx: { ...ctx, actor }, run };
  await inTransaction(ctx, async (tx) => {
    if (await isStill(tx, run)) await stop(tx, run, WHY.MAY_NO_MORE);
  });
  return undefined;
}

/** Whether the run still does the same, in the same name; it is held. */
async function isStill(tx: Ctx, { id, createdBy, sendsDrafts }: InvoiceRun): Promise<boolean> {
  await lockRow(tx.db, 'InvoiceRun', id);
  return (await tx.db.invoiceRun.count({ where: { id, status: 'RUNNING', createdBy, sendsDrafts } })) > 0;
}

async function stop(tx: Ctx, { id }: InvoiceRun, stopReason: string): Promise<void> {
  await tx.db.invoiceRun.update({
    where: { id },
    data: { status: 'STOPPED', stopReason, sendsDrafts: false, finishedAt: tx.now() },
  });
  await emit(tx, 'invoice_run.stopped', { id });
}

/** Ends the run, or stops it where somebody is left. Gives whether this process has nothing more to do in it. */
async function isThrough({ ctx, run }: Acting, passed: readonly bigint[]): Promise<boolean> {
  return inTransaction(ctx, async (tx) => {
    if (!(await isStill(tx, run))) return false;
    const { free, open, held } = await holdLeft(tx, run.id, run.sendsDrafts ? ['DRAFTED'] : ['WAITING', 'DRAFTED'], passed);
    if (open > 0) return false;
    // Whoever holds them comes here after that, or the next turn does.
    if (held > 0) return true;
    const waits = await tx.db.invoiceRunClient.count({ where: { runId: run.id, result: 'WAITING' } });
    if (free > 0) await stop(tx, run, WHY.NOT_THEIRS);
    else if (waits > 0) await stop(tx, run, WHY.SENT);
    else {
      await tx.db.invoiceRun.update({
        where: { id: run.id },
        data: { status: 'DONE', sendsDrafts: false, finishedAt: tx.now() },
      });
      await emit(tx, 'invoice_run.done', { id: run.id });
    }
    return true;
  });
}

/** What a step did: of how many clients it wrote what became of them, and whom it passed over, since they are not for the actor to bill. */
interface Step {
  written: number;
  passed: bigint[];
}

/** Takes a few of those who wait and does their work; where that goes wrong, each by itself. */
async function few(acting: Acting, todo: Todo, left: readonly bigint[], most: number): Promise<Step> {
  const { ctx, run } = acting;
  const work = todo === 'WAITING' ? draft : send;
  let taken: TakenClient[] = [];
  try {
    return await inTransaction(ctx, async (tx) => {
      taken = await takeWaiting(tx, run, todo, left, most);
      const outcomes = taken.length > 0 ? await work(tx, run, taken) : [];
      return write(tx, taken, outcomes);
    });
  } catch (error) {
    const [first] = taken;
    const refused = refusalOf(error);
    // No rule: the database is away, say. Nothing is noted, and the next turn tries again.
    if (!first || !refused) throw error;
    if (taken.length > 1) return few(acting, todo, left, 1);
    return inTransaction(ctx, async (tx) => {
      const [still] = await takeWaiting(tx, run, todo, left, 1);
      return still?.id === first.id ? write(tx, [still], await refusedOutcome(tx, still, refused)) : { written: 0, passed: [] };
    });
  }
}

async function write(tx: Ctx, taken: readonly TakenClient[], outcomes: readonly RunOutcome[]): Promise<Step> {
  if (outcomes.length > 0) await writeOutcomes(tx, outcomes);
  const written = new Set(outcomes.map(({ id }) => id));
  return { written: written.size, passed: taken.flatMap(({ id }) => (written.has(id) ? [] : id)) };
}

/** What a refusal means for a client; nothing where it is about what the actor may: then it is for somebody else. */
async function refusedOutcome(
  tx: Ctx,
  { id, invoiceId }: TakenClient,
  { status, code, message }: AppError,
): Promise<RunOutcome[]> {
  // Somebody sent it meanwhile.
  if (code === 'invoice.sent') return [{ id, result: 'INVOICED' }];
  const draftIsGone = code === 'invoice.not_found' && invoiceId === null;
  if (draftIsGone) return [{ id, result: 'NOTHING', remark: DRAFT_DELETED }];
  if (status === 403 || code === 'invoice.not_found' || code === 'client.not_found') return [];
  return [{ id, result: 'FAILED', failure: message.slice(0, 500) }];
}

async function draft(tx: Ctx, run: InvoiceRun, taken: readonly TakenClient[]): Promise<RunOutcome[]> {
  const clientIds = taken.map(({ clientId }) => clientId);
  const invoiced = await invoiceMany(tx, clientIds, visitsOfRun(run), { issueDate: run.issueDate });
  const warnings = await warningsBeforeSending(
    tx,
    invoiced.flatMap(({ id }) => id ?? []),
  );
  const without = invoiced.flatMap(({ id, clientId }) => (id === undefined ? clientId : []));
  const hidden = await hiddenVisits(tx, run, without);
  const done = run.send ? ('DRAFTED' as const) : ('INVOICED' as const);
  return invoiced.flatMap((one, index): RunOutcome[] => {
    if (one.id === undefined && hidden.has(one.clientId)) return [];
    return [
      {
        id: (taken[index] as TakenClient).id,
        result: one.id === undefined ? 'NOTHING' : done,
        invoiceId: one.id,
        remark: remarkOf(one),
        warnings: warnings.get(String(one.id)) ?? [],
      },
    ];
  });
}

function remarkOf({ left, more }: Invoiced): string | null {
  const said = [];
  if (left > 0) said.push(`${left === 1 ? '1 visit was' : `${left} visits were`} left out: see the list of visits.`);
  if (more) said.push('There are more visits than fit one invoice: begin another run.');
  return said.join(' ') || null;
}

const DRAFT_DELETED = 'Its draft was deleted.';

async function send(tx: Ctx, run: InvoiceRun, taken: readonly TakenClient[]): Promise<RunOutcome[]> {
  const outcomes: RunOutcome[] = [];
  for (const { id, invoiceId, sendMail, sendDate } of taken) {
    const found =
      invoiceId === null ? null : await tx.db.invoice.findUnique({ where: { id: invoiceId }, select: { status: true } });
    if (invoiceId === null || !found) outcomes.push({ id, result: 'NOTHING', remark: DRAFT_DELETED });
    else {
      const how = { issueDate: sendDate ?? run.issueDate, mail: sendMail ?? run.mail };
      // Somebody may have sent it.
      const mail = found.status === 'DRAFT' ? await sendAndWrite(tx, invoiceId, how) : null;
      outcomes.push({ id, result: 'INVOICED', mail });
    }
  }
  return outcomes;
}
