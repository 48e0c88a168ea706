import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { newTaxRate, taxRateChanges } from './tax-rates.input.js';
import { taxRates } from './tax-rates.service.js';

export const taxRateRecord = record('TaxRate', {
  what: 'tax rate',
  permissions: { view: P.VIEW_BILLING, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['name', 'region'],
  addresses: ['tax-rates'],
  title: (row, say) => say.spaced(say.text(row.name), row.rate ? `${row.rate.toString()} %` : ''),
  panel: {
    label: 'Taxes',
    list: ['name', 'purpose', 'country', 'region', 'rate', 'validFrom', 'validTo'],
    form: ['name', 'purpose', 'country', 'region', 'rate', 'validFrom', 'validTo', 'registrationNumber', 'source'],
    labels: { rate: 'Rate (%)', validFrom: 'From', validTo: 'Until' },
    help: {
      region: 'As the locations name their province; empty: the whole country.',
      source: 'Where the rate was read: the law, the authority.',
    },
    sort: ['name', 'asc'],
    titleSort: ['name'],
  },
  constraints: {
    tax_rates_excl: {
      status: 409,
      code: 'tax_rate.overlap',
      detail: 'There is a tax of that name for that purpose and place on some of these days.',
      path: 'validFrom',
    },
    tax_rates_days_check: {
      code: 'tax_rate.dates',
      detail: 'A tax ends on or after the day on which it begins.',
      path: 'validTo',
    },
    tax_rates_rate_check: { code: 'tax_rate.rate', detail: 'A rate is more than 0 and at most 100.', path: 'rate' },
  },
  create: creates(newTaxRate, taxRates.create),
  update: changes(taxRateChanges, taxRates.update),
  remove: removes(taxRates.remove),
});
