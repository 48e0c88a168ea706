import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { FoundObstacle } from './why-not.service.js';

export interface WhyNotQuery {
  therapistId: Id;
  startTime: Instant;
  /**
   * After the start, and within 24 hours of it.
   * @example "2026-03-08T14:50:00.000Z"
   */
  endTime: Instant;
  /** Left out: where the room is, or wherever the therapist works. */
  locationId?: Id;
  roomId?: Id;
  learnerId?: Id;
  /**
   * Named twice: two of it.
   * @maxItems 50
   */
  equipmentId?: Id[];
  /** The appointment that is to be moved, which is not in its own way. */
  appointmentId?: Id;
}

/** One thing that stands in the way. Of somebody else's appointment only as much as the reader may see. */
export interface Obstacle {
  /**
   * PAST: it is over. INACTIVE: not in use any more. OUTSIDE_HOURS: not within working hours. OUTSIDE_OPENING_HOURS: the place is not open. WRONG_LOCATION: the therapist works
   * somewhere else then, or the room is. TIME_OFF, CLOSURE: away, closed. BUFFER: too close to another appointment. STAFF, ROOM,
   * LEARNER, EQUIPMENT: taken.
   */
  code: FoundObstacle['code'];
  /** Which of the parameters it is about. */
  path: FoundObstacle['path'];
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

/** The obstacles as the API tells of them. */
export function toWhyNotAnswer(obstacles: readonly FoundObstacle[]): WhyNotAnswer {
  return {
    free: obstacles.length === 0,
    obstacles: obstacles.map((one) => ({
      code: one.code,
      path: one.path,
      message: one.message,
      name: one.name,
      startTime: one.startTime?.toISOString() ?? null,
      endTime: one.endTime?.toISOString() ?? null,
      appointmentId: one.appointmentId,
      title: one.title,
    })),
  };
}
