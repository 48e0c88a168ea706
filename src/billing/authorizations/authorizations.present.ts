import { Decimal } from 'decimal.js';
import type { Authorization, AuthorizationState, AuthorizationUse } from './authorizations.dto.js';
import type { AuthorizationRow, UseRow } from './authorizations.queries.js';

function stateOf({ validFrom, validTo, today }: AuthorizationRow, left: Decimal): AuthorizationState {
  if (validTo < today) return 'OVER';
  if (today < validFrom) return 'TO_COME';
  return left.isZero() ? 'USED_UP' : 'OPEN';
}

/** The authorization as the API tells of it. */
export function toAuthorization(row: AuthorizationRow): Authorization {
  const { today: _today, ...rest } = row;
  const [amount, reserved, used] = [new Decimal(row.amount), new Decimal(row.reserved), new Decimal(row.used)];
  const left = amount.minus(reserved).minus(used);
  return {
    ...rest,
    amount: amount.toFixed(2),
    reserved: reserved.toFixed(2),
    used: used.toFixed(2),
    left: left.toFixed(2),
    state: stateOf(row, left),
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** A visit that draws on one, as the API tells of it. */
export const toUse = (row: UseRow): AuthorizationUse => ({
  ...row,
  quantity: new Decimal(row.quantity).toFixed(2),
  startTime: row.startTime.toISOString(),
});
