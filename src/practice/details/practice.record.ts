import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { NOT_A_LINK, NPI_IN_WORDS } from '../../database/errors.js';
import { BOOKING_WARNINGS } from './warning-codes.js';
import { ZONE_HELP } from '../../access/practice-zone.js';
import { changes, creates, removes } from '../../records/forms.js';
import { newPractice, practiceChanges } from './practice.input.js';
import { createPractice, deletePractice, updatePractice } from './practice.service.js';
import { CORRECT_TIMEZONE } from './correct-timezone.js';

export const practiceRecord = record('Practice', {
  what: 'practice',
  permissions: { view: P.VIEW_PRACTICE, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  guarded: { permission: P.EDIT_PRACTICE, fields: ['stripeCustomerId', 'stripeSubscriptionId', 'subscriptionStatus'] },
  search: ['name'],
  panel: {
    label: 'Practice details',
    list: ['name', 'city', 'phone', 'email', 'timezone', 'registrationOpen'],
    form: [
      'name',
      'address',
      'city',
      'state',
      'zipCode',
      'phone',
      'email',
      'website',
      'hoursOfOperation',
      'country',
      'timezone',
      'currency',
      'locale',
      'firstDayOfWeek',
      'clock',
      'primaryLanguage',
      'supportedLanguages',
      'registrationOpen',
      'calendarFeedDetails',
      'lateCancellationHours',
      'lateCancellationClock',
      'refusedBookings',
      'reminderHours',
      'taxId',
      'npi',
    ],
    codes: ['subscriptionStatus'],
    choices: {
      refusedBookings: [...BOOKING_WARNINGS],
    },
    labels: { taxId: 'Tax id', npi: 'NPI' },
    help: {
      country: 'Two letters, like CA. Phone numbers without a country’s prefix are of this country.',
      timezone: ZONE_HELP,
      currency: 'Three letters, like CAD. All amounts are in it.',
      locale: 'Language and region, like en-CA: how days, times and amounts are written.',
      registrationOpen: 'People may register themselves; their accounts wait for approval.',
      lateCancellationHours: 'A cancellation so many hours before the start, or fewer, counts as late. 0 to 336.',
      lateCancellationClock: 'Whether nights and closed days count in these hours. Where no opening hours are known, they do.',
      refusedBookings: 'Other bookings of these kinds are allowed after a warning; what is chosen here is refused.',
      reminderHours: 'Families are reminded so many hours before an appointment. 0 sends no reminders; at most 336.',
      calendarFeedDetails: 'What the calendars that people read elsewhere say of a client: the initials alone, or the name.',
    },
  },
  actions: { correctTimezone: CORRECT_TIMEZONE },
  constraints: {
    practice_npi_check: NPI_IN_WORDS,
    practice_website_link_check: { ...NOT_A_LINK, path: 'website' },
  },
  create: creates(newPractice, createPractice),
  update: changes(practiceChanges, updatePractice),
  remove: removes(deletePractice),
});
