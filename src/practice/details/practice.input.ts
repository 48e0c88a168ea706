/** What can be said of the practice, and formats that its locations share. */
import { z } from 'zod';
import { email, line, npi, optional, optionalLine, optionalText, phone, webAddress } from '../../kernel/fields.js';
import { isCountry, isCurrency, isLocale } from '../../kernel/regions.js';
import { isTimeZone } from '../../kernel/time.js';
import { languageCode } from '../../people/users/users.input.js';
import { BOOKING_WARNINGS } from './warning-codes.js';

export const timeZone = z
  .string()
  .refine(isTimeZone, 'must be an IANA time zone, like America/New_York')
  .meta({ minLength: 1, maxLength: 64 });

const country = z
  .string()
  .refine(isCountry, 'must be the two letters of a country, like CA')
  .meta({ pattern: '^[A-Z]{2}$', maxLength: 2 });

const currency = z
  .string()
  .refine(isCurrency, 'must be the three letters of a currency, like CAD')
  .meta({ pattern: '^[A-Z]{3}$', maxLength: 3 });

/** Kept as its standard writes it: `en-ca` becomes `en-CA`. */
const locale = z
  .string()
  .refine(isLocale, 'must be a language and region, like en-CA')
  .transform((text) => Intl.getCanonicalLocales(text)[0] as string)
  .meta({ minLength: 2, maxLength: 35 });

/** Up to two weeks, as the database has it. */
const hours = z.int('must be a whole number').min(0, 'must be 0 or more').max(336, 'must be at most 336').optional();

export const calendarFeedDetails = z
  .enum(['INITIALS', 'NAMES'])
  .meta({ id: 'CalendarFeedDetails', description: 'What calendar feeds say of a client.' });

export const weekStart = z
  .enum(['SATURDAY', 'SUNDAY', 'MONDAY'])
  .meta({ id: 'WeekStart', description: 'The day that a week begins with.' });

export const clock = z
  .enum(['HOUR_12', 'HOUR_24'])
  .meta({ id: 'Clock', description: 'How times of day are written: 2:30 PM, or 14:30.' });

export const lateCancellationClock = z.enum(['CLOCK_HOURS', 'OPENING_HOURS']).meta({
  id: 'LateCancellationClock',
  description:
    'Which hours count before an appointment: all of them, or those in which its place is open. Where no opening hours are known, all.',
});

export const bookingWarningCode = z.enum(BOOKING_WARNINGS).meta({
  id: 'BookingWarningCode',
  description: `OUTSIDE_WORKING_HOURS: somebody who works in it does not work then, or not there. OUTSIDE_OPENING_HOURS, CLOSURE: the place is
not open, or closed. TIME_OFF: somebody is away. LEARNER_ON_HOLD: a learner's course rests.`,
});

export const newPractice = z.strictObject({
  name: line(200).meta({ example: 'Harbour Therapy Group' }),
  address: optionalLine(200).meta({ example: '12 Wharf Street' }),
  city: optionalLine(100).meta({ example: 'Northfield' }),
  state: optionalLine(100).meta({ example: 'NY' }),
  zipCode: optionalLine(20).meta({ example: '10001' }),
  phone: optional(phone).meta({ example: '+1 555 010 0110' }),
  email: optional(email).meta({ example: 'office@practice.example' }),
  website: optional(webAddress).meta({ description: 'With http:// or https://.', example: 'https://practice.example' }),
  hoursOfOperation: optionalText(500).meta({ example: 'Mon–Fri 8:00–18:00' }),
  billingName: optionalLine(200).meta({ example: 'Harbour Therapy Group, Accounts' }),
  billingAddress: optionalLine(200).meta({ example: 'PO Box 7' }),
  billingCity: optionalLine(100).meta({ example: 'Northfield' }),
  billingState: optionalLine(100).meta({ example: 'NY' }),
  billingZipCode: optionalLine(20).meta({ example: '10001' }),
  billingEmail: optional(email).meta({ example: 'accounts@practice.example' }),
  stripeCustomerId: optionalLine(255).meta({ example: 'cus_Nf3k2LqYt8' }),
  stripeSubscriptionId: optionalLine(255).meta({ example: 'sub_1Mow2vLk' }),
  subscriptionStatus: optionalLine(50).meta({ example: 'active' }),
  primaryLanguage: languageCode.optional(),
  supportedLanguages: optionalLine(200).meta({ example: 'EN, FR, ES' }),
  timezone: timeZone.optional().meta({
    description: 'The IANA zone of days and months in reports, and of locations that name none.',
    example: 'America/New_York',
  }),
  registrationOpen: z
    .boolean()
    .optional()
    .meta({ description: 'Whether people may register themselves; such accounts wait for approval.' }),
  calendarFeedDetails: calendarFeedDetails
    .optional()
    .meta({ description: 'What calendar feeds say of a client: their initials alone, or the name.' }),
  lateCancellationHours: hours.meta({
    description: 'A cancellation so many hours before the start, or fewer, counts as late.',
    example: 24,
  }),
  lateCancellationClock: lateCancellationClock.optional(),
  refusedBookings: z
    .array(bookingWarningCode)
    .max(BOOKING_WARNINGS.length)
    .transform((codes) => [...new Set(codes)])
    .optional()
    .meta({ description: 'What a booking is refused for (422) instead of being warned of: kinds of warnings.' }),
  reminderHours: hours.meta({
    description: 'Families are reminded so many hours before an appointment; 0 sends no reminders.',
    example: 24,
  }),
  country: country.optional().meta({
    description: "ISO 3166-1, two letters: phone numbers without a country's prefix are of this country.",
    example: 'CA',
  }),
  currency: currency.optional().meta({ description: 'ISO 4217, three letters: what all amounts are in.', example: 'CAD' }),
  locale: locale.optional().meta({
    description: 'BCP 47: how days, times and amounts are written for those who work here.',
    example: 'en-CA',
  }),
  firstDayOfWeek: weekStart.optional().meta({ description: 'The day that a week begins with.' }),
  clock: clock.optional().meta({ description: 'How times of day are written.' }),
  taxId: optionalLine(40).meta({ description: 'On receipts and superbills.', example: '12-3456789' }),
  npi: npi().meta({ description: 'National Provider Identifier of the practice, with its check digit.', example: '1234567893' }),
});
export type NewPractice = z.output<typeof newPractice>;

export const practiceChanges = newPractice
  .partial()
  .meta({ id: 'UpdatePracticeInput', description: 'What can be changed of the practice.' });
export type PracticeChanges = z.output<typeof practiceChanges>;
