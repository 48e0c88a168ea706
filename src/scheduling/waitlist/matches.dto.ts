import type { Priority } from '../../generated/requests/clients.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { ServiceType } from './waitlist.dto.js';

/** A free time, and who could be asked. */
export interface WaitlistMatchQuery {
  startTime: Instant;
  /**
   * After the start, and within 24 hours of it.
   * @example "2026-03-08T14:50:00.000Z"
   */
  endTime: Instant;
  therapistId: Id;
  /** Left out: the location is open. */
  locationId?: Id;
  /** Only those who wait for it. */
  serviceType?: ServiceType;
  /**
   * How many at most, of those whom it suits and of the others.
   * @isInt
   * @minimum 1
   * @maximum 50
   * @default 50
   */
  limit?: number;
}

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
