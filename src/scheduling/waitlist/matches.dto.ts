import type { Priority } from '../../generated/requests/clients.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { ServiceType } from '../../generated/requests/waitlist.js';

/** An entry of the waitlist held against a free time. */
export interface WaitlistMatch {
  waitlistId: Id;
  clientId: Id;
  /** @example "Robin Ellery" */
  clientName: string;
  serviceType: ServiceType;
  effectivePriority: Priority;
  requestDate: Instant;
  /**
   * Why it stands where it stands.
   * @maxItems 50
   * @example ["priority high", "prefers Tuesday", "asked for Sam Rivera", "waiting 42 days"]
   */
  reasons: string[];
  /**
   * What is in the way; empty where nothing is.
   * @maxItems 50
   * @example []
   */
  obstacles: string[];
  /**
   * What to find out first.
   * @maxItems 50
   * @example ["asks for French: see whether Sam Rivera speaks it"]
   */
  remarks: string[];
  /**
   * What suits, in the client's words.
   * @example "Any morning, best on Tuesdays."
   */
  preferredSchedule: string | null;
}

/** Who could be asked. */
export interface WaitlistMatches {
  /**
   * The zone on whose wall clock days and times are meant.
   * @example "America/New_York"
   */
  timezone: string;
  /**
   * Those whom the time suits, the first to ask first.
   * @maxItems 50
   */
  items: WaitlistMatch[];
  /**
   * Those whom it does not suit, in the same order.
   * @maxItems 50
   */
  others: WaitlistMatch[];
  /**
   * How many it suits in all.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 1
   */
  fitting: number;
}
