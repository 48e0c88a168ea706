/**
 * What roles and single users may do. Whoever has MANAGE_PERMISSION may hand out everything, also what they do not have
 * themselves: they could give it to themselves first. The next request of whoever is concerned obeys.
 */
import { effectivePermissions } from '../../access/actor.js';
import { KEYS, keepingKeys } from '../../access/keys.js';
import { isPermission, Permission, PERMISSIONS, RECORD_PERMISSIONS, type Role, ROLES } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit, auditMany } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import { takeTurn } from '../../database/row-locks.js';
import type { UserPermission as UserPermissionRow } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { findUser, lockUser, requireSelfOr } from '../users/users.service.js';
import type { EffectivePermission, PermissionInfo } from './permissions.dto.js';
import {
  permissionIds,
  readAccessVersion,
  readRoles,
  readUserPermissions,
  type UserPermissionView,
} from './permissions.queries.js';

const NAMES = Object.values(Permission);

/** Everything that can be allowed, in the order in which it is shown. */
export function listPermissions(): PermissionInfo[] {
  return NAMES.map((name) => ({ name, ...PERMISSIONS[name], perRecord: RECORD_PERMISSIONS.has(name) }));
}

/** The permission of that id in the catalogue. Throws 422 at `permissionId` for one that is not there, or that the program does not know. */
export async function permissionOf(ctx: Ctx, id: bigint): Promise<Permission> {
  const type = await ctx.db.permissionType.findUnique({ where: { id } });
  if (!type) throw unprocessable('reference.not_found', 'There is no such permission.', 'permissionId');
  if (isPermission(type.name)) return type.name;
  const detail = 'The program does not know this permission: it would open nothing.';
  throw unprocessable('permission.unknown', detail, 'permissionId');
}

export interface RoleView {
  role: Role;
  permissions: Permission[];
}

/** What a role may do, with the version of all roles. */
export type VersionedRole = RoleView & { version: bigint };

/** What each role may do, and the version of it all. Throws 403 without MANAGE_PERMISSION. */
export async function listRoles(ctx: Ctx): Promise<{ roles: RoleView[]; version: bigint }> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  // The version first: a change in between makes the answer newer than its version, and a write with it is refused.
  const version = await readAccessVersion(ctx);
  const found = await readRoles(ctx);
  return { roles: ROLES.map((role) => ({ role, permissions: found.get(role) ?? [] })), version };
}

/** One role of listRoles. */
export async function getRole(ctx: Ctx, role: Role): Promise<VersionedRole> {
  const { roles, version } = await listRoles(ctx);
  return { role, permissions: roles.find((one) => one.role === role)?.permissions ?? [], version };
}

/**
 * Runs a change of role permissions, one at a time. Throws 422 at `path` and undoes it when the role ADMIN would lose one of
 * the keys (with it the panel could shut out everybody), or nobody would be left who has them.
 */
export async function changingRoles<T>(tx: Ctx, path: string, change: () => Promise<T>): Promise<T> {
  await takeTurn(tx.db, 'role permissions');
  return keepingKeys(tx, path, async () => {
    const result = await change();
    const ofAdmin = (await readRoles(tx)).get('ADMIN') ?? [];
    const lost = KEYS.filter((key) => !ofAdmin.includes(key));
    if (lost.length) throw unprocessable('role.keys', `The role ADMIN keeps ${lost.join(' and ')}.`, path);
    return result;
  });
}

/** Sets what a role may do. Throws 403, 412 when any role changed since what `match` wants, 422. */
export async function setRolePermissions(ctx: Ctx, role: Role, wanted: Permission[], match?: Match): Promise<VersionedRole> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  return inTransaction(ctx, async (tx) => {
    await changingRoles(tx, 'permissions', async () => {
      await match?.(tx);
      const ids = await permissionIds(tx);
      const present = await tx.db.rolePermission.findMany({ where: { role, permissionId: { in: [...ids.values()] } } });
      const wantedIds = new Set(wanted.map((name) => ids.get(name) as bigint));
      const nameOf = new Map([...ids].map(([name, id]) => [id, name]));
      const gone = present.filter((row) => !wantedIds.has(row.permissionId));
      const fresh = [...wantedIds].filter((id) => !present.some((row) => row.permissionId === id));
      if (gone.length) await tx.db.rolePermission.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
      const made = fresh.length
        ? await tx.db.rolePermission.createManyAndReturn({ data: fresh.map((permissionId) => ({ role, permissionId })) })
        : [];
      const told = (row: { permissionId: bigint }) => ({ role, permission: nameOf.get(row.permissionId) });
      await auditMany(tx, [
        ...gone.map((row) => ({
          action: 'DELETE' as const,
          recordType: 'RolePermission' as const,
          recordId: row.id,
          before: told(row),
        })),
        ...made.map((row) => ({
          action: 'CREATE' as const,
          recordType: 'RolePermission' as const,
          recordId: row.id,
          after: told(row),
        })),
      ]);
      if (gone.length + made.length > 0) await emit(tx, 'role.permissions_changed', { id: role });
    });
    return getRole(tx, role);
  });
}

/** What a user has beyond, or lacks of, their role; also what has run out. Throws 403 without MANAGE_PERMISSION, 404. */
export async function listUserPermissions(ctx: Ctx, userId: bigint): Promise<UserPermissionView[]> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  await findUser(ctx, userId);
  return readUserPermissions(ctx, userId);
}

export interface Grant {
  granted: boolean;
  /** Null or undefined: for good. */
  expiresAt?: Date | null;
}

/** Throws 422 at expiresAt for an end that is past. */
export function requireFuture(ctx: Ctx, expiresAt: Date | null | undefined): void {
  if (expiresAt && expiresAt <= ctx.now())
    throw unprocessable('permission.expired', 'The end must be in the future.', 'expiresAt');
}

/**
 * Gives a user a permission, or takes it away from them, whatever their role has. An entry that is there is changed.
 * Throws 403 without MANAGE_PERMISSION, 404, and 422 for an end that is past or when nobody would be left with the keys.
 */
export async function setUserPermission(
  ctx: Ctx,
  userId: bigint,
  permission: Permission,
  grant: Grant,
): Promise<UserPermissionView> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  requireFuture(ctx, grant.expiresAt);
  return inTransaction(ctx, (tx) =>
    keepingKeys(tx, 'granted', async () => {
      await lockUser(tx, userId);
      const permissionId = (await permissionIds(tx)).get(permission);
      if (permissionId === undefined) throw notFound('permission');
      const key = { userId_permissionId: { userId, permissionId } };
      const before = await tx.db.userPermission.findUnique({ where: key });
      const data = { granted: grant.granted, expiresAt: grant.expiresAt ?? null, grantedBy: tx.actor.id, grantedAt: tx.now() };
      const after = await tx.db.userPermission.upsert({ where: key, create: { userId, permissionId, ...data }, update: data });
      const told = (row: UserPermissionRow) => ({ userId, permission, granted: row.granted, expiresAt: row.expiresAt });
      const what = before ? { action: 'UPDATE' as const, before: told(before) } : { action: 'CREATE' as const };
      await audit(tx, { ...what, recordType: 'UserPermission', recordId: after.id, after: told(after) });
      const { granted, expiresAt } = after;
      await emit(tx, 'user.permission_set', { id: userId, data: { permission, granted, expiresAt } });
      return { ...after, permission };
    }),
  );
}

/** Takes a user's own entry away, so that their role decides; none is no error. Throws 403, 404 for the user, 422 as above. */
export async function removeUserPermission(ctx: Ctx, userId: bigint, permission: Permission): Promise<void> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  await inTransaction(ctx, (tx) =>
    keepingKeys(tx, undefined, async () => {
      await lockUser(tx, userId);
      const entry = await tx.db.userPermission.findFirst({ where: { userId, permission: { name: permission } } });
      if (!entry) return;
      await tx.db.userPermission.delete({ where: { id: entry.id } });
      const { granted, expiresAt } = entry;
      await audit(tx, {
        action: 'DELETE',
        recordType: 'UserPermission',
        recordId: entry.id,
        before: { userId, permission, granted, expiresAt },
      });
      await emit(tx, 'user.permission_removed', { id: userId, data: { permission } });
    }),
  );
}

/** What a user may do, and why: one's own, or anybody's with MANAGE_PERMISSION. Throws 403, 404. */
export async function explainPermissions(
  ctx: Ctx,
  userId: bigint,
): Promise<{ role: Role; items: EffectivePermission[]; recordRules: number }> {
  requireSelfOr(ctx, userId, Permission.MANAGE_PERMISSION);
  const { role } = await findUser(ctx, userId);
  const now = ctx.now();
  const ofRole = new Set((await readRoles(ctx)).get(role) ?? []);
  const own = new Map(
    (await readUserPermissions(ctx, userId))
      .filter((row) => !row.expiresAt || row.expiresAt > now)
      .map((row) => [row.permission, row]),
  );
  const allowed = effectivePermissions(ofRole, own.values());
  const items = NAMES.map((permission): EffectivePermission => {
    const entry = own.get(permission);
    return {
      permission,
      allowed: allowed.has(permission),
      fromRole: ofRole.has(permission),
      own: entry ? (entry.granted ? 'GRANTED' : 'DENIED') : null,
      expiresAt: entry?.expiresAt?.toISOString() ?? null,
    };
  });
  const recordRules = await ctx.db.recordPermission.count({
    where: { userId, OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
  });
  return { role, items, recordRules };
}
