import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A room that is free. */
export interface FreeRoom {
  id: Id;
  /** @example "Blue room" */
  name: string;
}

/** A time at which everything that was asked for is free. */
export interface FreeSlot {
  startTime: Instant;
  /** @example "2026-03-08T14:50:00.000Z" */
  endTime: Instant;
  therapistId: Id;
  /** @example "Sam Rivera" */
  therapistName: string;
  /** Where they work then; null where their hours name no place. */
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  /**
   * The zone of the place.
   * @example "America/New_York"
   */
  timezone: string;
  /**
   * The rooms of the place that are free then; null where a room was named, or there is no place.
   * @maxItems 200
   */
  rooms: FreeRoom[] | null;
}

/** Why somebody has no free slots at all. */
export interface FreeSlotNote {
  therapistId: Id;
  code: 'NO_WORKING_HOURS' | 'NO_WORKING_HOURS_THERE';
  /**
   * @maxLength 1000
   * @example "Sam Rivera has no working hours."
   */
  message: string;
}

/** Free slots in the order of their start. */
export interface FreeSlotAnswer {
  items: FreeSlot[];
  /** True when there are more than were asked for. */
  truncated: boolean;
  /** @maxItems 200 */
  notes: FreeSlotNote[];
}
