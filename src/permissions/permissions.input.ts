/** What the panel's forms for roles and permissions take. */
import { z } from 'zod';
import { type Role, ROLES } from '../access/permissions.js';
import { optionalLine } from '../shared/validation.js';

export const newRolePermission = z.strictObject({ role: z.enum(ROLES as [Role, ...Role[]]), permissionId: z.bigint() });

export const newPermissionType = z.strictObject({
  name: z
    .string()
    .trim()
    .max(100)
    .regex(/^[A-Z][A-Z0-9_]*$/, 'must be capital letters, digits and _, like VIEW_CLIENT'),
  description: optionalLine(500),
  category: optionalLine(100),
});

export const permissionTypeChanges = newPermissionType.partial();
