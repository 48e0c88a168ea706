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

/** New equipment. */
export interface CreateEquipmentInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Weighted blanket"
   */
  name: string;
  /**
   * @maxLength 2000
   * @example "2 kg, child size"
   */
  description?: string | null;
  /**
   * How many there are.
   * @isInt
   * @minimum 0
   * @maximum 1000000
   * @example 3
   */
  quantity?: number;
  /** False while it is lent, broken or put away. */
  isAvailable?: boolean;
  /**
   * @maxLength 2000
   * @example "Washed every Friday."
   */
  notes?: string | null;
  /** Where it is, so that it is used there alone; left out: it goes wherever it is needed. */
  locationId?: Id | null;
}

/** What can be changed of equipment. */
export interface UpdateEquipmentInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Weighted blanket"
   */
  name?: string;
  /**
   * @maxLength 2000
   * @example "2 kg, child size"
   */
  description?: string | null;
  /**
   * How many there are.
   * @isInt
   * @minimum 0
   * @maximum 1000000
   * @example 3
   */
  quantity?: number;
  /** False while it is lent, broken or put away. */
  isAvailable?: boolean;
  /**
   * @maxLength 2000
   * @example "Washed every Friday."
   */
  notes?: string | null;
  /** Null: it goes wherever it is needed. */
  locationId?: Id | null;
}

export interface EquipmentListQuery {
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
  sort?: 'name' | '-name' | 'quantity' | '-quantity' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  isAvailable?: boolean;
  /** Those that are at this location. */
  locationId?: Id;
  /**
   * At least so many are there.
   * @isInt
   * @minimum 0
   * @maximum 1000000
   */
  minQuantity?: number;
  /**
   * Words of the name or the description.
   * @minLength 1
   * @maxLength 100
   */
  q?: string;
}
