import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const serviceRateRecord = record('ServiceRate', {
  what: 'service rate',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: 'none',
  search: [],
  title: (row, say) => say.dashed(say.money(row.rate), say.day(row.validFrom)),
  panel: {
    label: 'Rates',
    below: 'serviceCodeId',
    list: ['serviceCodeId', 'rate', 'validFrom', 'validTo'],
    labels: { validFrom: 'From', validTo: 'Until' },
    sort: ['validFrom', 'desc'],
    readOnly: true,
  },
});
