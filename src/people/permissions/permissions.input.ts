/** What is said of roles and permissions. */
import { z } from 'zod';
import { Permission } from '../../access/permissions.js';
import { id, instant, matching, optionalLine, optionalText } from '../../kernel/fields.js';
import { roleName } from '../users/users.input.js';

export const permission = z.enum(Permission).meta({ named: 'Permission' });

const LATER = { description: 'In the future; null or absent: for good.', example: '2031-03-08T14:00:00.000Z' };
export const expiresAt = instant().nullish().meta(LATER);

export const rolePermissions = z
  .strictObject({
    permissions: z
      .array(permission)
      .max(500)
      .meta({
        description: 'All that the role shall have: what is not named is taken away.',
        example: ['VIEW_CLIENT', 'VIEW_APPOINTMENT'],
      }),
  })
  .meta({ id: 'RolePermissionsInput' });

export const userGrant = z
  .strictObject({ granted: z.boolean().meta({ example: true }), expiresAt })
  .meta({ id: 'UserPermissionInput' });

/** For the panel, where roles and users have their permissions one by one. */
export const newRolePermission = z.strictObject({ role: roleName, permissionId: id() });
export type NewRolePermission = z.output<typeof newRolePermission>;

export const rolePermissionChanges = newRolePermission.partial();
export type RolePermissionChanges = z.output<typeof rolePermissionChanges>;

export const newUserPermission = z.strictObject({
  userId: id(),
  permissionId: id(),
  granted: z.boolean().default(true),
  expiresAt,
});
export type NewUserPermission = z.output<typeof newUserPermission>;

export const grantChanges = userGrant.partial();
export type GrantChanges = z.output<typeof grantChanges>;

/** For the panel, where a practice may add permissions of its own. */
export const newPermissionType = z.strictObject({
  name: matching(/^[A-Z][A-Z0-9_]*$/, 100, 'must be capital letters, digits and _, like VIEW_CLIENT'),
  description: optionalText(500),
  category: optionalLine(100),
});
export type NewPermissionType = z.output<typeof newPermissionType>;

export const permissionTypeChanges = newPermissionType.partial();
export type PermissionTypeChanges = z.output<typeof permissionTypeChanges>;
