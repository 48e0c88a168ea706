/** What may be odd about a booking, as values: the practice refuses some of them, whoever books confirms others. */
export const BOOKING_WARNINGS = [
  'OUTSIDE_WORKING_HOURS',
  'OUTSIDE_OPENING_HOURS',
  'TIME_OFF',
  'CLOSURE',
  'LEARNER_ON_HOLD',
] as const;
