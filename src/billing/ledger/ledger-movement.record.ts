import { Permission as P } from '../../access/permissions.js';
import { OF_THE_CLIENT } from './beside.js';
import { byNobody, record } from '../../records/description.js';

export const ledgerMovementRecord = record('LedgerMovement', {
  what: 'ledger movement',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: {
    client: 'client',
    learners: ['line.learnerId', 'line.appointment.learnerId', 'lineTax.line.learnerId', 'lineTax.line.appointment.learnerId'],
    beside: {
      'line.package': OF_THE_CLIENT,
      'lineTax.line.package': OF_THE_CLIENT,
      'receipt.package': OF_THE_CLIENT,
      'payment.receipt.package': OF_THE_CLIENT,
      'refund.receipt.package': OF_THE_CLIENT,
      package: OF_THE_CLIENT,
    },
  },
  search: [],
  title: (row, say) => say.dashed(say.code(row.kind), say.money(row.amount)),
  panel: {
    label: 'Ledger',
    one: 'movement of the ledger',
    shownWith: 'invoiceId',
    alsoWith: 'transactionId',
    list: ['effectiveDate', 'clientId', 'invoiceId', 'kind', 'party', 'receiptId', 'amount'],
    sort: ['effectiveDate', 'desc'],
    readOnly: true,
  },
});
