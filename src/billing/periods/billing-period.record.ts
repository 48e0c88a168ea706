import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';
import { check } from '../../kernel/fields.js';
import { fromDate } from '../../kernel/time.js';
import { reopenInput } from './periods.input.js';
import { reopenPeriod } from './periods.service.js';

export const billingPeriodRecord = record('BillingPeriod', {
  what: 'billing period',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: 'none',
  search: [],
  title: (row, say) => say.month(row.month),
  panel: {
    label: 'Closed months',
    one: 'month of the books',
    list: ['month', 'closedAt', 'closedBy', 'reopenedAt', 'reopenedBy', 'reason'],
    months: ['month'],
    sort: ['month', 'desc'],
    readOnly: true,
  },
  constraints: {
    billing_periods_kept_check: {
      status: 409,
      code: 'billing_period.later_closed',
      detail: 'The last month that is closed is opened again, with a reason.',
    },
  },
  actions: {
    close: {
      kind: 'link',
      label: 'Close a month',
      icon: 'Lock',
      permissions: [P.CLOSE_BILLING_PERIOD],
      ofList: true,
      to: () => '/admin/pages/close-month',
    },
    reopen: {
      kind: 'act',
      label: 'Open again',
      icon: 'Unlock',
      permission: P.CLOSE_BILLING_PERIOD,
      once: 'closedAt',
      run: async (ctx, id, { reason }) => {
        const { month } = await ctx.db.billingPeriod.findUniqueOrThrow({ where: { id }, select: { month: true } });
        await reopenPeriod(ctx, fromDate(month).slice(0, 7), check(reopenInput, { reason }));
      },
      question: 'Open this month again? Movements with a date in it can be posted then.',
      button: 'Open it',
      done: 'Opened again.',
      variant: 'danger',
      asks: [{ name: 'reason', label: 'Why', required: true }],
    },
  },
});
