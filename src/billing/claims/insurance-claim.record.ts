import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';

export const insuranceClaimRecord = record('InsuranceClaim', {
  what: 'insurance claim',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: { client: 'invoice.client' },
  search: ['claimNumber'],
  title: (row, say) => say.dashed(say.text(row.claimNumber), `${say.money(row.amountClaimed)} on ${say.day(row.submissionDate)}`),
  panel: {
    label: 'Insurance claims',
    list: ['submissionDate', 'claimNumber', 'invoiceId', 'insuranceId', 'status', 'amountClaimed', 'amountPaid'],
    labels: { insuranceId: 'Insurance policy' },
    sort: ['submissionDate', 'desc'],
  },
});
