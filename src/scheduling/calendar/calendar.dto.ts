import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { AppointmentStatus } from '../../generated/requests/appointments.js';

/** An appointment as a calendar shows it. */
export interface CalendarEvent {
  id: Id;
  /** @example "Speech therapy" */
  title: string;
  startTime: Instant;
  /** @example "2026-03-08T14:50:00.000Z" */
  endTime: Instant;
  status: AppointmentStatus;
  clientId: Id;
  /** @example "Robin Ellery" */
  clientName: string;
  therapistId: Id;
  /** @example "Sam Rivera" */
  therapistName: string;
  /**
   * Who works in it besides.
   * @maxItems 50
   */
  staffIds: Id[];
  roomId: Id | null;
  /** @example "Blue room" */
  roomName: string | null;
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  isGroupSession: boolean;
  /** Keeps a time that is offered to the client; not an appointment before they accept. */
  isHold: boolean;
  /** The series that it belongs to. */
  recurrencePatternId: Id | null;
  /**
   * Its version, for If-Match.
   * @maxLength 200
   * @example "\"mcd1k2e8\""
   */
  etag: string;
}

/** When the practice, or one location, is closed. */
export interface CalendarClosure {
  id: Id;
  /** @example "Winter holidays" */
  name: string;
  startTime: Instant;
  /** @example "2026-03-09T04:00:00.000Z" */
  endTime: Instant;
  /** Null: the whole practice. */
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
}

/** When somebody is away. Not why. */
export interface CalendarTimeOff {
  id: Id;
  userId: Id;
  /** @example "Sam Rivera" */
  userName: string;
  startTime: Instant;
  /** @example "2026-03-13T22:00:00.000Z" */
  endTime: Instant;
}

/** A stretch in which somebody works. */
export interface CalendarWorkingTime {
  startTime: Instant;
  /** @example "2026-03-08T21:00:00.000Z" */
  endTime: Instant;
  /** Null: wherever they are booked. */
  locationId: Id | null;
}

/** When somebody works in the window, whoever is away or closed. Who has no working hours at all is not told of. */
export interface CalendarWorkingHours {
  userId: Id;
  /**
   * In the order of the start; empty where none touches the window.
   * @maxItems 1000
   */
  times: CalendarWorkingTime[];
}

/** A stretch of the calendar, in the order of the start. */
export interface Calendar {
  /** @maxItems 5000 */
  items: CalendarEvent[];
  /** True when there are more than the 5,000 that are told. */
  truncated: boolean;
  /**
   * With `background`.
   * @maxItems 1000
   */
  closures?: CalendarClosure[];
  /**
   * With `background`.
   * @maxItems 1000
   */
  timeOff?: CalendarTimeOff[];
  /**
   * With `workingHours`.
   * @maxItems 10000
   */
  workingHours?: CalendarWorkingHours[];
}
