import type { Id } from '../../kernel/ids.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';

/** When somebody works: one stretch of one weekday, on the wall clock of the location (of the practice where there is none). */
export interface WorkingHours {
  id: Id;
  userId: Id;
  /** @example "Sam Rivera" */
  userName: string;
  /** Where; null: wherever they are asked for. */
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  /**
   * The zone on whose wall clock the times are.
   * @example "America/New_York"
   */
  timezone: string;
  /**
   * From 1 (Monday) to 7 (Sunday).
   * @isInt
   * @minimum 1
   * @maximum 7
   * @example 1
   */
  weekday: number;
  /**
   * @maxLength 5
   * @example "09:00"
   */
  startTime: string;
  /**
   * @maxLength 5
   * @example "17:30"
   */
  endTime: string;
  /** The first day on which they hold; null: always have. */
  validFrom: CalendarDate | null;
  /** The last day on which they hold; null: until further notice. */
  validTo: CalendarDate | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One page of working hours. */
export interface WorkingHoursPage {
  items: WorkingHours[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
