import type { Ctx } from '../../access/context.js';
import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { changes, creates, unmoved } from '../../records/forms.js';
import { check } from '../../kernel/fields.js';
import { fromMoney } from '../../kernel/money.js';
import { openShares } from '../ledger/ledger.queries.js';
import { today } from '../ledger/posting.service.js';
import { practiceFormats } from '../ledger/said-amounts.js';
import { endPlanInput, newPaymentPlan, planChanges } from './plans.input.js';
import { instalmentsOf } from './rules/instalments.js';
import { standingOfPlans } from './plans.queries.js';
import { createPlan, endPlan, updatePlan } from './plans.service.js';

/** What the client owes of an invoice, and what that is in so many instalments: "$100.00 … in 2: $50.00 each, in 3: at most $33.34 each". */
async function wordsOfOwed(ctx: Ctx, invoiceId: bigint): Promise<string> {
  const { money } = await practiceFormats(ctx);
  const owed = (await openShares(ctx, [invoiceId])).find(({ party }) => party === 'CLIENT')?.open;
  if (!owed?.greaterThan(0)) return 'The client owes nothing of it.';
  const each = [2, 3, 4, 6, 12].map((count) => {
    const [first = owed, ...others] = instalmentsOf(owed, count, 'MONTH', '2000-01-01').map(({ amount }) => amount);
    return `in ${count}: ${others.every((one) => one.equals(first)) ? '' : 'at most '}${money(fromMoney(first))} each`;
  });
  return `The client owes ${money(fromMoney(owed))} of it; ${each.join(', ')}.`;
}

export const paymentPlanRecord = record('PaymentPlan', {
  what: 'payment plan',
  permissions: { view: P.VIEW_BILLING, create: P.EDIT_BILLING, edit: P.EDIT_BILLING, delete: P.EDIT_BILLING },
  scope: { client: 'client' },
  search: [],
  addresses: ['payment-plans'],
  title: (row, say) => say.dashed(say.day(row.firstDueOn), say.money(row.total)),
  whose: 'clientId',
  beside: async (ctx, rows) => {
    const [formats, standing] = await Promise.all([
      practiceFormats(ctx),
      standingOfPlans(
        ctx,
        rows.map(({ id }) => id as bigint),
        await today(ctx),
      ),
    ]);
    return new Map(
      standing.map(({ id, settled, nextDueOn, nextOpen, late }) => [
        id,
        [
          `${formats.money(fromMoney(settled))} paid`,
          ...(nextDueOn === null || nextOpen === null
            ? []
            : [`${late ? 'late since' : 'next on'} ${formats.day(nextDueOn)}: ${formats.money(fromMoney(nextOpen))}`]),
        ].join(', '),
      ]),
    );
  },
  readOnly: ['status', 'total', 'endedAt', 'endReason'],
  panel: {
    shownWith: 'clientId',
    label: 'Payment plans',
    list: ['displayName', 'status'],
    form: ['clientId', 'count', 'rhythm', 'firstDueOn', 'note'],
    filter: ['clientId', 'status', 'firstDueOn'],
    sort: ['createdAt', 'desc'],
    titleSort: ['firstDueOn'],
    labels: {
      count: 'Instalments',
      rhythm: 'From one to the next',
      firstDueOn: 'The first is due on',
      endedAt: 'Ended',
      endReason: 'Why it ended',
      displayName: 'Plan',
    },
    help: {
      clientId: 'The plan is over all that the client owes, the oldest first. For one invoice: “Payment plan” on its page.',
    },
  },
  actions: {
    end: {
      kind: 'act',
      label: 'End',
      icon: 'XCircle',
      permission: P.EDIT_BILLING,
      when: { status: ['ACTIVE', 'BROKEN'] },
      run: (ctx, id, { reason }) => endPlan(ctx, id, check(endPlanInput, { reason }).reason),
      question: 'End this plan? Its invoices are due again as they were before.',
      button: 'End it',
      done: 'Ended.',
      variant: 'danger',
      asks: [{ name: 'reason', label: 'Why', required: true }],
    },
  },
  actionsOn: {
    Invoice: {
      paymentPlan: {
        kind: 'act',
        label: 'Payment plan',
        icon: 'Calendar',
        permission: P.EDIT_BILLING,
        when: { status: ['SENT', 'OVERDUE'] },
        run: async (ctx, id, { count, rhythm, firstDueOn }) => {
          const { clientId } = await ctx.db.invoice.findUniqueOrThrow({ where: { id }, select: { clientId: true } });
          await createPlan(
            ctx,
            check(newPaymentPlan, {
              clientId,
              invoiceIds: [id],
              count: count ? Number(count) : undefined,
              rhythm,
              firstDueOn,
            }),
          );
        },
        about: async (ctx, id) => {
          const runs = await ctx.db.paymentPlanInvoice.findFirst({
            where: { invoiceId: id, isRunning: true },
            select: { planId: true },
          });
          return runs
            ? {
                stop: true,
                words: 'A payment plan runs over this invoice. End it before another is made.',
                link: { words: 'The payment plan', href: `/admin/resources/PaymentPlan/records/${runs.planId}/show` },
              }
            : { words: await wordsOfOwed(ctx, id) };
        },
        question: 'Let the client pay what they owe of this invoice in instalments? As long as they are paid it is not overdue.',
        button: 'Make the plan',
        done: 'The plan is made.',
        asks: [
          { name: 'count', label: 'How many instalments', required: true, kind: 'whole' },
          {
            name: 'rhythm',
            label: 'From one to the next',
            required: true,
            choices: () =>
              Promise.resolve([
                { id: 'MONTH', name: 'A month' },
                { id: 'TWO_WEEKS', name: 'Two weeks' },
                { id: 'WEEK', name: 'A week' },
              ]),
          },
          { name: 'firstDueOn', label: 'The first is due on', required: true, kind: 'day' },
        ],
      },
    },
  },
  constraints: {
    payment_plans_kept_check: {
      status: 409,
      code: 'payment_plan.kept',
      detail: 'A plan stays as it was agreed to: end it, and make another.',
    },
    payment_plans_agree_check: {
      status: 409,
      code: 'payment_plan.kept',
      detail: 'The instalments would not come to what is owed.',
    },
    payment_plan_invoices_running_key: {
      status: 409,
      code: 'payment_plan.taken',
      detail: 'A plan runs over one of these invoices.',
    },
  },
  create: creates(newPaymentPlan, createPlan, ['count', 'firstDueOn']),
  update: unmoved(['clientId', 'count', 'rhythm', 'firstDueOn'], changes(planChanges, updatePlan)),
  // What was agreed to stays on record: its invoices are let go.
  remove: async (ctx, id) => {
    await endPlan(ctx, BigInt(id), 'Ended in the panel');
    return 'ended';
  },
});
