/** What stands in the way of an appointment that is to be booked: in the words in which every door tells it. */
import type { Id } from '../../../kernel/ids.js';
import type { Instant } from '../../../kernel/time.js';

/** Whose or what's time is taken: a person who works here, a room, a learner, equipment; or the seats of the session itself. */
export type ClashResource = 'STAFF' | 'ROOM' | 'LEARNER' | 'EQUIPMENT' | 'SEATS';

/** One thing that is taken at that time. Of somebody else's appointment only as much as the reader may see. */
export interface Clash {
  /**
   * Which of the plans it is about, counted from 0.
   * @isInt
   * @minimum 0
   * @maximum 10000
   * @example 0
   */
  plan: number;
  resource: ClashResource;
  /** The person, room, learner or equipment; the appointment's room for SEATS. Null for a learner whom the reader may not see. */
  resourceId: Id | null;
  /**
   * `A learner` for one whom the reader may not see.
   * @example "Sam Rivera"
   */
  name: string;
  /** When the other appointment begins, or the plan itself where there is no other. */
  startTime: Instant;
  endTime: Instant;
  /** The other appointment, where the reader may see it. */
  appointmentId: Id | null;
  /**
   * Its title, where the reader may see it.
   * @example "Speech therapy"
   */
  title: string | null;
  /**
   * In words.
   * @maxLength 2000
   * @example "Sam Rivera already has an appointment from 2:00 PM to 2:50 PM on Jun 3, 2030 (America/New_York)."
   */
  message: string;
}

/** What an appointment will occupy. */
export interface Plan {
  start: Date;
  end: Date;
  /** The therapist and everybody else who works in it. */
  staff: bigint[];
  room: bigint | null;
  /** The learner and the participants. */
  learners: bigint[];
  equipment: { id: bigint; quantity: number }[];
  /** The appointment as it is now, which is not in its own way. */
  except?: bigint | null;
}
