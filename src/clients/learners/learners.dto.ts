import type { Id } from '../../kernel/ids.js';
import { type CalendarDate, type Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { LearnerStatus } from '../../generated/requests/learners.js';

/** Who is treated: often a child of the client, sometimes the client. */
export interface Learner {
  id: Id;
  clientId: Id;
  /** @example "Robin" */
  firstName: string;
  /** @example "Ellery" */
  lastName: string;
  dateOfBirth: CalendarDate | null;
  /** @example "female" */
  gender: string | null;
  /** @example "Speech and language, year 2" */
  course: string | null;
  /** @example "Tuesdays after school" */
  schedule: string | null;
  status: LearnerStatus;
  /**
   * Left out for those who may not read clinical notes.
   * @example "Works on consonant clusters."
   */
  notes?: string | null;
  /** Who teaches or treats the learner. */
  instructorId: Id | null;
  /** @example "Sam Rivera" */
  instructorName: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A new learner, and what deserves a second look. */
export interface CreatedLearner extends Learner {
  /**
   * `POSSIBLE_DUPLICATE` for each learner that looks like the same person; of those that you may see.
   * @maxItems 200
   */
  warnings: Warning[];
}

export interface LearnerPage {
  items: Learner[];
  nextCursor: string | null;
  /** @example 1 */
  total?: number;
}
