import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** One stretch of a weekday in which the practice, or one location, is open. */
export interface OpeningHours {
  id: Id;
  /** Null: of the practice, for locations that have none of their own. */
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  /**
   * ISO: 1 is Monday, 7 is Sunday.
   * @isInt
   * @minimum 1
   * @maximum 7
   * @example 1
   */
  weekday: number;
  /**
   * On the wall clock of the place.
   * @pattern ^([01][0-9]|2[0-3]):[0-5][0-9]$
   * @maxLength 5
   * @example "08:00"
   */
  startTime: string;
  /**
   * On the same day, at the latest 24:00.
   * @pattern ^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$
   * @maxLength 5
   * @example "18:00"
   */
  endTime: string;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One page of opening hours. */
export interface OpeningHoursPage {
  items: OpeningHours[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
