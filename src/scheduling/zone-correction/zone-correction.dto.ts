import type { Instant } from '../../kernel/time.js';
import type { Clash } from '../appointments/rules/clashes.js';

/** The time zone that a location, or the practice, is to have. */
export interface PreviewZoneInput {
  /**
   * IANA zone.
   * @minLength 1
   * @maxLength 64
   * @example "America/Chicago"
   */
  timezone: string;
}

/** The right time zone of a location, or of the practice, and what becomes of the appointments to come on its clock. */
export interface CorrectZoneInput {
  /**
   * IANA zone.
   * @minLength 1
   * @maxLength 64
   * @example "America/Chicago"
   */
  timezone: string;
  /**
   * KEEP_CLOCK: what the clock of the place shows stays (9:00 stays 9:00), so they begin at other instants. KEEP_INSTANT: they begin
   * when they would have begun, which the clock of the place shows as another time; a series goes on by the clock that it had.
   */
  appointments: 'KEEP_CLOCK' | 'KEEP_INSTANT';
}

/** Appointments that move by the same time, because the two clocks differ by it then. */
export interface ZoneMove {
  /**
   * Later; negative is earlier.
   * @isInt
   * @example 60
   */
  byMinutes: number;
  /**
   * How many.
   * @isInt
   * @example 42
   */
  appointments: number;
  /** When the first of them begins now. */
  firstStartTime: Instant;
  /** When it will begin. */
  firstNewStartTime: Instant;
}

/** What a corrected time zone moves. */
export interface ZoneCorrection {
  /**
   * The zone before.
   * @maxLength 60
   * @example "America/New_York"
   */
  timezoneBefore: string;
  /**
   * The zone now.
   * @example "America/Chicago"
   */
  timezone: string;
  /**
   * Appointments to come on this clock: at the location, or without any.
   * @isInt
   * @example 45
   */
  appointments: number;
  /**
   * Series that they belong to.
   * @isInt
   * @example 6
   */
  series: number;
  /**
   * Those that move when the clock is kept.
   * @maxItems 200
   */
  moves: ZoneMove[];
}

/** What would become of the appointments to come, if they kept their clock. Nothing has changed. */
export interface ZonePreview extends ZoneCorrection {
  /**
   * What would be in the way of them at their new instants. They can keep their clock only when there is nothing.
   * @maxItems 200
   */
  conflicts: Clash[];
}
