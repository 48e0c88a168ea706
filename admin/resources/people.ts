import type { PanelGroup } from './table.js';

export const people: PanelGroup = {
  name: 'People & access',
  icon: 'Key',
  tables: [
    {
      model: 'User',
      label: 'Users',
      one: 'user',
      list: ['lastName', 'firstName', 'email', 'role', 'isActive', 'accountLocked', 'lastLoginAt'],
      form: ['firstName', 'lastName', 'email', 'newPassword', 'role', 'isActive', 'requirePasswordChange', 'phone', 'preferredLanguage', 'secondaryLanguages', 'timezone', 'defaultTheme', 'portalAccess', 'isEmailVerified'],
      filter: ['displayName', 'email', 'role', 'isActive', 'accountLocked', 'lastLoginAt'],
      sort: ['lastName', 'asc'],
      titleSort: ['lastName', 'firstName'],
      leaveOut: ['password', 'emailVerificationToken', 'emailVerificationTokenExpires', 'passwordResetToken', 'passwordResetExpires'],
      passwordField: 'newPassword',
      help: {
        newPassword: 'At least 15 characters. Empty leaves the present one.',
        timezone: 'The name of an IANA time zone, like America/New_York. Empty means the practice’s.',
      },
      choices: { defaultTheme: ['system', 'light', 'dark'] },
    },
    {
      model: 'UserLocation',
      label: 'Locations of users',
      one: 'location of a user',
      list: ['userId', 'locationId', 'isPrimary', 'createdAt'],
      sort: ['createdAt', 'desc'],
    },
    {
      model: 'NotificationPreference',
      label: 'Notification preferences',
      one: 'notification preference',
      list: ['userId', 'emailNotifications', 'smsNotifications', 'pushNotifications', 'updatedAt'],
    },
    {
      model: 'RolePermission',
      label: 'Role permissions',
      one: 'role permission',
      list: ['role', 'permissionId', 'createdAt'],
      sort: ['role', 'asc'],
    },
    {
      model: 'UserPermission',
      label: 'User permissions',
      one: 'user permission',
      list: ['userId', 'permissionId', 'granted', 'grantedBy', 'expiresAt'],
      help: { granted: 'On adds the permission, off takes it away. A denial beats a grant.' },
    },
    {
      model: 'PermissionType',
      label: 'Permissions',
      one: 'permission',
      list: ['category', 'name', 'description'],
      sort: ['category', 'asc'],
      titleSort: ['name'],
    },
  ],
};
