import type { Id } from '../../kernel/ids.js';
import type { Clash } from './rules/clashes.js';

/**
 * Two instants with a slash between.
 * @minLength 35
 * @maxLength 59
 * @example "2030-06-03T14:00:00.000Z/2030-06-03T14:50:00.000Z"
 */
export type TimeSpan = string;

export interface ConflictsQuery {
  /**
   * The times, each as `start/end`: two instants with a slash between. Up to 100 at once.
   * @maxItems 100
   * @example ["2030-06-03T14:00:00.000Z/2030-06-03T14:50:00.000Z"]
   */
  at: TimeSpan[];
  /**
   * The people who are to work in it: therapist and others.
   * @maxItems 100
   */
  staffId?: Id[];
  roomId?: Id;
  /** @maxItems 200 */
  learnerId?: Id[];
  /**
   * Named twice: two of it.
   * @maxItems 50
   */
  equipmentId?: Id[];
  /** The appointment that is to be moved, which is not in its own way. */
  appointmentId?: Id;
}
/** What would be in the way. */

export interface ConflictAnswer {
  /** Whether nothing is. */
  free: boolean;
  /** @maxItems 10000 */
  conflicts: Clash[];
}
