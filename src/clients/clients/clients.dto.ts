import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { LanguageCode } from '../../generated/requests/users.js';

export type ClientStatus = 'ACTIVE' | 'INACTIVE' | 'ARCHIVED' | 'WAITLIST';
export type Priority = 'LOW' | 'MEDIUM' | 'HIGH';

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

export interface CreateClientInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Morgan"
   */
  firstName: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Ellery"
   */
  lastName: string;
  /**
   * @maxLength 254
   * @example "morgan.ellery@mail.example"
   */
  email?: string | null;
  /**
   * Kept as it is typed. Without a country's code it is of the practice's country.
   * @maxLength 40
   * @example "+1 555 010 0123"
   */
  phone?: string | null;
  /**
   * @maxLength 500
   * @example "12 Harbour Lane, Northfield"
   */
  address?: string | null;
  status?: ClientStatus;
  priority?: Priority;
  /**
   * @maxLength 20000
   * @example "Prefers mornings."
   */
  notes?: string | null;
  therapistId?: Id | null;
  preferredLanguage?: LanguageCode;
  requiresInterpreter?: boolean;
  /**
   * @maxLength 1000
   * @example "French, by phone"
   */
  interpreterNotes?: string | null;
}

export interface UpdateClientInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Morgan"
   */
  firstName?: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Ellery"
   */
  lastName?: string;
  /**
   * @maxLength 254
   * @example "morgan.ellery@mail.example"
   */
  email?: string | null;
  /**
   * Kept as it is typed. Without a country's code it is of the practice's country.
   * @maxLength 40
   * @example "+1 555 010 0123"
   */
  phone?: string | null;
  /**
   * @maxLength 500
   * @example "12 Harbour Lane, Northfield"
   */
  address?: string | null;
  status?: ClientStatus;
  priority?: Priority;
  /**
   * @maxLength 20000
   * @example "Prefers mornings."
   */
  notes?: string | null;
  therapistId?: Id | null;
  preferredLanguage?: LanguageCode;
  requiresInterpreter?: boolean;
  /**
   * @maxLength 1000
   * @example "French, by phone"
   */
  interpreterNotes?: string | null;
}

export interface ClientListQuery {
  /**
   * How many at most.
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * The nextCursor of the page before.
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /** `lastName` if not said; with `q`, how well each fits. */
  sort?: 'lastName' | '-lastName' | 'createdAt' | '-createdAt' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Adds `total`.
   * @default false
   */
  count?: boolean;
  /**
   * Any of these.
   * @maxItems 10
   */
  status?: ClientStatus[];
  priority?: Priority;
  therapistId?: Id;
  preferredLanguage?: LanguageCode;
  requiresInterpreter?: boolean;
  /** Added at this instant or later. */
  createdFrom?: Instant;
  /** Added before this instant. */
  createdTo?: Instant;
  /**
   * Words of the name, the e-mail address or the phone number, in any writing: case, accents, apostrophes and order do not matter. Where
   * nothing is found so, names that are nearly the same. The best match is first unless `sort` says otherwise.
   * @minLength 1
   * @maxLength 100
   */
  q?: string;
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

export interface PossibleDuplicateQuery {
  /**
   * @minLength 1
   * @maxLength 100
   */
  firstName: string;
  /**
   * @minLength 1
   * @maxLength 100
   */
  lastName: string;
  /** @maxLength 254 */
  email?: string;
  /** @maxLength 40 */
  phone?: string;
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
