/** What roles may do, one permission at a time. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { RolePermission } from '../../generated/prisma/index.js';
import { conflict, notFound } from '../../kernel/errors.js';
import type { NewRolePermission, RolePermissionChanges } from './permissions.input.js';
import { changingRoles } from './permissions.service.js';

/** One change of roles in a transaction. Throws 403, and as changingRoles. */
function changingOne<T>(ctx: Ctx, change: (tx: Ctx) => Promise<T>): Promise<T> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  return inTransaction(ctx, (tx) => changingRoles(tx, 'permissionId', () => change(tx)));
}

async function entryOf(tx: Ctx, id: bigint): Promise<RolePermission> {
  const row = await tx.db.rolePermission.findUnique({ where: { id } });
  if (!row) throw notFound('role permission');
  return row;
}

/** Gives a role a permission. Throws 403, 409 where it has it, 422. */
export function addRolePermission(ctx: Ctx, input: NewRolePermission): Promise<RolePermission> {
  return changingOne(ctx, async (tx) => {
    if (await tx.db.rolePermission.findFirst({ where: input })) {
      throw conflict('record.exists', 'This role already has this permission.', {
        errors: [{ path: 'permissionId', message: 'is there already' }],
      });
    }
    const after = await tx.db.rolePermission.create({ data: input });
    await audit(tx, { action: 'CREATE', recordType: 'RolePermission', recordId: after.id, after });
    await emit(tx, 'role.permissions_changed', { id: after.role });
    return after;
  });
}

/** Makes an entry one of another role or permission. Throws 403, 404, 409, 422. */
export async function changeRolePermission(ctx: Ctx, id: bigint, changes: RolePermissionChanges): Promise<void> {
  await changingOne(ctx, async (tx) => {
    const before = await entryOf(tx, id);
    const after = await tx.db.rolePermission.update({ where: { id }, data: changes });
    await audit(tx, { action: 'UPDATE', recordType: 'RolePermission', recordId: id, before, after });
    const roles = [...new Set([before.role, after.role])];
    await emit(
      tx,
      'role.permissions_changed',
      roles.map((role) => ({ id: role })),
    );
  });
}

/** Takes a permission from a role. Throws 403, 404, 422. */
export async function removeRolePermission(ctx: Ctx, id: bigint): Promise<void> {
  await changingOne(ctx, async (tx) => {
    const before = await entryOf(tx, id);
    await tx.db.rolePermission.delete({ where: { id } });
    await audit(tx, { action: 'DELETE', recordType: 'RolePermission', recordId: id, before });
    await emit(tx, 'role.permissions_changed', { id: before.role });
  });
}
