import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** When somebody does not work although they usually would: leave, training, illness. */
export interface TimeOff {
  id: Id;
  userId: Id;
  /** @example "Sam Rivera" */
  userName: string;
  startTime: Instant;
  endTime: Instant;
  /**
   * Only for themselves and those who keep the hours; null for everybody else.
   * @example "Parental leave"
   */
  reason: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One page of time off. */
export interface TimeOffPage {
  items: TimeOff[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
