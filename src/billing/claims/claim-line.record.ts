import { Permission as P } from '../../access/permissions.js';
import { OF_THE_LINE } from '../ledger/beside.js';
import { byNobody, record } from '../../records/description.js';

export const claimLineRecord = record('ClaimLine', {
  what: 'claim line',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: {
    client: 'claim.invoice.client',
    learners: ['line.learnerId', 'line.appointment.learnerId'],
    beside: { 'line.package': OF_THE_LINE },
  },
  search: [],
  title: (row, say) => say.money(row.amountClaimed),
  panel: {
    label: 'Lines of claims',
    one: 'line of a claim',
    below: 'claimId',
    list: ['claimId', 'lineId', 'amountClaimed', 'amountPaid', 'adjustment', 'patientShare', 'remark'],
    labels: { lineId: 'Invoice line', adjustment: 'Taken off by contract', patientShare: 'Patient’s share' },
    sort: ['id', 'asc'],
    readOnly: true,
  },
});
