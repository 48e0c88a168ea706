/** What the panel's forms for roles and permissions take. */
import { z } from 'zod';
import { type Role, ROLES } from '../../access/permissions.js';
import { matching, optionalLine, optionalText } from '../../kernel/validation.js';

export const newRolePermission = z.strictObject({ role: z.enum(ROLES as [Role, ...Role[]]), permissionId: z.bigint() });

export const newPermissionType = z.strictObject({
  name: matching(/^[A-Z][A-Z0-9_]*$/, 100, 'must be capital letters, digits and _, like VIEW_CLIENT'),
  description: optionalText(500),
  category: optionalLine(100),
});

export const permissionTypeChanges = newPermissionType.partial();
