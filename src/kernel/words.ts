/** Words that sentences share. */

/** The days of the week; number 1 of ISO 8601 first. */
export const WEEKDAYS: readonly string[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** The same by their numbers, from 1. */
export const WEEKDAYS_BY_NUMBER: Readonly<Record<string, string>> = Object.fromEntries(
  WEEKDAYS.map((name, index) => [index + 1, name]),
);

/** The name of an ISO weekday: 1 is Monday. */
export const dayName = (day: number): string => WEEKDAYS[day - 1] ?? String(day);

/** Its first three letters: `Mon`. */
export const shortDayName = (day: number): string => dayName(day).slice(0, 3);

/** Their codes in rules of days (RFC 5545), Monday first. */
export const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/** `Mon` for MO; what is no code stays. */
export function shortDayOfCode(code: string): string {
  const index = WEEKDAY_CODES.findIndex((one) => one === code);
  return index < 0 ? code : shortDayName(index + 1);
}

/** `a`, `a and b`, `a, b and c`. */
export const joined = (parts: readonly string[]): string =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1) ?? ''}`;

/** As many allowed values as a message names. */
const MOST_NAMED = 12;

/** `is one of` in words; the list only where it is short. */
export function notAllowed(values: readonly string[]): string {
  return values.length > 0 && values.length <= MOST_NAMED
    ? `is not one of the allowed values: ${values.join(', ')}`
    : 'is not one of the allowed values';
}
