import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** One thing that stands in the way. Of somebody else's appointment only as much as the reader may see. */
export interface Obstacle {
  /**
   * PAST: it is over. INACTIVE: not in use any more. OUTSIDE_HOURS: not within working hours. OUTSIDE_OPENING_HOURS: the place is not open. WRONG_LOCATION: the therapist works
   * somewhere else then, or the room is. TIME_OFF, CLOSURE: away, closed. BUFFER: too close to another appointment. STAFF, ROOM,
   * LEARNER, EQUIPMENT: taken.
   */
  code:
    | 'PAST'
    | 'INACTIVE'
    | 'OUTSIDE_HOURS'
    | 'OUTSIDE_OPENING_HOURS'
    | 'WRONG_LOCATION'
    | 'TIME_OFF'
    | 'CLOSURE'
    | 'BUFFER'
    | 'STAFF'
    | 'ROOM'
    | 'LEARNER'
    | 'EQUIPMENT';
  /** Which of the parameters it is about. */
  path: 'startTime' | 'therapistId' | 'locationId' | 'roomId' | 'learnerId' | 'equipmentId';
  /**
   * @maxLength 2000
   * @example "Sam Rivera already has an appointment from 2:00 PM to 2:50 PM on Jun 3, 2030 (America/New_York)."
   */
  message: string;
  /**
   * Whom or what.
   * @example "Sam Rivera"
   */
  name: string | null;
  /** From when it is in the way, where that is known. */
  startTime: Instant | null;
  /** Until when it is in the way, where that is known. */
  endTime: Instant | null;
  /** The other appointment, where the reader may see it. */
  appointmentId: Id | null;
  /**
   * Its title, where the reader may see it.
   * @example "Speech therapy"
   */
  title: string | null;
}

/** Whether a time is free, and if not, all that stands in the way. */
export interface WhyNotAnswer {
  /** @example false */
  free: boolean;
  /** @maxItems 1000 */
  obstacles: Obstacle[];
}
