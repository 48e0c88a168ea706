/** What a use case did although it deserves a second look. A refusal is an error instead. */

/** One thing that deserves a second look. */
export interface Warning {
  /**
   * Stable, for programs.
   * @maxLength 64
   * @example "OUTSIDE_WORKING_HOURS"
   */
  code: string;
  /**
   * For people.
   * @maxLength 500
   * @example "Dana Whitfield does not work then."
   */
  message: string;
}
