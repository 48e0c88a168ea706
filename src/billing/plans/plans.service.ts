/** Payment plans: what a client owes, in instalments. How a plan stands follows from what is paid of its invoices. */
import type { Decimal } from 'decimal.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requireClient, requireClientOf, requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing } from '../../audit/changing.js';
import type { Page } from '../../database/lists.js';
import { emit } from '../../events/emit.js';
import type { PaymentPlan } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import { fromDate, toDate } from '../../kernel/time.js';
import { clientOwes, endPages } from '../cards/pay-links.service.js';
import { requireInvoice } from '../invoices/drafts.js';
import { lockInvoices } from '../ledger/ledger.queries.js';
import { settleFigures, today } from '../ledger/posting.service.js';
import { sumOf } from '../rules/line.js';
import type { NewPaymentPlan, PlanChanges, PlanList } from './plans.input.js';
import {
  findPlanRow,
  invoicesOfPlans,
  lastMovements,
  listPlanRows,
  type MovedPlan,
  movePlans,
  openInvoiceIds,
  type PlanRow,
  plansToMove,
} from './plans.queries.js';
import { type Instalment, instalmentsOf } from './rules/instalments.js';

/** Throws 403. */
export async function listPlans(ctx: Ctx, query: PlanList): Promise<Page<PlanRow>> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return listPlanRows(ctx, query);
}

/** Throws 403, 404. */
export async function getPlan(ctx: Ctx, id: bigint): Promise<PlanRow> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  const row = await findPlanRow(ctx, id);
  if (!row) throw notFound('payment plan');
  return row;
}

const MOST_INVOICES = 20;
/** Nobody agrees to more than that. */
const MOST_DAYS = 10 * 366;
const DAY_MS = 86_400_000;

/** The instalments as they were asked for. Throws 422. */
function wantedInstalments(input: NewPaymentPlan, total: Decimal): Instalment[] {
  const { instalments, count, rhythm, firstDueOn } = input;
  if (instalments) {
    if (count !== undefined || rhythm || firstDueOn)
      throw unprocessable(
        'payment_plan.instalments',
        'Give each instalment, or their number, rhythm and first day.',
        'instalments',
      );
    return instalments.map(({ dueOn, amount }) => ({ dueOn: fromDate(dueOn), amount }));
  }
  if (count === undefined) throw unprocessable('field.required', 'Say how many instalments there are.', 'count');
  if (!firstDueOn) throw unprocessable('field.required', 'Say when the first one is due.', 'firstDueOn');
  if (!rhythm && count > 1) throw unprocessable('field.required', 'Say how long it is from one to the next.', 'rhythm');
  if (total.times(100).lessThan(count))
    throw unprocessable('payment_plan.instalments', 'There is not a cent for each of so many.', 'count');
  return instalmentsOf(total, count, rhythm ?? 'MONTH', fromDate(firstDueOn));
}

/** Throws 422 for what is not in order, or does not come to the total. */
function requireInstalments(instalments: readonly Instalment[], total: Decimal, day: string, given: boolean): void {
  const path = (at: number, name: 'dueOn' | 'amount'): string => (given ? `instalments.${at}.${name}` : 'firstDueOn');
  const last = fromDate(new Date(toDate(day, 'today').getTime() + MOST_DAYS * DAY_MS));
  for (const [at, { dueOn, amount }] of instalments.entries()) {
    if (dueOn < day) throw unprocessable('payment_plan.dates', 'An instalment is due today or later.', path(at, 'dueOn'));
    if (dueOn > last) throw unprocessable('payment_plan.dates', 'A plan ends within ten years.', path(at, 'dueOn'));
    if (at > 0 && dueOn <= (instalments[at - 1]?.dueOn ?? ''))
      throw unprocessable('payment_plan.dates', 'Instalments follow one another, day after day.', path(at, 'dueOn'));
    if (!amount.greaterThan(0))
      throw unprocessable('payment_plan.instalments', 'An instalment is more than 0.00.', path(at, 'amount'));
  }
  const sum = sumOf(instalments.map(({ amount }) => amount));
  if (!sum.equals(total))
    throw unprocessable(
      'payment_plan.sum',
      `The instalments come to ${sum.toFixed(2)}; ${total.toFixed(2)} is owed.`,
      'instalments',
    );
}

/** What is owed of each invoice that the plan is to be over, held; in order. Throws 403, 404, 409, 422. */
async function coveredBy(tx: Ctx, { clientId, invoiceIds }: NewPaymentPlan): Promise<{ invoiceId: bigint; amount: Decimal }[]> {
  const ids = invoiceIds ?? (await openInvoiceIds(tx, clientId, MOST_INVOICES));
  const path = (at: number): string => (invoiceIds ? `invoiceIds.${at}` : 'clientId');
  if (new Set(ids).size < ids.length) throw unprocessable('payment_plan.invoices', 'An invoice is named once.', 'invoiceIds');
  await lockInvoices(tx, ids);
  const found = await tx.db.invoice.findMany({ where: { id: { in: ids }, clientId }, select: { id: true } });
  const missing = ids.findIndex((id) => !found.some((one) => one.id === id));
  if (missing >= 0) throw unprocessable('reference.not_found', 'There is no such invoice of this client.', path(missing));
  // Lines about a learner out of sight would be told by their sum.
  for (const id of ids) await requireInvoice(tx, Permission.EDIT_BILLING, id);
  const owed = await clientOwes(tx, ids);
  const taken = await tx.db.paymentPlanInvoice.findFirst({
    where: { invoiceId: { in: ids }, isRunning: true },
    select: { id: true },
  });
  if (taken) throw conflict('payment_plan.taken', 'A plan runs over one of these invoices: end it first.');
  const covered = ids.map((invoiceId, at) => {
    const amount = owed.get(invoiceId);
    if (!amount) throw unprocessable('payment_plan.invoices', 'The client owes nothing of this invoice.', path(at));
    return { invoiceId, amount };
  });
  if (covered.length === 0)
    throw unprocessable('payment_plan.invoices', 'The client owes nothing that is not on a plan.', path(0));
  return covered;
}

/** Makes a plan. Its invoices are not overdue any more, as long as it is kept. Throws 403, 404, 409, 422. */
export async function createPlan(ctx: Ctx, input: NewPaymentPlan): Promise<PaymentPlan> {
  const { clientId } = input;
  await requireClient(ctx, Permission.EDIT_BILLING, clientId);
  return inTransaction(ctx, async (tx) => {
    await requireClient(tx, Permission.EDIT_BILLING, clientId);
    const covered = await coveredBy(tx, input);
    const total = sumOf(covered.map(({ amount }) => amount));
    const day = fromDate(await today(tx));
    const instalments = wantedInstalments(input, total);
    requireInstalments(instalments, total, day, input.instalments !== undefined);
    const after = await lastMovements(
      tx,
      covered.map(({ invoiceId }) => invoiceId),
    );
    const plan = await tx.db.paymentPlan.create({
      data: {
        clientId,
        total,
        count: instalments.length,
        rhythm: input.instalments ? null : (input.rhythm ?? null),
        firstDueOn: toDate(instalments[0]?.dueOn ?? day, 'firstDueOn'),
        note: input.note ?? null,
        createdBy: tx.actor.id,
        updatedBy: tx.actor.id,
        createdAt: tx.now(),
      },
    });
    const planId = plan.id;
    await tx.db.paymentPlanInvoice.createMany({
      data: covered.map((one, at) => ({ ...one, planId, position: at + 1, afterMovement: after.get(one.invoiceId) ?? 0n })),
    });
    await tx.db.paymentPlanInstalment.createMany({
      data: instalments.map(({ dueOn, amount }, at) => ({ planId, position: at + 1, dueOn: toDate(dueOn, 'dueOn'), amount })),
    });
    await audit(tx, { action: 'CREATE', recordType: 'PaymentPlan', recordId: planId, clientId, after: plan });
    await settleFigures(
      tx,
      covered.map(({ invoiceId }) => invoiceId),
    );
    await emit(tx, 'payment_plan.created', { id: planId, clientId });
    return plan;
  });
}

const planOf = (clientId: bigint): Audited<PaymentPlan> => ({
  recordType: 'PaymentPlan',
  what: 'payment plan',
  clientId,
  find: (db, id) => db.paymentPlan.findUnique({ where: { id } }),
});

async function clientOfPlan(ctx: Ctx, id: bigint): Promise<bigint> {
  requirePermission(ctx.actor, Permission.EDIT_BILLING);
  const plan = await ctx.db.paymentPlan.findUnique({ where: { id }, select: { clientId: true } });
  if (!plan) throw notFound('payment plan');
  await requireClientOf(ctx, Permission.EDIT_BILLING, plan.clientId, 'payment plan');
  return plan.clientId;
}

/** Changes the note. Throws 403, 404, 412. */
export async function updatePlan(ctx: Ctx, id: bigint, { note }: PlanChanges, match?: Match): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const clientId = await clientOfPlan(tx, id);
    const change = await changing(tx, planOf(clientId), id, match, () =>
      tx.db.paymentPlan.update({ where: { id }, data: { ...(note !== undefined && { note }), updatedBy: tx.actor.id } }),
    );
    await emit(tx, 'payment_plan.updated', { id, clientId, ...change });
  });
}

/** Ends a plan that runs, with the reason: its invoices are due as they were. Throws 403, 404, 409. */
export async function endPlan(ctx: Ctx, id: bigint, reason: string): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const clientId = await clientOfPlan(tx, id);
    const invoiceIds = await invoicesOfPlans(tx, [id]);
    await lockInvoices(tx, invoiceIds);
    await changing(tx, planOf(clientId), id, undefined, async ({ status }) => {
      if (status !== 'ACTIVE' && status !== 'BROKEN') throw conflict('payment_plan.over', 'This plan is over.');
      return tx.db.paymentPlan.update({
        where: { id },
        data: { status: 'ENDED', endedAt: tx.now(), endReason: reason, updatedBy: tx.actor.id },
      });
    });
    await endPages(tx, { instalment: { planId: id } });
    await settleFigures(tx, invoiceIds);
    await emit(tx, 'payment_plan.moved', { id, clientId, data: { status: 'ENDED' } });
  });
}

/** Writes down how plans have moved, and brings their other invoices in line. In the transaction that moved them. */
async function follow(tx: Ctx, moved: readonly MovedPlan[], settled: readonly bigint[]): Promise<void> {
  for (const { id, clientId, before, status } of moved) {
    const of = { recordType: 'PaymentPlan' as const, recordId: id, clientId };
    await audit(tx, { action: 'UPDATE', ...of, before: { status: before }, after: { status } });
    await emit(tx, 'payment_plan.moved', { id, clientId, data: { status } });
  }
  const others = (
    await invoicesOfPlans(
      tx,
      moved.map(({ id }) => id),
    )
  ).filter((id) => !settled.includes(id));
  if (others.length === 0) return;
  await lockInvoices(tx, others);
  await settleFigures(tx, others);
}

/** Brings the plans over these invoices in line with what was just posted on them. In its transaction, which is to settle them. */
export async function movePlansOf(tx: Ctx, invoiceIds: readonly bigint[]): Promise<void> {
  const moved = await movePlans(tx, fromDate(await today(tx)), { invoiceIds });
  if (moved.length > 0) await follow(tx, moved, invoiceIds);
}

/** Looked for at once. */
const AT_ONCE = 100;

/** Brings one plan in line with the day. Its invoices are held first, as by all who post on them. */
async function turnPlan(ctx: Ctx, day: string, planId: bigint): Promise<number> {
  return inTransaction(ctx, async (tx) => {
    const invoiceIds = await invoicesOfPlans(tx, [planId]);
    await lockInvoices(tx, invoiceIds);
    const moved = await movePlans(tx, day, { invoiceIds, planId });
    if (moved.length > 0) await follow(tx, moved, []);
    return moved.length;
  });
}

/** Brings the plans that run in line with the day, each in a transaction of its own. Gives how many moved. */
export async function turnPlans(ctx: Ctx, day: string, signal?: AbortSignal): Promise<number> {
  let changed = 0;
  let last = 0n;
  for (;;) {
    const ids = await plansToMove(ctx, day, last, AT_ONCE);
    for (const id of ids) {
      if (signal?.aborted) return changed;
      changed += await turnPlan(ctx, day, id);
      last = id;
    }
    if (ids.length < AT_ONCE) return changed;
  }
}
