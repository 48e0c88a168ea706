/** The panel's forms for roles and permissions: typed fields in, the same use cases as the API's behind. */
import { isPermission, Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import type { Ctx } from '../../access/context.js';
import type { RecordUseCases, Row } from '../../records/records.types.js';
import { conflict, notFound, unprocessable } from '../../kernel/errors.js';
import { check } from '../../kernel/fields.js';
import { newPermissionType, newRolePermission, permissionTypeChanges, rolePermissionChanges } from './permissions.input.js';
import { changingRoles, type Grant, refuseBuiltIn, removeUserPermission, setUserPermission } from './permissions.service.js';
import { createRecordPermission, removeRecordPermission, updateRecordPermission } from './record-permissions.service.js';

async function nameOf(ctx: Ctx, permissionId: unknown): Promise<Permission> {
  if (typeof permissionId !== 'bigint') throw unprocessable('field.required', 'This field must be filled in.', 'permissionId');
  const type = await ctx.db.permissionType.findUnique({ where: { id: permissionId } });
  if (!type) throw unprocessable('reference.not_found', 'There is no such permission.', 'permissionId');
  if (!isPermission(type.name))
    throw unprocessable(
      'permission.unknown',
      'The program does not know this permission: it would open nothing.',
      'permissionId',
    );
  return type.name;
}

function idIn(data: Row, field: string): bigint {
  const value = data[field];
  if (typeof value !== 'bigint') throw unprocessable('field.required', 'This field must be filled in.', field);
  return value;
}

/** Throws 422 for a field that says whose entry it is, or for what: another one is another entry. */
function refuseMoved(changes: Row, allowed: readonly string[]): void {
  const moved = Object.keys(changes).find((field) => !allowed.includes(field));
  if (moved) throw unprocessable('record.moved', 'This cannot be changed. Delete the entry, and add another one.', moved);
}

const grantOf = ({ granted = true, expiresAt = null }: Row): Grant => ({
  granted: granted === true,
  expiresAt: expiresAt as Date | null,
});

export const userPermissionRecords: RecordUseCases = {
  create: async (ctx, data) => {
    const userId = idIn(data, 'userId');
    const permission = await nameOf(ctx, data.permissionId);
    const key = { userId_permissionId: { userId, permissionId: idIn(data, 'permissionId') } };
    if (await ctx.db.userPermission.findUnique({ where: key })) {
      throw conflict('record.exists', 'This user already has an entry for this permission.', {
        errors: [{ path: 'permissionId', message: 'has an entry already' }],
      });
    }
    await setUserPermission(ctx, userId, permission, grantOf(data));
    return String((await ctx.db.userPermission.findUniqueOrThrow({ where: key })).id);
  },
  update: async (ctx, id, changes) => {
    refuseMoved(changes, ['granted', 'expiresAt']);
    const row = await ctx.db.userPermission.findUniqueOrThrow({ where: { id: BigInt(id) } });
    await setUserPermission(ctx, row.userId, await nameOf(ctx, row.permissionId), grantOf({ ...row, ...changes }));
  },
  remove: async (ctx, id) => {
    const row = await ctx.db.userPermission.findUniqueOrThrow({ where: { id: BigInt(id) } });
    await removeUserPermission(ctx, row.userId, await nameOf(ctx, row.permissionId));
    return 'deleted';
  },
};

export const rolePermissionRecords: RecordUseCases = {
  create: async (ctx, data) => {
    requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
    const row = check(newRolePermission, data);
    return changingRoles(ctx, 'permissionId', async () => {
      if (await ctx.db.rolePermission.findFirst({ where: row })) {
        throw conflict('record.exists', 'This role already has this permission.', {
          errors: [{ path: 'permissionId', message: 'is there already' }],
        });
      }
      const after = await ctx.db.rolePermission.create({ data: row });
      await audit(ctx, { action: 'CREATE', recordType: 'RolePermission', recordId: after.id, after });
      await emit(ctx, 'role.permissions_changed', { id: after.role });
      return String(after.id);
    });
  },
  update: async (ctx, id, changes) => {
    requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
    const data = check(rolePermissionChanges, changes);
    await changingRoles(ctx, 'permissionId', async () => {
      const before = await ctx.db.rolePermission.findUniqueOrThrow({ where: { id: BigInt(id) } });
      const after = await ctx.db.rolePermission.update({ where: { id: before.id }, data });
      await audit(ctx, { action: 'UPDATE', recordType: 'RolePermission', recordId: id, before, after });
      const roles = [...new Set([before.role, after.role])];
      await emit(
        ctx,
        'role.permissions_changed',
        roles.map((role) => ({ id: role })),
      );
    });
  },
  remove: async (ctx, id) => {
    requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
    await changingRoles(ctx, 'permissionId', async () => {
      const before = await ctx.db.rolePermission.delete({ where: { id: BigInt(id) } });
      await audit(ctx, { action: 'DELETE', recordType: 'RolePermission', recordId: id, before });
      await emit(ctx, 'role.permissions_changed', { id: before.role });
    });
    return 'deleted';
  },
};

/** A practice may add entries of its own (for a portal, say); those of the program keep their names. */
export const permissionTypeRecords: RecordUseCases = {
  create: async (ctx, data) => {
    requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
    const after = await ctx.db.permissionType.create({ data: check(newPermissionType, data) });
    await audit(ctx, { action: 'CREATE', recordType: 'PermissionType', recordId: after.id, after });
    await emit(ctx, 'permission_type.created', { id: after.id });
    return String(after.id);
  },
  update: async (ctx, id, changes) => {
    requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
    const data = check(permissionTypeChanges, changes);
    const before = await ctx.db.permissionType.findUnique({ where: { id: BigInt(id) } });
    if (!before) throw notFound('permission');
    refuseBuiltIn(before.name);
    const after = await ctx.db.permissionType.update({ where: { id: before.id }, data });
    await audit(ctx, { action: 'UPDATE', recordType: 'PermissionType', recordId: id, before, after });
    await emit(ctx, 'permission_type.updated', { id, before, after });
  },
  remove: async (ctx, id) => {
    requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
    const before = await ctx.db.permissionType.findUnique({ where: { id: BigInt(id) } });
    if (!before) throw notFound('permission');
    refuseBuiltIn(before.name);
    await ctx.db.permissionType.delete({ where: { id: before.id } });
    await audit(ctx, { action: 'DELETE', recordType: 'PermissionType', recordId: id, before });
    await emit(ctx, 'permission_type.deleted', { id });
    return 'deleted';
  },
};

export const recordPermissionRecords: RecordUseCases = {
  create: async (ctx, data) => {
    const permission = await nameOf(ctx, data.permissionId);
    const { clientId, learnerId } = data as { clientId?: bigint | null; learnerId?: bigint | null };
    if (typeof clientId === 'bigint' && typeof learnerId === 'bigint') {
      throw unprocessable('record_permission.one_record', 'Name either a client or a learner, not both.', 'learnerId');
    }
    return (
      await createRecordPermission(ctx, { ...grantOf(data), userId: idIn(data, 'userId'), permission, clientId, learnerId })
    ).id;
  },
  update: async (ctx, id, changes) => {
    refuseMoved(changes, ['granted', 'expiresAt']);
    await updateRecordPermission(ctx, BigInt(id), changes);
  },
  remove: async (ctx, id) => {
    await removeRecordPermission(ctx, BigInt(id));
    return 'deleted';
  },
};
