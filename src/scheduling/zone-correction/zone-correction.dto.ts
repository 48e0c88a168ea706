import type { Instant } from '../../kernel/time.js';
import type { Clash } from '../appointments/rules/clashes.js';

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
