import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';

export const widgetRecord = record('DashboardWidget', {
  what: 'widget',
  permissions: { view: P.VIEW_PRACTICE, ...all(P.VIEW_PRACTICE) },
  scope: { own: 'userId', unless: P.MANAGE_USER },
  search: ['title'],
  title: 'title',
  panel: {
    label: 'Dashboard widgets',
    list: ['title', 'userId', 'widgetType', 'chartType', 'timeRange', 'isActive'],
    codes: ['widgetType', 'chartType', 'timeRange'],
    sort: ['title', 'asc'],
  },
});
