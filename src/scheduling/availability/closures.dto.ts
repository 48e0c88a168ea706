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

/** A new closure. */
export interface CreateClosureInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Winter holidays"
   */
  name: string;
  /** Left out: the whole practice. */
  locationId?: Id | null;
  startDate: CalendarDate;
  /** The last day; the same as the first for one day. */
  endDate: CalendarDate;
}

/** What can be changed of a closure. */
export interface UpdateClosureInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Winter holidays"
   */
  name?: string;
  /** Null: the whole practice. */
  locationId?: Id | null;
  startDate?: CalendarDate;
  /** The last day; the same as the first for one day. */
  endDate?: CalendarDate;
}

export interface ClosureListQuery {
  /**
   * How many at most.
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * The nextCursor of the page before.
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /** @default "startDate" */
  sort?: 'startDate' | '-startDate' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  /** Those that hold at this location: its own and the whole practice's. */
  locationId?: Id;
  /** What ends on this day or later. */
  from?: CalendarDate;
  /** What starts on this day or earlier. */
  to?: CalendarDate;
}
