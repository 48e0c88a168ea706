import { isPermission, type Permission, type Role } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import type { UserPermission as UserPermissionRow } from '../../generated/prisma/index.js';

/** The number that grows with each change of any role; the version of the roles. */
export async function readAccessVersion(ctx: Ctx): Promise<bigint> {
  const row = await ctx.db.accessVersion.findUniqueOrThrow({ where: { id: 1 } });
  return row.version;
}

/** The catalogue's ids by name. */
export async function permissionIds(ctx: Ctx): Promise<Map<Permission, bigint>> {
  const types = await ctx.db.permissionType.findMany({ select: { id: true, name: true } });
  return new Map(types.flatMap(({ id, name }) => (isPermission(name) ? [[name, id] as const] : [])));
}

/** What each role has, of the catalogue. */
export async function readRoles(ctx: Ctx): Promise<Map<Role, Permission[]>> {
  const rows = await ctx.db.rolePermission.findMany({
    select: { role: true, permission: { select: { name: true } } },
    orderBy: { permissionId: 'asc' },
  });
  const roles = new Map<Role, Permission[]>();
  for (const { role, permission } of rows) {
    if (isPermission(permission.name)) roles.set(role, [...(roles.get(role) ?? []), permission.name]);
  }
  return roles;
}

/** An entry with the permission's name. */
export type UserPermissionView = Omit<UserPermissionRow, 'id' | 'userId' | 'permissionId'> & { permission: Permission };

/** A user's own entries, in the order of the catalogue. */
export async function readUserPermissions(ctx: Ctx, userId: bigint): Promise<UserPermissionView[]> {
  const rows = await ctx.db.userPermission.findMany({
    where: { userId },
    include: { permission: { select: { name: true } } },
    orderBy: { permissionId: 'asc' },
  });
  return rows.flatMap(({ permission: { name }, ...row }) => (isPermission(name) ? [{ ...row, permission: name }] : []));
}
