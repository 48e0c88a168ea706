import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { BookingWarningCode } from '../../scheduling/appointments/warnings.dto.js';
import type { LanguageCode } from '../../people/users/users.dto.js';

/** What calendar feeds say of a client. */
export type CalendarFeedDetails = 'INITIALS' | 'NAMES';

/** The day that a week begins with. */
export type WeekStart = 'SATURDAY' | 'SUNDAY' | 'MONDAY';

/** How times of day are written: 2:30 PM, or 14:30. */
export type Clock = 'HOUR_12' | 'HOUR_24';

/** Which hours count before an appointment: all of them, or those in which its place is open. Where no opening hours are known, all. */
export type LateCancellationClock = 'CLOCK_HOURS' | 'OPENING_HOURS';

/** The practice itself. */
export interface Practice {
  id: Id;
  /** @example "Harbour Therapy Group" */
  name: string;
  /** @example "12 Wharf Street" */
  address: string | null;
  /** @example "Northfield" */
  city: string | null;
  /** @example "NY" */
  state: string | null;
  /** @example "10001" */
  zipCode: string | null;
  /** @example "+1 555 010 0110" */
  phone: string | null;
  /** @example "office@practice.example" */
  email: string | null;
  /**
   * With http:// or https://.
   * @example "https://practice.example"
   */
  website: string | null;
  /** @example "Mon–Fri 8:00–18:00" */
  hoursOfOperation: string | null;
  /** @example "Harbour Therapy Group, Accounts" */
  billingName: string | null;
  /** @example "PO Box 7" */
  billingAddress: string | null;
  /** @example "Northfield" */
  billingCity: string | null;
  /** @example "NY" */
  billingState: string | null;
  /** @example "10001" */
  billingZipCode: string | null;
  /** @example "accounts@practice.example" */
  billingEmail: string | null;
  /**
   * Only for those who may change the practice.
   * @example "cus_Nf3k2LqYt8"
   */
  stripeCustomerId?: string | null;
  /**
   * Only for those who may change the practice.
   * @example "sub_1Mow2vLk"
   */
  stripeSubscriptionId?: string | null;
  /**
   * Only for those who may change the practice.
   * @example "active"
   */
  subscriptionStatus?: string | null;
  primaryLanguage: LanguageCode;
  /** @example "EN, FR, ES" */
  supportedLanguages: string | null;
  /**
   * The IANA zone of days and months in reports, and of locations that name none.
   * @example "America/New_York"
   */
  timezone: string;
  /** Whether people may register themselves; such accounts wait for approval. */
  registrationOpen: boolean;
  /** What calendar feeds say of a client. */
  calendarFeedDetails: CalendarFeedDetails;
  /**
   * A cancellation so many hours before the start, or fewer, counts as late.
   * @isInt
   * @example 24
   */
  lateCancellationHours: number;
  lateCancellationClock: LateCancellationClock;
  /** What a booking is refused for instead of being warned of: kinds of warnings. */
  refusedBookings: BookingWarningCode[];
  /**
   * Families are reminded so many hours before an appointment; 0 sends no reminders.
   * @isInt
   * @example 24
   */
  reminderHours: number;
  /**
   * ISO 3166-1, two letters: phone numbers without a country's prefix are of this country.
   * @example "CA"
   */
  country: string;
  /**
   * ISO 4217, three letters: what all amounts are in.
   * @example "CAD"
   */
  currency: string;
  /**
   * BCP 47: how days, times and amounts are written for those who work here.
   * @example "en-CA"
   */
  locale: string;
  /** The day that a week begins with. */
  firstDayOfWeek: WeekStart;
  /** How times of day are written. */
  clock: Clock;
  createdAt: Instant;
  updatedAt: Instant;
}

/** What can be changed of the practice. */
export interface UpdatePracticeInput {
  /**
   * @minLength 1
   * @maxLength 200
   * @example "Harbour Therapy Group"
   */
  name?: string;
  /**
   * @maxLength 200
   * @example "12 Wharf Street"
   */
  address?: string | null;
  /**
   * @maxLength 100
   * @example "Northfield"
   */
  city?: string | null;
  /**
   * @maxLength 100
   * @example "NY"
   */
  state?: string | null;
  /**
   * @maxLength 20
   * @example "10001"
   */
  zipCode?: string | null;
  /**
   * @maxLength 40
   * @example "+1 555 010 0110"
   */
  phone?: string | null;
  /**
   * @maxLength 254
   * @example "office@practice.example"
   */
  email?: string | null;
  /**
   * With http:// or https://.
   * @maxLength 200
   * @example "https://practice.example"
   */
  website?: string | null;
  /**
   * @maxLength 500
   * @example "Mon–Fri 8:00–18:00"
   */
  hoursOfOperation?: string | null;
  /**
   * @maxLength 200
   * @example "Harbour Therapy Group, Accounts"
   */
  billingName?: string | null;
  /**
   * @maxLength 200
   * @example "PO Box 7"
   */
  billingAddress?: string | null;
  /**
   * @maxLength 100
   * @example "Northfield"
   */
  billingCity?: string | null;
  /**
   * @maxLength 100
   * @example "NY"
   */
  billingState?: string | null;
  /**
   * @maxLength 20
   * @example "10001"
   */
  billingZipCode?: string | null;
  /**
   * @maxLength 254
   * @example "accounts@practice.example"
   */
  billingEmail?: string | null;
  /**
   * @maxLength 255
   * @example "cus_Nf3k2LqYt8"
   */
  stripeCustomerId?: string | null;
  /**
   * @maxLength 255
   * @example "sub_1Mow2vLk"
   */
  stripeSubscriptionId?: string | null;
  /**
   * @maxLength 50
   * @example "active"
   */
  subscriptionStatus?: string | null;
  primaryLanguage?: LanguageCode;
  /**
   * @maxLength 200
   * @example "EN, FR, ES"
   */
  supportedLanguages?: string | null;
  /**
   * The IANA zone of days and months in reports, and of locations that name none.
   * @minLength 1
   * @maxLength 64
   * @example "America/New_York"
   */
  timezone?: string;
  /** Whether people may register themselves; such accounts wait for approval. */
  registrationOpen?: boolean;
  /** What calendar feeds say of a client: their initials alone, or the name. */
  calendarFeedDetails?: CalendarFeedDetails;
  /**
   * A cancellation so many hours before the start, or fewer, counts as late.
   * @isInt
   * @minimum 0
   * @maximum 336
   * @example 24
   */
  lateCancellationHours?: number;
  lateCancellationClock?: LateCancellationClock;
  /**
   * What a booking is refused for (422) instead of being warned of: kinds of warnings.
   * @maxItems 5
   */
  refusedBookings?: BookingWarningCode[];
  /**
   * Families are reminded so many hours before an appointment; 0 sends no reminders.
   * @isInt
   * @minimum 0
   * @maximum 336
   * @example 24
   */
  reminderHours?: number;
  /**
   * ISO 3166-1, two letters: phone numbers without a country's prefix are of this country.
   * @pattern ^[A-Z]{2}$
   * @maxLength 2
   * @example "CA"
   */
  country?: string;
  /**
   * ISO 4217, three letters: what all amounts are in.
   * @pattern ^[A-Z]{3}$
   * @maxLength 3
   * @example "CAD"
   */
  currency?: string;
  /**
   * BCP 47: how days, times and amounts are written for those who work here.
   * @minLength 2
   * @maxLength 35
   * @example "en-CA"
   */
  locale?: string;
  /** The day that a week begins with. */
  firstDayOfWeek?: WeekStart;
  /** How times of day are written. */
  clock?: Clock;
}
