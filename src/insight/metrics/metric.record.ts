import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';

export const metricRecord = record('AnalyticsMetric', {
  what: 'metric',
  permissions: { view: P.VIEW_ANALYTICS, ...all(P.EDIT_ANALYTICS) },
  scope: 'none',
  search: ['metricName', 'metricCategory'],
  title: 'metricName',
  panel: {
    label: 'Metrics',
    list: ['displayOrder', 'metricName', 'metricCategory', 'description', 'isActive'],
    codes: ['metricCategory'],
    sort: ['displayOrder', 'asc'],
    titleSort: ['metricName'],
    labels: { metricName: 'Name', metricCategory: 'Category', displayOrder: 'Order' },
  },
});
