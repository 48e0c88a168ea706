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

/** A new room. */
export interface CreateRoomInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Blue room"
   */
  name: string;
  /**
   * How many people it holds.
   * @isInt
   * @minimum 1
   * @maximum 10000
   * @example 6
   */
  capacity?: number | null;
  /**
   * @maxLength 2000
   * @example "Swing and climbing wall."
   */
  description?: string | null;
  /**
   * What stands in it for good.
   * @maxLength 2000
   * @example "Swing, crash mat, mirror"
   */
  equipment?: string | null;
  /** False for one that is not booked any more. */
  isActive?: boolean;
  locationId?: Id | null;
}

/** What can be changed of a room. */
export interface UpdateRoomInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Blue room"
   */
  name?: string;
  /**
   * How many people it holds.
   * @isInt
   * @minimum 1
   * @maximum 10000
   * @example 6
   */
  capacity?: number | null;
  /**
   * @maxLength 2000
   * @example "Swing and climbing wall."
   */
  description?: string | null;
  /**
   * What stands in it for good.
   * @maxLength 2000
   * @example "Swing, crash mat, mirror"
   */
  equipment?: string | null;
  /** False for one that is not booked any more. */
  isActive?: boolean;
  locationId?: Id | null;
}

export interface RoomListQuery {
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
  /** `name` if not said; with `q`, how well each fits. */
  sort?: 'name' | '-name' | 'capacity' | '-capacity' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  locationId?: Id;
  isActive?: boolean;
  /**
   * Holds at least so many people.
   * @isInt
   * @minimum 0
   * @maximum 10000
   */
  minCapacity?: number;
  /**
   * Words of the name, the description or the equipment.
   * @minLength 1
   * @maxLength 100
   */
  q?: string;
}
