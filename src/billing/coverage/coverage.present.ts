import { fromMoney } from '../../kernel/money.js';
import { afterClaims } from './coverage.queries.js';
import type { PolicyYear } from './coverage.dto.js';
import type { SeenYear } from './coverage.service.js';

/** The year as the API tells of it. */
export const toPolicyYear = ({ startsOn, endsOn, maximum, drawnElsewhere, paid, claimed, remaining }: SeenYear): PolicyYear => ({
  startsOn,
  endsOn,
  maximum: maximum && fromMoney(maximum),
  drawnElsewhere: fromMoney(drawnElsewhere),
  paid: fromMoney(paid),
  claimed: claimed && fromMoney(claimed),
  remaining: remaining && fromMoney(remaining),
  remainingAfterClaims: remaining === null || claimed === null ? null : fromMoney(afterClaims(remaining, claimed)),
});
