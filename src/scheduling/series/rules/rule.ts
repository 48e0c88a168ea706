/**
 * A rule of days after RFC 5545 (3.3.10), read and held to the standard's table of parts. Pure. Times within a day (BYHOUR and
 * smaller) are not among them: the wall clock of the series says when.
 */
import type { Weekday } from '../../../generated/requests/series.js';
import { unprocessable } from '../../../kernel/errors.js';
import { WEEKDAY_CODES } from '../../../kernel/words.js';

export type { Weekday };
export const WEEKDAYS: readonly Weekday[] = WEEKDAY_CODES;

const FREQUENCIES = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type RuleFrequency = (typeof FREQUENCIES)[number];

/** A rule as it is worked out. Negative numbers count from the end; an absent part leaves all days. */
export interface DayRule {
  frequency: RuleFrequency;
  interval: number;
  /** Which weekday a week begins with, 0 = Monday. */
  weekStart: number;
  /** `nth` of the month or year; 0 = each. `weekday` 0 = Monday. */
  weekdays?: readonly { nth: number; weekday: number }[];
  months?: readonly number[];
  monthDays?: readonly number[];
  yearDays?: readonly number[];
  weeks?: readonly number[];
  /** Which of the days that a period has. */
  positions?: readonly number[];
  count?: number;
  /** As it is written: 20300603, 20300603T140000 or 20300603T140000Z. */
  until?: string;
}

const NUMBERS = {
  BYMONTH: { most: 12, signed: false },
  BYMONTHDAY: { most: 31, signed: true },
  BYYEARDAY: { most: 366, signed: true },
  BYWEEKNO: { most: 53, signed: true },
  BYSETPOS: { most: 366, signed: true },
} as const;

const refuse = (detail: string): Error => unprocessable('series.rule', detail, 'recurrence.rule');
const noRule = (): Error => refuse('This is not a rule of days after RFC 5545.');

/** The parts of a rule by name, in capitals. Throws 422 for what is no list of parts, and for one that is there twice. */
export function partsOf(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text.replace(/^RRULE:/i, '').split(';')) {
    const [name = '', value = '', ...rest] = part.toUpperCase().split('=');
    if (rest.length > 0 || value === '') throw noRule();
    if (parts.has(name)) throw refuse(`${name} is there twice.`);
    parts.set(name, value);
  }
  return parts;
}

function numbers(name: keyof typeof NUMBERS, text: string): number[] {
  const { most, signed } = NUMBERS[name];
  return text.split(',').map((one) => {
    const value = (signed ? /^[+-]?\d{1,3}$/ : /^\d{1,3}$/).test(one) ? Number(one) : 0;
    if (value === 0 || Math.abs(value) > most)
      throw refuse(`${name} is a list of numbers from 1 to ${most}${signed ? `, or from -${most} to -1` : ''}.`);
    return value;
  });
}

function positive(name: string, text: string): number {
  if (!/^\d{1,9}$/.test(text) || Number(text) === 0) throw refuse(`${name} is a whole number from 1 on.`);
  return Number(text);
}

function weekday(text: string): number {
  const index = WEEKDAYS.indexOf(text as Weekday);
  if (index < 0) throw refuse('A day of the week is MO, TU, WE, TH, FR, SA or SU.');
  return index;
}

function weekdays(text: string): { nth: number; weekday: number }[] {
  return text.split(',').map((one) => {
    const [, nth, day] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(one) ?? [];
    if (day === undefined) throw refuse('BYDAY is a list of weekdays, like MO,TU or 2MO,-1FR.');
    if (nth !== undefined && (Number(nth) === 0 || Math.abs(Number(nth)) > 53))
      throw refuse('The number before a weekday is from 1 to 53, or from -53 to -1.');
    return { nth: Number(nth ?? 0), weekday: weekday(day) };
  });
}

/** Which parts go with which frequency: the table of RFC 5545, 3.3.10. */
function requireTable(rule: DayRule): void {
  const { frequency } = rule;
  if (rule.weeks && frequency !== 'YEARLY') throw refuse('BYWEEKNO goes with FREQ=YEARLY alone.');
  if (rule.yearDays && frequency !== 'YEARLY') throw refuse('BYYEARDAY goes with FREQ=YEARLY alone.');
  if (rule.monthDays && frequency === 'WEEKLY') throw refuse('BYMONTHDAY does not go with FREQ=WEEKLY.');
  const nths = (rule.weekdays ?? []).map(({ nth }) => Math.abs(nth));
  if (nths.some((nth) => nth > 0)) {
    if (frequency === 'DAILY' || frequency === 'WEEKLY')
      throw refuse('A number before a weekday goes with FREQ=MONTHLY and FREQ=YEARLY alone.');
    if (rule.weeks) throw refuse('A number before a weekday does not go with BYWEEKNO.');
    if ((frequency === 'MONTHLY' || rule.months) && nths.some((nth) => nth > 5))
      throw refuse('No weekday comes more than five times a month.');
  }
  const others = [rule.weekdays, rule.months, rule.monthDays, rule.yearDays, rule.weeks];
  if (rule.positions && others.every((part) => part === undefined))
    throw refuse('BYSETPOS goes with another part that begins with BY.');
  if (rule.count !== undefined && rule.until !== undefined) throw refuse('A rule has COUNT or UNTIL, not both.');
}

/**
 * Reads a rule.
 * @param text without DTSTART: `FREQ=MONTHLY;BYDAY=2TU;COUNT=6`, with or without `RRULE:`
 * @throws 422 that says which part is wrong
 */
export function readRule(text: string): DayRule {
  const parts = partsOf(text);
  const frequency = FREQUENCIES.find((one) => one === parts.get('FREQ'));
  if (!frequency) throw refuse('A rule repeats daily, weekly, monthly or yearly.');
  const rule: DayRule = { frequency, interval: 1, weekStart: 0 };
  for (const [name, value] of parts) {
    if (name === 'FREQ') continue;
    else if (name === 'INTERVAL') rule.interval = positive(name, value);
    else if (name === 'COUNT') rule.count = positive(name, value);
    else if (name === 'UNTIL') rule.until = requireEnd(value);
    else if (name === 'WKST') rule.weekStart = weekday(value);
    else if (name === 'BYDAY') rule.weekdays = weekdays(value);
    else if (name === 'BYMONTH') rule.months = numbers(name, value);
    else if (name === 'BYMONTHDAY') rule.monthDays = numbers(name, value);
    else if (name === 'BYYEARDAY') rule.yearDays = numbers(name, value);
    else if (name === 'BYWEEKNO') rule.weeks = numbers(name, value);
    else if (name === 'BYSETPOS') rule.positions = numbers(name, value);
    else throw noRule();
  }
  requireTable(rule);
  return rule;
}

/** The form alone; whether there is such a day is seen where it is read. */
function requireEnd(text: string): string {
  if (!/^\d{8}(T\d{6}Z?)?$/.test(text)) throw refuse('UNTIL is a day or an instant, like 20300603 or 20300603T140000Z.');
  return text;
}
