/** Who pays a part, as it is said: of a client's bills, or of one invoice. */
import type { Decimal } from 'decimal.js';
import type { Ctx } from '../../access/context.js';
import { unprocessable } from '../../kernel/errors.js';
import { requireOwn } from '../ledger/own-payers.js';

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
  const paths = { insuranceId: `${at}insuranceId`, fundingId: `${at}fundingId` };
  await requireOwn(tx, clientId, { insuranceId, fundingId }, paths);
}
