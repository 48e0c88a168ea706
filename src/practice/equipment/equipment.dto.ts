import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** Things used in sessions, of one kind. */
export interface Equipment {
  id: Id;
  /** @example "Weighted blanket" */
  name: string;
  /** @example "2 kg, child size" */
  description: string | null;
  /**
   * How many there are.
   * @isInt
   * @minimum 0
   * @maximum 1000000
   * @example 3
   */
  quantity: number;
  /** False while it is lent, broken or put away. */
  isAvailable: boolean;
  /** @example "Washed every Friday." */
  notes: string | null;
  /** Where it is; null: it goes wherever it is needed. */
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** One page of equipment. */
export interface EquipmentPage {
  items: Equipment[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}
