/** How the practice bills: one row, which the migration makes. */
import { type Ctx, inTransaction } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { type Audited, changing } from '../../audit/changing.js';
import { emit } from '../../events/emit.js';
import type { BillingSettings } from '../../generated/prisma/index.js';
import type { Match } from '../../http/etag.js';
import type { SettingsChanges } from './settings.input.js';

const SETTINGS: Audited<BillingSettings> = {
  recordType: 'BillingSettings',
  what: 'billing settings',
  find: (db, id) => db.billingSettings.findUnique({ where: { id } }),
};

/** For use cases that need them, whoever acts. */
export const billingSettings = (ctx: Ctx): Promise<BillingSettings> => ctx.db.billingSettings.findFirstOrThrow();

/** How the practice bills. Throws 403. */
export async function getBillingSettings(ctx: Ctx): Promise<BillingSettings> {
  requirePermission(ctx.actor, Permission.VIEW_BILLING);
  return billingSettings(ctx);
}

/** Changes the fields that are sent. Throws 403, 412 when somebody changed them since what `match` wants. */
export async function updateBillingSettings(ctx: Ctx, changes: SettingsChanges, match?: Match): Promise<BillingSettings> {
  requirePermission(ctx.actor, Permission.EDIT_PRACTICE);
  return inTransaction(ctx, async (tx) => {
    const { id } = await billingSettings(tx);
    const change = await changing(tx, SETTINGS, id, match, () =>
      tx.db.billingSettings.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } }),
    );
    await emit(tx, 'billing_settings.updated', { id, ...change });
    return change.after;
  });
}
