import type { Id } from '../shared/ids.js';

export interface ConflictsQuery {
  /**
   * The times, each as `start/end`: two instants with a slash between. Up to 100 at once.
   * @example ["2030-06-03T14:00:00.000Z/2030-06-03T14:50:00.000Z"]
   */
  at: string[];
  /** The people who are to work in it: therapist and others. */
  staffId?: Id[];
  roomId?: Id;
  learnerId?: Id[];
  /** Named twice: two of it. */
  equipmentId?: Id[];
  /** The appointment that is to be moved, which is not in its own way. */
  appointmentId?: Id;
}
