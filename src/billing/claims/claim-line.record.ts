import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

const OF_THE_LINE = 'A line is about its own learner; a package for one learner pays for lines about that learner alone.';

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
