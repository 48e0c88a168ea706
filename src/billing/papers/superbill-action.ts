/** The button that opens a superbill; where something is missing, it says what. */
import { Permission as P } from '../../access/permissions.js';
import type { RecordAction } from '../../records/actions.js';
import { missingOfInvoice } from './superbills.service.js';

export const superbillAction: RecordAction = {
  kind: 'link',
  label: 'Superbill',
  icon: 'FileText',
  permissions: [P.VIEW_BILLING, P.VIEW_CLINICAL_NOTE],
  when: { status: ['SENT', 'OVERDUE', 'PAID'] },
  file: true,
  to: (id) => `/api/billing/invoices/${id}/superbill`,
  looks: missingOfInvoice,
};
