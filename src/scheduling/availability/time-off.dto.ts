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

/** New time off. */
export interface CreateTimeOffInput {
  userId: Id;
  startTime: Instant;
  /**
   * After the start, and within two years of it.
   * @example "2026-03-13T22:00:00.000Z"
   */
  endTime: Instant;
  /**
   * @maxLength 500
   * @example "Parental leave"
   */
  reason?: string | null;
}

/** What can be changed of time off. Whose it is stays. */
export interface UpdateTimeOffInput {
  startTime?: Instant;
  /**
   * After the start, and within two years of it.
   * @example "2026-03-13T22:00:00.000Z"
   */
  endTime?: Instant;
  /**
   * @maxLength 500
   * @example "Parental leave"
   */
  reason?: string | null;
}

export interface TimeOffListQuery {
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
  /** @default "startTime" */
  sort?: 'startTime' | '-startTime' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  userId?: Id;
  /** What ends after it. */
  from?: Instant;
  /** What starts before it. */
  to?: Instant;
}
