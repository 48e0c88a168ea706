import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { billableUnit, newServiceCode, serviceCodeChanges } from './service-codes.input.js';
import { createServiceCode, deleteServiceCode, updateServiceCode } from './service-codes.service.js';

export const serviceCodeRecord = record('ServiceCode', {
  what: 'service code',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_BILLING) },
  scope: 'none',
  search: ['code', 'description'],
  addresses: ['service-codes'],
  title: (row, say) => say.dashed(say.text(row.code), say.text(row.description)),
  panel: {
    label: 'Service codes',
    list: ['code', 'description', 'billableUnit', 'minimumDuration', 'isActive', 'taxPurpose', 'rate'],
    form: ['code', 'description', 'rate', 'billableUnit', 'minimumDuration', 'taxPurpose', 'taxRate', 'notes', 'isActive'],
    choices: { billableUnit: billableUnit.options },
    labels: { taxRate: 'Own tax rate (%)', minimumDuration: 'Minimum duration (minutes)' },
    help: {
      rate: 'A new rate holds from today on; what was billed stays.',
      taxPurpose: 'Which of the practice’s taxes apply. Empty: the own tax rate.',
    },
    sort: ['code', 'asc'],
    titleSort: ['code'],
  },
  constraints: {
    service_codes_code_key: {
      status: 409,
      code: 'service_code.code_taken',
      detail: 'There is a service with this code already.',
      path: 'code',
    },
  },
  create: creates(newServiceCode, createServiceCode),
  update: changes(serviceCodeChanges, updateServiceCode),
  remove: removes(deleteServiceCode),
});
