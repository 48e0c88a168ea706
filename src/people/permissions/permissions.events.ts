import { declareEvents } from '../../events/catalogue.js';
import { aFlag, anId, anInstant, oneOf, orNone } from '../../events/pieces.js';
import { Permission } from '../../access/permissions.js';

const A_PERMISSION = oneOf(Object.values(Permission));

export const permissionEvents = declareEvents({
  'role.permissions_changed': {
    version: 1,
    of: 'RolePermission',
    says: 'What a role may do was changed; the record’s id is the role.',
  },
  'user.permission_set': {
    version: 1,
    of: 'User',
    says: 'A permission was given to a user, or taken from them, whatever their role has.',
    data: { permission: A_PERMISSION, granted: aFlag, expiresAt: orNone(anInstant) },
  },
  'user.permission_removed': {
    version: 1,
    of: 'User',
    says: 'A user’s own entry was removed: the role decides again.',
    data: { permission: A_PERMISSION },
  },
  'permission_type.created': {
    version: 1,
    of: 'PermissionType',
    says: 'A practice’s own permission was added to the catalogue.',
  },
  'permission_type.updated': {
    version: 1,
    of: 'PermissionType',
    says: 'A practice’s own permission was changed.',
    changes: true,
  },
  'permission_type.deleted': { version: 1, of: 'PermissionType', says: 'A practice’s own permission was deleted.' },
  'record_permission.created': {
    version: 1,
    of: 'RecordPermission',
    says: 'A client or learner was opened to a user, or closed.',
    data: { userId: anId, permission: A_PERMISSION, granted: aFlag },
  },
  'record_permission.updated': {
    version: 1,
    of: 'RecordPermission',
    says: 'An entry that opens or closes a client or learner was changed.',
    changes: true,
  },
  'record_permission.deleted': {
    version: 1,
    of: 'RecordPermission',
    says: 'An entry that opens or closes a client or learner was removed.',
    data: { userId: anId },
  },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    permissions: typeof permissionEvents;
  }
}
