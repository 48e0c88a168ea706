import type { Clash } from './rules/clashes.js';

/** What would be in the way. */

export interface ConflictAnswer {
  /** Whether nothing is. */
  free: boolean;
  /** @maxItems 10000 */
  conflicts: Clash[];
}
