import type { Ctx } from './context.js';
import type { Reach } from './account-rule.js';
import { isPermission, type Permission, type Role } from './permissions.js';

/** What a role has. */
export async function readRole(ctx: Ctx, role: Role): Promise<Permission[]> {
  const rows = await ctx.db.rolePermission.findMany({ where: { role }, select: { permission: { select: { name: true } } } });
  return rows.map(({ permission }) => permission.name).filter(isPermission);
}

interface ReachRow {
  id: bigint;
  ofRole: string[];
  entries: { name: string; granted: boolean; end: number | null }[];
  records: { name: string; granted: boolean; end: number | null; client: string; learner: string | null }[];
}

/** What those users can do, by role and by their own entries, with when these end. */
export async function readReaches(ctx: Ctx, ids: readonly bigint[]): Promise<Map<bigint, Reach>> {
  const rows = await ctx.db.$queryRaw<ReachRow[]>`
    SELECT u.id,
      ARRAY(SELECT t.name FROM role_permissions r JOIN permission_types t ON t.id = r.permission_id WHERE r.role = u.role) AS "ofRole",
      coalesce((SELECT json_agg(json_build_object('name', t.name, 'granted', p.granted, 'end', extract(epoch FROM p.expires_at) * 1000))
         FROM user_permissions p JOIN permission_types t ON t.id = p.permission_id WHERE p.user_id = u.id), '[]') AS entries,
      coalesce((SELECT json_agg(json_build_object('name', t.name, 'granted', r.granted, 'end', extract(epoch FROM r.expires_at) * 1000,
                  'client', coalesce(r.client_id, l.client_id)::text, 'learner', r.learner_id::text))
         FROM record_permissions r JOIN permission_types t ON t.id = r.permission_id LEFT JOIN learners l ON l.id = r.learner_id
         WHERE r.user_id = u.id AND (r.expires_at IS NULL OR r.expires_at > now())), '[]') AS records
    FROM users u WHERE u.id = ANY(${[...ids]}::bigint[])`;
  return new Map(rows.map((row) => [BigInt(row.id), reachOf(row)]));
}

function reachOf({ ofRole, entries, records }: ReachRow): Reach {
  const common = ({ name, granted, end }: ReachRow['entries'][number]) =>
    isPermission(name) ? [{ permission: name, granted, expiresAt: end === null ? null : new Date(end) }] : [];
  return {
    ofRole: ofRole.filter(isPermission),
    entries: entries.flatMap(common),
    records: records.flatMap(({ client, learner, ...entry }) =>
      common(entry).map((one) => ({ ...one, clientId: BigInt(client), learnerId: learner === null ? null : BigInt(learner) })),
    ),
  };
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
