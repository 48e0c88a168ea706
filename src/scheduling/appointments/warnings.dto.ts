/** What is said of a booking although it is allowed: the words of the API. */
export type { BookingWarningCode } from '../../generated/requests/practice.js';
