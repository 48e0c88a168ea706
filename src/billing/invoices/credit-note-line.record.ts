import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

const OF_THE_LINE = 'A line is about its own learner; a package for one learner pays for lines about that learner alone.';

export const creditNoteLineRecord = record('CreditNoteLine', {
  what: 'credit note line',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: {
    client: 'creditNote.invoice.client',
    learners: ['line.learnerId', 'line.appointment.learnerId'],
    beside: { 'line.package': OF_THE_LINE },
  },
  search: [],
  title: (row, say) => say.money(row.netAmount),
  panel: {
    label: 'Lines of credit notes',
    below: 'creditNoteId',
    list: ['lineId', 'netAmount', 'taxAmount'],
    sort: ['id', 'asc'],
    readOnly: true,
  },
});
