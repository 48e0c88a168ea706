/** What single users may do beyond or short of their role, entry by entry. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { UserPermission } from '../../generated/prisma/index.js';
import { conflict, notFound } from '../../kernel/errors.js';
import type { GrantChanges, NewUserPermission } from './permissions.input.js';
import { permissionOf, removeUserPermission, setUserPermission } from './permissions.service.js';

/** Adds an entry. Throws as setUserPermission, and 409 where there is one. */
export async function addUserPermission(
  ctx: Ctx,
  { userId, permissionId, ...grant }: NewUserPermission,
): Promise<{ id: bigint }> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  return inTransaction(ctx, async (tx) => {
    const permission = await permissionOf(tx, permissionId);
    const where = { userId_permissionId: { userId, permissionId } };
    if (await tx.db.userPermission.findUnique({ where })) {
      throw conflict('record.exists', 'This user already has an entry for this permission.', {
        errors: [{ path: 'permissionId', message: 'has an entry already' }],
      });
    }
    await setUserPermission(tx, userId, permission, grant);
    return tx.db.userPermission.findUniqueOrThrow({ where, select: { id: true } });
  });
}

async function entryOf(ctx: Ctx, id: bigint): Promise<UserPermission> {
  requirePermission(ctx.actor, Permission.MANAGE_PERMISSION);
  const row = await ctx.db.userPermission.findUnique({ where: { id } });
  if (!row) throw notFound('user permission');
  return row;
}

/** Changes whether an entry gives or takes, or when it ends. Throws 404, and as setUserPermission. */
export async function changeUserPermission(ctx: Ctx, id: bigint, changes: GrantChanges): Promise<void> {
  const { userId, permissionId, granted, expiresAt } = await entryOf(ctx, id);
  await setUserPermission(ctx, userId, await permissionOf(ctx, permissionId), { granted, expiresAt, ...changes });
}

/** Takes an entry away, so that the role decides. Throws 404, and as removeUserPermission. */
export async function dropUserPermission(ctx: Ctx, id: bigint): Promise<void> {
  const { userId, permissionId } = await entryOf(ctx, id);
  await removeUserPermission(ctx, userId, await permissionOf(ctx, permissionId));
}
