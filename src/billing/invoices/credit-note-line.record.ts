import { Permission as P } from '../../access/permissions.js';
import { OF_THE_LINE } from '../ledger/beside.js';
import { byNobody, record } from '../../records/description.js';

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
