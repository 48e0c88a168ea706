/** What is said of a booking although it is allowed: the words of the API. */

/**
 * OUTSIDE_WORKING_HOURS: somebody who works in it does not work then, or not there. OUTSIDE_OPENING_HOURS, CLOSURE: the place is
 * not open, or closed. TIME_OFF: somebody is away. LEARNER_ON_HOLD: a learner's course rests.
 */
export type BookingWarningCode = 'OUTSIDE_WORKING_HOURS' | 'OUTSIDE_OPENING_HOURS' | 'TIME_OFF' | 'CLOSURE' | 'LEARNER_ON_HOLD';
