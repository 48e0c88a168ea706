import type { PanelGroup } from './table.js';

export const analytics: PanelGroup = {
  name: 'Analytics',
  icon: 'BarChart2',
  tables: [
    {
      model: 'AnalyticsMetric',
      label: 'Metrics',
      one: 'metric',
      list: ['displayOrder', 'metricName', 'metricCategory', 'description', 'isActive'],
      codes: ['metricCategory'],
      sort: ['displayOrder', 'asc'],
      titleSort: ['metricName'],
      labels: { metricName: 'Name', metricCategory: 'Category', displayOrder: 'Order' },
    },
    {
      model: 'MetricsSnapshot',
      label: 'Metric history',
      one: 'metric snapshot',
      list: ['snapshotDate', 'metricId', 'comparisonPeriod', 'comparisonValue', 'value'],
      codes: ['comparisonPeriod'],
      sort: ['snapshotDate', 'desc'],
    },
    {
      model: 'DashboardWidget',
      label: 'Dashboard widgets',
      one: 'widget',
      list: ['title', 'userId', 'widgetType', 'chartType', 'timeRange', 'isActive'],
      codes: ['widgetType', 'chartType', 'timeRange'],
      sort: ['title', 'asc'],
    },
  ],
};
