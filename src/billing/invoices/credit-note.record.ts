import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const creditNoteRecord = record('CreditNote', {
  what: 'credit note',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'invoice.client' },
  search: ['number', 'reason'],
  addresses: ['credit-notes'],
  title: (row, say) => say.dashed(say.text(row.number), say.money(row.total)),
  panel: {
    label: 'Credit notes',
    shownWith: 'invoiceId',
    list: ['issueDate', 'number', 'invoiceId', 'reason', 'total'],
    sort: ['issueDate', 'desc'],
    titleSort: ['number'],
    readOnly: true,
  },
  actions: {
    pdf: {
      kind: 'link',
      label: 'PDF',
      icon: 'FileText',
      permissions: [P.VIEW_BILLING],
      file: true,
      to: (id) => `/api/billing/credit-notes/${id}/pdf`,
    },
  },
  constraints: {
    credit_note_agrees_check: {
      status: 409,
      code: 'ledger.disagrees',
      detail: 'The credit note would not agree with its lines and movements.',
    },
  },
});
