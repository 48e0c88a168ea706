import type { Ctx } from '../context.js';
import type { Permission, Role } from './permissions.js';

/** Whether the role has the permission. */
export async function roleHolds(ctx: Ctx, role: Role, permission: Permission): Promise<boolean> {
  return (await ctx.db.rolePermission.count({ where: { role, permission: { name: permission } } })) > 0;
}

/**
 * The SQL condition under which the user `u` of a statement has a permission now, by role or own grant and not denied.
 * @param permissionId SQL of the permission's id: `t.id`
 */
export const holdsSql = (permissionId: string): string =>
  `((EXISTS (SELECT 1 FROM role_permissions r WHERE r.role = u.role AND r.permission_id = ${permissionId})
    OR EXISTS (SELECT 1 FROM user_permissions g WHERE g.user_id = u.id AND g.permission_id = ${permissionId} AND g.granted
                 AND (g.expires_at IS NULL OR g.expires_at > now())))
  AND NOT EXISTS (SELECT 1 FROM user_permissions d WHERE d.user_id = u.id AND d.permission_id = ${permissionId} AND NOT d.granted
                 AND (d.expires_at IS NULL OR d.expires_at > now())))`;

/** Whether the user has the permission now. */
export async function userHolds(ctx: Ctx, userId: bigint, permission: Permission): Promise<boolean> {
  const [row] = await ctx.db.$queryRawUnsafe<{ holds: boolean }[]>(
    `SELECT ${holdsSql('t.id')} AS holds FROM users u, permission_types t WHERE u.id = $1::text::bigint AND t.name = $2`,
    String(userId),
    permission,
  );
  return row?.holds ?? false;
}

/** How many users can sign in and have each of the permissions for good: a grant that ends does not count, a denial that ends does. */
export async function countHolders(ctx: Ctx, permissions: readonly Permission[]): Promise<number> {
  const [row] = await ctx.db.$queryRaw<{ holders: number }[]>`
    SELECT count(*)::integer AS holders FROM users u
    WHERE u.is_active AND NOT (u.account_locked AND u.locked_until IS NULL) AND NOT EXISTS (
      SELECT 1 FROM permission_types t WHERE t.name = ANY(${[...permissions]}::text[]) AND NOT (
        (EXISTS (SELECT 1 FROM role_permissions r WHERE r.role = u.role AND r.permission_id = t.id)
          OR EXISTS (SELECT 1 FROM user_permissions p WHERE p.user_id = u.id AND p.permission_id = t.id AND p.granted AND p.expires_at IS NULL))
        AND NOT EXISTS (SELECT 1 FROM user_permissions p WHERE p.user_id = u.id AND p.permission_id = t.id AND NOT p.granted
                          AND (p.expires_at IS NULL OR p.expires_at > now()))))`;
  return row?.holders ?? 0;
}
