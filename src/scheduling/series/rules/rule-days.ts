/**
 * The days of a rule: each day of each period is held against the parts of the rule, as the table of RFC 5545 (3.3.10) has them.
 * Pure. Days are counted from 1970-01-01. A day belongs to the calendar's month and year, also where its week began in another.
 */
import type { DayRule } from './rule.js';

const DAY_MS = 86_400_000;

/** A day's number: of 1970-01-01 it is 0. */
export type DayNumber = number;

interface Day {
  number: DayNumber;
  year: number;
  month: number;
  day: number;
  /** 0 = Monday. */
  weekday: number;
}

const numberOf = (year: number, month: number, day: number): DayNumber => Date.UTC(year, month - 1, day) / DAY_MS;

function dayOf(number: DayNumber): Day {
  const date = new Date(number * DAY_MS);
  return {
    number,
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    weekday: (date.getUTCDay() + 6) % 7,
  };
}

/** The first day of the first week with at least four days in that year. */
function firstWeekOf(year: number, weekStart: number): DayNumber {
  const fourth = dayOf(numberOf(year, 1, 4));
  return fourth.number - ((fourth.weekday - weekStart + 7) % 7);
}

/** Whether the number of something, counted from the front or from the back, is among these. */
const among = (wanted: readonly number[], place: number, length: number): boolean =>
  wanted.includes(place) || wanted.includes(place - length - 1);

function isInWeeks(day: Day, weeks: readonly number[], weekStart: number): boolean {
  const year = [day.year + 1, day.year, day.year - 1].find((one) => firstWeekOf(one, weekStart) <= day.number) ?? day.year;
  const first = firstWeekOf(year, weekStart);
  const length = (firstWeekOf(year + 1, weekStart) - first) / 7;
  return among(weeks, Math.floor((day.number - first) / 7) + 1, length);
}

/** What a rule leaves open its first day says: the weekday, the day of the month, the month. */
function completed(rule: DayRule, first: Day): DayRule {
  if (rule.weekdays || rule.monthDays || rule.yearDays) return rule;
  switch (rule.frequency) {
    case 'DAILY':
      return rule;
    case 'WEEKLY':
      return { ...rule, weekdays: [{ nth: 0, weekday: first.weekday }] };
    case 'MONTHLY':
      return { ...rule, monthDays: [first.day] };
    case 'YEARLY':
      return rule.weeks
        ? { ...rule, weekdays: [{ nth: 0, weekday: first.weekday }] }
        : { ...rule, months: rule.months ?? [first.month], monthDays: [first.day] };
  }
}

function fits(rule: DayRule, day: Day): boolean {
  const { months, monthDays, yearDays, weeks, weekdays } = rule;
  if (months && !months.includes(day.month)) return false;
  const month = { start: numberOf(day.year, day.month, 1), end: numberOf(day.year, day.month + 1, 1) };
  if (monthDays && !among(monthDays, day.day, month.end - month.start)) return false;
  const year = { start: numberOf(day.year, 1, 1), end: numberOf(day.year + 1, 1, 1) };
  if (yearDays && !among(yearDays, day.number - year.start + 1, year.end - year.start)) return false;
  if (weeks && !isInWeeks(day, weeks, rule.weekStart)) return false;
  if (!weekdays) return true;
  const { start, end } = rule.frequency === 'MONTHLY' || months ? month : year;
  const fromFront = Math.floor((day.number - start) / 7) + 1;
  const fromBack = -(Math.floor((end - 1 - day.number) / 7) + 1);
  return weekdays.some(({ nth, weekday }) => weekday === day.weekday && (nth === 0 || nth === fromFront || nth === fromBack));
}

/** The period of the rule that begins `steps` days, weeks, months or years after that of the first day: its first day. */
function periodStart(rule: DayRule, first: Day, steps: number): DayNumber {
  switch (rule.frequency) {
    case 'DAILY':
      return first.number + steps;
    case 'WEEKLY':
      return first.number - ((first.weekday - rule.weekStart + 7) % 7) + 7 * steps;
    case 'MONTHLY':
      return numberOf(first.year, first.month + steps, 1);
    case 'YEARLY':
      return numberOf(first.year + steps, 1, 1);
  }
}

/**
 * The days of a rule in their order, without its COUNT and UNTIL.
 * @param from the first day, which says what the rule leaves open; it is among them if the rule has it
 * @param to the last day that is looked at
 */
export function* daysOfRule(given: DayRule, from: DayNumber, to: DayNumber): Generator<DayNumber> {
  const first = dayOf(from);
  const rule = completed(given, first);
  for (let steps = 0; periodStart(rule, first, steps) <= to; steps += rule.interval) {
    const [start, end] = [periodStart(rule, first, steps), periodStart(rule, first, steps + 1)];
    const days: DayNumber[] = [];
    for (let number = start; number < end; number++) if (fits(rule, dayOf(number))) days.push(number);
    for (const [index, number] of days.entries()) {
      if (number < from || number > to) continue;
      if (!rule.positions || among(rule.positions, index + 1, days.length)) yield number;
    }
  }
}
