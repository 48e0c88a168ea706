import type { AlertKind } from '../../generated/requests/alerts.js';
import type { LanguageCode } from '../../generated/requests/users.js';
import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';

/** What everybody must know before they meet a client or a learner. */
export interface Alert {
  id: Id;
  clientId: Id;
  /** @example "Robin Ellery" */
  clientName: string;
  /** The learner whom it is about; null: all of the client's. */
  learnerId: Id | null;
  /** @example "Sam Ellery" */
  learnerName: string | null;
  kind: AlertKind;
  /**
   * @maxLength 500
   * @example "Allergic to latex: no balloons, no gloves."
   */
  text: string;
  createdAt: Instant;
  updatedAt: Instant;
}

/** The interpreter that the client's record asks for. */
export interface NeededInterpreter {
  language: LanguageCode;
  /** @example "Of the deaf: sign language." */
  notes: string | null;
}

/** A client who needs an interpreter. */
export interface ClientWithInterpreter extends NeededInterpreter {
  clientId: Id;
  /** @example "Robin Ellery" */
  clientName: string;
}

/** What is to be known of all who take part. */
export interface AlertsOfThose {
  /** @maxItems 200 */
  items: Alert[];
  /** @maxItems 200 */
  interpreters: ClientWithInterpreter[];
  /** Whether there is more than fits: look at each client. */
  truncated: boolean;
}

/** A client's alerts that you may see, by their kinds. */
export interface AlertList {
  /** @maxItems 50 */
  items: Alert[];
  nextCursor: string | null;
  /** Null where none is needed. It is kept with the client. */
  interpreter: NeededInterpreter | null;
}
