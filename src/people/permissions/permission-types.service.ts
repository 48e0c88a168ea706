/** A practice's own permissions in the catalogue (for a portal, say); those of the program keep their names. */
import { isPermission, Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { emit } from '../../events/emit.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { PermissionType } from '../../generated/prisma/index.js';
import { conflict } from '../../kernel/errors.js';
import type { NewPermissionType, PermissionTypeChanges } from './permissions.input.js';

const PERMISSION_TYPE: Audited<PermissionType> = {
  recordType: 'PermissionType',
  what: 'permission',
  find: (db, id) => db.permissionType.findUnique({ where: { id } }),
};

/** Throws 409 for an entry that the program asks for by its name. */
function refuseBuiltIn({ name }: PermissionType): void {
  if (!isPermission(name)) return;
  const detail = `${name} belongs to the program: it can be neither changed nor deleted.`;
  throw conflict('permission.built_in', detail, { errors: [{ path: 'name', message: 'belongs to the program' }] });
}

/** Adds a permission. Throws 403, 409. */
export async function createPermissionType(ctx: Ctx, input: NewPermissionType): Promise<PermissionType> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  return inTransaction(ctx, async (tx) => {
    const after = await tx.db.permissionType.create({ data: input });
    await audit(tx, { action: 'CREATE', recordType: 'PermissionType', recordId: after.id, after });
    await emit(tx, 'permission_type.created', { id: after.id });
    return after;
  });
}

/** Changes the fields that are sent. Throws 403, 404, 409. */
export async function updatePermissionType(ctx: Ctx, id: bigint, changes: PermissionTypeChanges): Promise<void> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  await inTransaction(ctx, async (tx) => {
    const change = await changing(tx, PERMISSION_TYPE, id, undefined, (before) => {
      refuseBuiltIn(before);
      return tx.db.permissionType.update({ where: { id }, data: changes });
    });
    await emit(tx, 'permission_type.updated', { id, ...change });
  });
}

/** Deletes a permission that nobody has. Throws 403, 404, 409. */
export async function deletePermissionType(ctx: Ctx, id: bigint): Promise<void> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  await inTransaction(ctx, async (tx) => {
    await removing(tx, PERMISSION_TYPE, id, undefined, (before) => {
      refuseBuiltIn(before);
      return tx.db.permissionType.delete({ where: { id } });
    });
    await emit(tx, 'permission_type.deleted', { id });
  });
}
