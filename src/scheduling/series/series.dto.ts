import type { Id } from '../../kernel/ids.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { EquipmentInput, StaffInput } from '../appointments/appointments.dto.js';
import type { ParticipantInput } from '../appointments/participants.dto.js';
import type { Warning } from '../../kernel/warnings.js';
import type { Clash } from '../appointments/rules/clashes.js';
import type { BookingWarningCode } from '../../generated/requests/practice.js';
import type { Frequency } from './rules/recurrence.js';
import type { Weekday } from './rules/rule.js';

/** How a series repeats. It ends on a day (`until`) or after a number of times (`count`): one of the two. */
export interface RecurrenceInput {
  /** BIWEEKLY is every second week; CUSTOM has a rule of its own. */
  frequency: Frequency;
  /**
   * Every so many days, weeks, pairs of weeks or months.
   * @isInt
   * @minimum 1
   * @maximum 52
   * @example 1
   */
  interval?: number;
  /**
   * For WEEKLY and BIWEEKLY; the first appointment's own day where absent.
   * @maxItems 7
   */
  daysOfWeek?: Weekday[];
  /**
   * For CUSTOM: an RRULE after RFC 5545 that chooses days.
   * @maxLength 200
   */
  rule?: string;
  /** The last day, by the clock of the place. */
  until?: CalendarDate;
  /**
   * How many times, at most 500.
   * @isInt
   * @minimum 1
   * @maximum 500
   * @example 10
   */
  count?: number;
  /**
   * Days without an appointment; they count all the same.
   * @maxItems 200
   */
  exceptions?: CalendarDate[];
  /**
   * Occurrences that are held at another time. Each keeps its place in the series, and counts as changed by itself.
   * @maxItems 200
   */
  moves?: OccurrenceMove[];
}

/** One occurrence of a new series at another time, as long as the others. */
export interface OccurrenceMove {
  /** When it would begin by the rule. */
  originalStart: Instant;
  /**
   * When it begins: at most 31 days before or after.
   * @example "2030-06-10T15:00:00.000Z"
   */
  startTime: Instant;
}

/** A new series. The times are those of its first appointment. */
export interface CreateSeriesInput {
  /**
   * @minLength 1
   * @maxLength 200
   * @example "Speech therapy"
   */
  title: string;
  /** @example "2030-06-03T14:00:00.000Z" */
  startTime: Instant;
  /** @example "2030-06-03T14:50:00.000Z" */
  endTime: Instant;
  status?: 'SCHEDULED' | 'CONFIRMED';
  clientId: Id;
  learnerId?: Id | null;
  therapistId: Id;
  locationId?: Id | null;
  roomId?: Id | null;
  /**
   * @maxLength 200
   * @example "Northfield Primary School"
   */
  location?: string | null;
  /**
   * @maxLength 20000
   * @example "Bring the picture cards."
   */
  notes?: string | null;
  isGroupSession?: boolean;
  /**
   * @isInt
   * @minimum 1
   * @maximum 1000
   * @example 6
   */
  maxParticipants?: number | null;
  /** @maxItems 20 */
  staff?: StaffInput[];
  /** @maxItems 50 */
  equipment?: EquipmentInput[];
  /** @maxItems 200 */
  participants?: ParticipantInput[];
  /** @example { "frequency": "WEEKLY", "count": 10 } */
  recurrence: RecurrenceInput;
  /** What becomes of the whole when some of it clashes: nothing is booked (REFUSE), or the rest is (SKIP). */
  onConflict?: 'REFUSE' | 'SKIP';
  /**
   * Of a preview of the same series: books exactly what it showed, once, or answers 409 `series.changed` with what has changed since.
   * @minLength 1
   * @maxLength 100
   */
  previewToken?: string;
  /**
   * The warnings that you know of: any other answers 409 `booking.unconfirmed`. Left out: what is to be said of it comes with the answer.
   * With a preview's token nothing more is asked: the preview has told it.
   * @maxItems 5
   */
  confirmedWarnings?: BookingWarningCode[];
}

/** One appointment of a series. */
export interface SeriesAppointment {
  id: Id;
  /** When it would begin by the rule: its identity in the series. */
  originalStart: Instant;
  startTime: Instant;
  endTime: Instant;
  /** SKIPPED: the clocks skip its time on that day, so it is later by what they skip. TWICE: they show it twice; it is the first. */
  clockChange: 'SKIPPED' | 'TWICE' | null;
}

/** One that was left out, and why. */
export interface SkippedOccurrence {
  startTime: Instant;
  /** @maxItems 10000 */
  conflicts: Clash[];
}

/** The series as it was booked. */
export interface CreatedSeries {
  /** The series: `recurrencePatternId` of its appointments. */
  id: Id;
  /** @example "FREQ=WEEKLY;COUNT=10" */
  rule: string;
  /**
   * Whose wall clock it keeps.
   * @example "America/New_York"
   */
  timezone: string;
  /** @maxItems 500 */
  appointments: SeriesAppointment[];
  /** @maxItems 500 */
  skipped: SkippedOccurrence[];
  /**
   * What deserves a second look, each kind once, with how many of the appointments it is about.
   * @maxItems 200
   */
  warnings: Warning[];
}
