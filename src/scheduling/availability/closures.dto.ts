import type { Id } from '../../kernel/ids.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** Days on which the practice, or one location, is closed. Both days count. */
export interface Closure {
  id: Id;
  /** @example "Winter holidays" */
  name: string;
  /** Null: the whole practice. */
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  startDate: CalendarDate;
  endDate: CalendarDate;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One page of closures. */
export interface ClosurePage {
  items: Closure[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
