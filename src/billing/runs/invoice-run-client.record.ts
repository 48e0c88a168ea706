import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const invoiceRunClientRecord = record('InvoiceRunClient', {
  what: 'invoice run',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'client' },
  search: [],
  title: (row, say) => say.code(row.result),
  whose: 'clientId',
  panel: {
    label: 'Clients of month-end runs',
    one: 'client of a run',
    below: 'runId',
    list: ['runId', 'clientId', 'result', 'invoiceId', 'amount', 'mail', 'remark'],
    labels: { mail: 'E-mail' },
    sort: ['id', 'asc'],
    readOnly: true,
  },
});
