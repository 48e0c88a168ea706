import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** A sort of visit, as the practice lists them. */
export interface AppointmentType {
  id: Id;
  /**
   * @maxLength 100
   * @example "Speech therapy, 50 minutes"
   */
  name: string;
  /**
   * @maxLength 100
   * @example "Speech therapy"
   */
  discipline: string | null;
  /**
   * How long it is, as a rule.
   * @isInt
   * @minimum 1
   * @maximum 1440
   * @example 50
   */
  durationMinutes: number | null;
  /**
   * @pattern ^#[0-9A-F]{6}$
   * @maxLength 7
   * @example "#2E86AB"
   */
  colour: string | null;
  /** What a completed visit is billed as; null: it is not billed. */
  serviceCodeId: Id | null;
  /** What is billed where nobody came; null: nothing. */
  noShowServiceCodeId: Id | null;
  /** What is billed where the client called it off too late; null: nothing. */
  lateCancellationServiceCodeId: Id | null;
  /** Counts for appointments that name no type. */
  isDefault: boolean;
  /** Whether it is offered; what has it already keeps it. */
  isActive: boolean;
  createdAt: Instant;
  updatedAt: Instant;
}

/** All of them, at most 200. */
export interface AppointmentTypeList {
  /** @maxItems 200 */
  items: AppointmentType[];
}
