import { Permission } from '../../access/permissions.js';
import { emit } from '../../events/emit.js';
import type { InsuranceProvider } from '../../generated/prisma/index.js';
import { keptRecords } from '../../practice/lists/kept-records.js';
import type { NewInsurer, InsurerChanges } from './insurers.input.js';

/** The insurers that policies are with. */
export const insurers = keptRecords<InsuranceProvider, NewInsurer, InsurerChanges>({
  model: 'InsuranceProvider',
  what: 'insurance provider',
  view: Permission.VIEW_INSURANCE,
  keep: Permission.EDIT_BILLING,
  said: {
    created: (tx, about) => emit(tx, 'insurance_provider.created', about),
    updated: (tx, about) => emit(tx, 'insurance_provider.updated', about),
    deleted: (tx, about) => emit(tx, 'insurance_provider.deleted', about),
  },
});
