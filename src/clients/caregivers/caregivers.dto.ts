import type { Id } from '../../kernel/ids.js';
import { type CalendarDate, type Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { LanguageCode } from '../../generated/requests/users.js';

export type Relationship =
  'PARENT' | 'GUARDIAN' | 'GRANDPARENT' | 'FOSTER_PARENT' | 'SIBLING' | 'PARTNER' | 'CASE_WORKER' | 'OTHER';

/** Somebody who cares for the client's learners or acts for the client, and what they may do. */
export interface Caregiver {
  id: Id;
  clientId: Id;
  /** @example "Alex" */
  firstName: string;
  /** @example "Ellery" */
  lastName: string;
  relationship: Relationship;
  /** @example "alex.ellery@mail.example" */
  email: string | null;
  /** @example "+1 555 010 0177" */
  phone: string | null;
  /** @example "3 Mill Street, Northfield" */
  address: string | null;
  preferredLanguage: LanguageCode;
  isPrimaryContact: boolean;
  isEmergencyContact: boolean;
  /** May book and cancel appointments. */
  mayBook: boolean;
  /** Gets invoices and may pay them. */
  mayPay: boolean;
  /** May see records. */
  maySeeRecords: boolean;
  /** When the consent behind these rights ends; null = until changed. */
  consentExpiresOn: CalendarDate | null;
  /** @example "Every other weekend" */
  notes: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** A new caregiver, and what deserves a second look. */
export interface CreatedCaregiver extends Caregiver {
  /**
   * `POSSIBLE_DUPLICATE` for each of the client's caregivers who looks like the same person.
   * @maxItems 200
   */
  warnings: Warning[];
}

export interface CaregiverList {
  /** @maxItems 50 */
  items: Caregiver[];
  nextCursor: string | null;
}

export interface CreateCaregiverInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Alex"
   */
  firstName: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Ellery"
   */
  lastName: string;
  relationship: Relationship;
  /**
   * An e-mail address or a phone number is needed.
   * @maxLength 254
   * @example "alex.ellery@mail.example"
   */
  email?: string | null;
  /**
   * @maxLength 40
   * @example "+1 555 010 0177"
   */
  phone?: string | null;
  /**
   * @maxLength 500
   * @example "3 Mill Street, Northfield"
   */
  address?: string | null;
  preferredLanguage?: LanguageCode;
  /** One caregiver of a client is it; naming another one moves it. */
  isPrimaryContact?: boolean;
  isEmergencyContact?: boolean;
  mayBook?: boolean;
  mayPay?: boolean;
  maySeeRecords?: boolean;
  consentExpiresOn?: CalendarDate | null;
  /**
   * @maxLength 2000
   * @example "Every other weekend"
   */
  notes?: string | null;
}

export interface UpdateCaregiverInput {
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Alex"
   */
  firstName?: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Ellery"
   */
  lastName?: string;
  relationship?: Relationship;
  /**
   * @maxLength 254
   * @example "alex.ellery@mail.example"
   */
  email?: string | null;
  /**
   * @maxLength 40
   * @example "+1 555 010 0177"
   */
  phone?: string | null;
  /**
   * @maxLength 500
   * @example "3 Mill Street, Northfield"
   */
  address?: string | null;
  preferredLanguage?: LanguageCode;
  isPrimaryContact?: boolean;
  isEmergencyContact?: boolean;
  mayBook?: boolean;
  mayPay?: boolean;
  maySeeRecords?: boolean;
  consentExpiresOn?: CalendarDate | null;
  /**
   * @maxLength 2000
   * @example "Every other weekend"
   */
  notes?: string | null;
}
