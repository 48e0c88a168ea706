import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes, unmoved } from '../../records/forms.js';
import { createPreferences, deletePreferences, updatePreferencesOf } from './notification-preferences.service.js';
import { newPreferences, preferenceChanges } from './users.input.js';

export const notificationPreferenceRecord = record('NotificationPreference', {
  what: 'notification preference',
  permissions: { view: P.VIEW_USER, ...all(P.VIEW_USER) },
  scope: { own: 'userId', unless: P.MANAGE_USER },
  search: [],
  panel: {
    label: 'Notification preferences',
    list: ['userId', 'emailNotifications', 'smsNotifications', 'pushNotifications', 'updatedAt'],
  },
  create: creates(newPreferences, createPreferences),
  update: unmoved(['userId'], changes(preferenceChanges, updatePreferencesOf)),
  remove: removes(deletePreferences),
});
