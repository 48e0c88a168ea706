/** Who pays a part, as it is said: of a client's bills, or of one invoice. */
import type { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';

export interface SaidPart {
  insuranceId?: bigint | null | undefined;
  fundingId?: bigint | null | undefined;
  percent?: Decimal | null | undefined;
  upTo?: Decimal | null | undefined;
}

/** Throws 422 unless it is one payer of that client, and one part that is more than nothing. @param at where a fault is told: `payers.0.` */
export async function requirePart(
  tx: Ctx,
  clientId: bigint,
  { insuranceId, fundingId, percent, upTo }: SaidPart,
  at = '',
): Promise<void> {
  if (Boolean(insuranceId) === Boolean(fundingId))
    throw unprocessable('client_payer.one', 'Say a policy or a funding source: one of the two.', `${at}insuranceId`);
  if (Boolean(percent) === Boolean(upTo))
    throw unprocessable('client_payer.part', 'Say per cent or a sum: one of the two.', `${at}percent`);
  if (!(percent ?? upTo)?.greaterThan(0))
    throw unprocessable('client_payer.part', 'A part is more than nothing.', `${at}${percent ? 'percent' : 'upTo'}`);
  if (insuranceId && !(await tx.db.clientInsurance.count({ where: { id: insuranceId, clientId } })))
    throw unprocessable('reference.not_found', 'This client has no such policy.', `${at}insuranceId`);
  if (fundingId && !(await tx.db.clientFunding.count({ where: { id: fundingId, clientId } })))
    throw unprocessable('reference.not_found', 'This client has no such funding source.', `${at}fundingId`);
}
