import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { notificationPreferenceRecords } from './users.records.js';

export const notificationPreferenceRecord = record('NotificationPreference', {
  what: 'notification preference',
  permissions: { view: P.VIEW_USER, ...all(P.VIEW_USER) },
  scope: { own: 'userId', unless: P.MANAGE_USER },
  search: [],
  panel: {
    label: 'Notification preferences',
    list: ['userId', 'emailNotifications', 'smsNotifications', 'pushNotifications', 'updatedAt'],
  },
  ...notificationPreferenceRecords,
});
