import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';

export const metricsSnapshotRecord = record('MetricsSnapshot', {
  what: 'metric snapshot',
  permissions: { view: P.VIEW_ANALYTICS, ...all(P.EDIT_ANALYTICS) },
  scope: 'none',
  search: ['comparisonPeriod'],
  title: (row, say) => say.dashed(say.day(row.snapshotDate), say.decimal(row.value)),
  panel: {
    label: 'Metric history',
    list: ['snapshotDate', 'metricId', 'comparisonPeriod', 'comparisonValue', 'value'],
    codes: ['comparisonPeriod'],
    sort: ['snapshotDate', 'desc'],
  },
});
