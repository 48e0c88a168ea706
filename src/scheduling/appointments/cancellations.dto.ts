/** How many of one sort. */
export interface CancellationCount {
  /**
   * Of a therapist or client the id; otherwise the sort itself.
   * @maxLength 500
   * @example "42"
   */
  key: string;
  /** @example "Sam Rivera" */
  label: string;
  /**
   * Appointments in all.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 120
   */
  appointments: number;
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 12
   */
  cancelled: number;
  /**
   * Of the cancelled ones, those that came late.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 3
   */
  late: number;
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 2
   */
  noShows: number;
}

/** What became of the appointments of a time. Each breakdown has at most 50 lines, those with the most cancellations first. */
export interface CancellationAnalysis {
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 120
   */
  appointments: number;
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 12
   */
  cancelled: number;
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 3
   */
  late: number;
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 2
   */
  noShows: number;
  /**
   * The reasons of the practice's list, and others as they were written, upper and lower case alike; cancelled ones alone.
   * @maxItems 50
   */
  byReason: CancellationCount[];
  /**
   * Who called off: CLIENT, THERAPIST, PRACTICE, OTHER; cancelled ones of which it is known.
   * @maxItems 50
   */
  byParty: CancellationCount[];
  /** @maxItems 50 */
  byTherapist: CancellationCount[];
  /** @maxItems 50 */
  byClient: CancellationCount[];
  /**
   * Monday (1) to Sunday (7), by the clock of the place.
   * @maxItems 50
   */
  byWeekday: CancellationCount[];
  /**
   * How long before the start it was cancelled; cancelled ones alone.
   * @maxItems 50
   */
  byLeadTime: CancellationCount[];
}
