import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A room for sessions. */
export interface Room {
  id: Id;
  /** @example "Blue room" */
  name: string;
  /**
   * How many people it holds.
   * @isInt
   * @minimum 1
   * @maximum 10000
   * @example 6
   */
  capacity: number | null;
  /** @example "Swing and climbing wall." */
  description: string | null;
  /**
   * What stands in it for good.
   * @example "Swing, crash mat, mirror"
   */
  equipment: string | null;
  /** False for one that is not booked any more. */
  isActive: boolean;
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One page of rooms. */
export interface RoomPage {
  items: Room[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
