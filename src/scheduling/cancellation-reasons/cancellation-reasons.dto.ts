import type { CancellingParty } from '../../generated/requests/cancellation-reasons.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A reason for which appointments are called off. */
export interface CancellationReason {
  id: Id;
  /** @example "Illness" */
  name: string;
  /** Who calls off for it, as a rule; null: it differs. */
  party: CancellingParty | null;
  /** Whether it is offered; what has it already keeps it. */
  isActive: boolean;
  createdAt: Instant;
  updatedAt: Instant;
}

/** All of them, at most 200. */
export interface CancellationReasonList {
  /** @maxItems 200 */
  items: CancellationReason[];
}
