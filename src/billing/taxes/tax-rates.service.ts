/** The taxes on services, by purpose, place and day: data of the practice, with their source. */
import { Permission } from '../../access/permissions.js';
import { emit } from '../../events/emit.js';
import type { TaxRate } from '../../generated/prisma/index.js';
import { shortList } from '../../practice/lists/short-list.js';
import type { NewTaxRate, TaxRateChanges } from './tax-rates.input.js';

export const taxRates = shortList<TaxRate, NewTaxRate, TaxRateChanges>({
  model: 'TaxRate',
  what: 'tax rate',
  view: Permission.VIEW_BILLING,
  tooMany: 'tax_rate.too_many',
  orderBy: [{ country: 'asc' }, { region: 'asc' }, { name: 'asc' }, { validFrom: 'desc' }],
  said: {
    created: (tx, about) => emit(tx, 'tax_rate.created', about),
    updated: (tx, about) => emit(tx, 'tax_rate.updated', about),
    deleted: (tx, about) => emit(tx, 'tax_rate.deleted', about),
  },
});
