import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const paymentPlanInstalmentRecord = record('PaymentPlanInstalment', {
  what: 'instalment',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'plan.client' },
  search: [],
  title: (row, say) => say.dashed(say.day(row.dueOn), say.money(row.amount)),
  panel: {
    shownWith: 'planId',
    label: 'Instalments',
    list: ['planId', 'position', 'dueOn', 'amount'],
    sort: ['position', 'asc'],
    titleSort: ['dueOn'],
    labels: { planId: 'Payment plan', position: 'Order', dueOn: 'Due on' },
    readOnly: true,
  },
});
