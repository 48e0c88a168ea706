import type { Package } from '../packages/packages.dto.js';
import type { Id } from '../../kernel/ids.js';
import type { Money } from '../../kernel/money.js';

/** What becomes of a package's money if it is ended now. */
export interface PackageSettlement {
  /**
   * Visits that were used.
   * @isInt
   * @minimum 0
   * @example 3
   */
  used: number;
  /** What stands in it. */
  left: Money;
  /** What its rule keeps of that, taxes included: an invoice says so. */
  kept: Money;
  /** What is given back. */
  givenBack: Money;
}

/** A package that was ended. */
export interface EndedPackage extends Package {
  /** The invoice over what its rule kept, if it kept anything. */
  invoiceId: Id | null;
  settlement: PackageSettlement;
}
