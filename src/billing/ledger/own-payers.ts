/** Whether a policy or a funding source is the client's own: asked the same way by whatever names one. */
import type { Ctx } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';

interface Named {
  insuranceId?: bigint | null | undefined;
  fundingId?: bigint | null | undefined;
}

/** The fields that name them, where a body calls them otherwise. */
interface Paths {
  insuranceId?: string;
  fundingId?: string;
}

/** Throws 422, at the field that names it, for a policy or a funding source that is not there or another client's. What is left out is not asked about. */
export async function requireOwn(tx: Ctx, clientId: bigint, { insuranceId, fundingId }: Named, paths: Paths = {}): Promise<void> {
  if (insuranceId && !(await tx.db.clientInsurance.count({ where: { id: insuranceId, clientId } })))
    throw unprocessable('reference.not_found', 'This client has no such policy.', paths.insuranceId ?? 'insuranceId');
  if (fundingId && !(await tx.db.clientFunding.count({ where: { id: fundingId, clientId } })))
    throw unprocessable('reference.not_found', 'This client has no such funding source.', paths.fundingId ?? 'fundingId');
}
