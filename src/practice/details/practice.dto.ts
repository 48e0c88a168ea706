import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type {
  BookingWarningCode,
  CalendarFeedDetails,
  Clock,
  LateCancellationClock,
  WeekStart,
} from '../../generated/requests/practice.js';
import type { LanguageCode } from '../../generated/requests/users.js';

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
  /** @example "12-3456789" */
  taxId: string | null;
  /** @example "1234567893" */
  npi: string | null;
  createdAt: Instant;
  updatedAt: Instant;
}
