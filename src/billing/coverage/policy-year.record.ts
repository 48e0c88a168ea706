import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const policyYearRecord = record('PolicyYear', {
  what: 'policy year',
  permissions: { view: P.VIEW_INSURANCE, ...byNobody },
  scope: { client: 'insurance.client' },
  search: [],
  title: (row, say) => say.day(row.startsOn),
  panel: {
    label: 'Policy years',
    one: 'policy year',
    below: 'insuranceId',
    list: ['insuranceId', 'startsOn', 'maximum', 'drawnElsewhere', 'paid'],
    labels: { startsOn: 'From', maximum: 'Pays at most', drawnElsewhere: 'Drawn elsewhere' },
    sort: ['startsOn', 'desc'],
    readOnly: true,
  },
  constraints: {
    policy_years_kept_check: {
      code: 'insurance.amount',
      path: 'insuranceId',
      detail: 'The years of a policy follow from it and from what it paid.',
    },
  },
});
