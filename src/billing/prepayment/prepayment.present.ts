import { fromMoney } from '../../kernel/money.js';
import type { Settlement } from './ending.service.js';
import type { PackageSettlement } from './prepayment.dto.js';

/** What becomes of a package's money as the API tells of it. */
export const toSettlement = ({ used, left, kept, givenBack }: Settlement): PackageSettlement => ({
  used,
  left: fromMoney(left),
  kept: fromMoney(kept),
  givenBack: fromMoney(givenBack),
});
