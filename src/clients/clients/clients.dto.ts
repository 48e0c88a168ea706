import type { Id } from '../../kernel/ids.js';
import type { CalendarDate, Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { ClientStatus, Priority } from '../../generated/requests/clients.js';
import type { LanguageCode } from '../../generated/requests/users.js';

/** Somebody whom the practice serves: the person it has its agreement with, and whom it bills. */
export interface Client {
  id: Id;
  /** @example "Morgan" */
  firstName: string;
  /** @example "Ellery" */
  lastName: string;
  /** @example "morgan.ellery@mail.example" */
  email: string | null;
  /**
   * As it was typed; null where there is none.
   * @example "+1 555 010 0123"
   */
  phone: string | null;
  /** @example "12 Harbour Lane, Northfield" */
  address: string | null;
  status: ClientStatus;
  priority: Priority;
  /**
   * Left out for those who may not read clinical notes.
   * @example "Prefers mornings."
   */
  notes?: string | null;
  /** The therapist of record. */
  therapistId: Id | null;
  /** @example "Sam Rivera" */
  therapistName: string | null;
  preferredLanguage: LanguageCode;
  requiresInterpreter: boolean;
  /** @example "French, by phone" */
  interpreterNotes: string | null;
  /** @example "1984-06-02" */
  dateOfBirth: CalendarDate | null;
  /**
   * Days until their invoices are due; null: the practice's. Only for those who may change invoices.
   * @isInt
   * @minimum 0
   * @maximum 365
   * @example 14
   */
  paymentTermsDays?: number | null;
  createdAt: Instant;
  updatedAt: Instant;
  createdBy: Id | null;
  updatedBy: Id | null;
}

/** One page of clients. */
export interface ClientPage {
  items: Client[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}

/** Somebody who may be the same person. */
export interface PossibleDuplicate {
  id: Id;
  /** @example "Morgan Ellery" */
  name: string;
  /**
   * What is alike.
   * @maxItems 10
   * @example ["name", "phone"]
   */
  reasons: string[];
}

/** All of them. */
export interface PossibleDuplicateList {
  /** @maxItems 200 */
  items: PossibleDuplicate[];
  nextCursor: string | null;
}

/** A client as changed, and what deserves a second look. */
export interface ChangedClient extends Client {
  /**
   * `POSSIBLE_DUPLICATE` for each client that looks like the same person; of those that you may see.
   * @maxItems 200
   */
  warnings: Warning[];
}

/** A new client, and who may be the same person already. */
export interface CreatedClient extends ChangedClient {
  /**
   * Clients that look like the same person; of those that you may see.
   * @maxItems 20
   */
  possibleDuplicates: PossibleDuplicate[];
}
