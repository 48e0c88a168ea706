import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';

/** A learner who takes part in a group session. */

export interface Participant {
  learnerId: Id;
  /** @example "Sam Ellery" */
  learnerName: string;
  clientId: Id;
  /** @example "Robin Ellery" */
  clientName: string;
  /**
   * Clinical: null for who may not read notes.
   * @example "Sits near the door."
   */
  notes: string | null;
  createdAt: Instant;
}
/** The participants that the reader may see, and how many seats there are. */

export interface ParticipantList {
  /** @maxItems 200 */
  items: Participant[];
  /**
   * All of them, also those that the reader may not see.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 4
   */
  taken: number;
  /**
   * The lower of `maxParticipants` and what the room holds; null where neither is set.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 6
   */
  seats: number | null;
}
/** The participants with the one who was added. */

export interface ExtendedParticipantList extends ParticipantList {
  /**
   * What deserves a second look.
   * @maxItems 5
   */
  warnings: Warning[];
}
