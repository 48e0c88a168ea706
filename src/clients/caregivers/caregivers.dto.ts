import type { Id } from '../../kernel/ids.js';
import { type CalendarDate, type Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';
import type { Relationship } from '../../generated/requests/caregivers.js';
import type { LanguageCode } from '../../generated/requests/users.js';

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
