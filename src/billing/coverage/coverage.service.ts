/** The years of a policy. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientScope, covers } from '../../access/scope.js';
import { getInsurance } from '../../clients/policies/insurance.service.js';
import { policyYearRows, type PolicyYearRow } from './coverage.queries.js';

export type SeenYear = Omit<PolicyYearRow, 'claimed'> & { claimed: string | null };

/** Its years, the latest first; what is claimed is told to those who see the client's billing. Throws 403, 404. */
export async function listPolicyYears(ctx: Ctx, clientId: bigint, id: bigint): Promise<SeenYear[]> {
  const { policyYearStart } = await getInsurance(ctx, clientId, id);
  const billing = covers(clientScope(ctx.actor, Permission.VIEW_BILLING), clientId, null);
  const rows = await policyYearRows(ctx, [id], [policyYearStart.toISOString().slice(0, 10)]);
  return rows.map((row) => ({ ...row, claimed: billing ? row.claimed : null }));
}
