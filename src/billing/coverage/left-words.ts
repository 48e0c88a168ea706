/** How what is left of a policy is told everywhere: what it has not paid, and what of that no open claim asks for. */
import type { Decimal } from 'decimal.js';
import type { Formats } from '../../kernel/formats.js';

/** `, $50.00 once open claims are paid`; nothing where none asks for anything. */
export const onceClaimsArePaid = (say: Formats, left: Decimal, afterClaims: Decimal): string =>
  afterClaims.equals(left) ? '' : `, ${say.money(afterClaims.toFixed(2))} once open claims are paid`;
