import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A level of urgency that the practice has named. */
export interface WaitlistPriorityLevel {
  id: Id;
  /** @example "Safeguarding" */
  name: string;
  /**
   * The lower the more urgent. On one scale with the three priorities: HIGH counts as 100, MEDIUM as 200, LOW as 300.
   * @isInt
   * @example 50
   */
  rank: number;
  /** @example "#C0392B" */
  colour: string;
  /** Whether it is offered; what has it already keeps it. */
  isActive: boolean;
  createdAt: Instant;
  updatedAt: Instant;
}

/** All of them, at most 200. */
export interface WaitlistPriorityLevelList {
  /** @maxItems 200 */
  items: WaitlistPriorityLevel[];
}
