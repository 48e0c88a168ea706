import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const invoiceRunClientRecord = record('InvoiceRunClient', {
  what: 'invoice run',
  permissions: { view: P.EDIT_BILLING, ...byNobody },
  scope: { client: 'client' },
  search: [],
  title: (row, say) => say.code(row.result),
  whose: 'clientId',
  panel: {
    label: 'Clients of month-end runs',
    one: 'client of a run',
    below: 'runId',
    list: ['clientId', 'result', 'invoiceId', 'amount', 'mail', 'failure', 'remark'],
    filter: ['runId', 'clientId', 'result', 'invoiceId', 'amount', 'mail'],
    labels: { mail: 'E-mail', failure: 'What went wrong' },
    leaveOut: ['sendMail', 'sendDate'],
    sort: ['id', 'asc'],
    readOnly: true,
  },
});
