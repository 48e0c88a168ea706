import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';

export const serviceCodeRecord = record('ServiceCode', {
  what: 'service code',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: 'none',
  search: ['code', 'description'],
  title: (row, say) => say.dashed(say.text(row.code), say.text(row.description)),
  panel: {
    label: 'Service codes',
    list: ['code', 'description', 'billableUnit', 'minimumDuration', 'isActive', 'taxRate', 'rate'],
    codes: ['billableUnit'],
    labels: { taxRate: 'Tax rate (%)', minimumDuration: 'Minimum duration (minutes)' },
    sort: ['code', 'asc'],
    titleSort: ['code'],
  },
});
