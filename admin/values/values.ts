/**
 * Between the rows of the use cases (bigint, Decimal, Date) and what a form sends and a page shows (text). Exact both
 * ways: no value passes through a floating-point number.
 */
import type { Decimal } from 'decimal.js';
import { AppError } from '../../src/kernel/errors.js';
import { isId } from '../../src/kernel/ids.js';
import { fromDate, toDate, toInstant } from '../../src/kernel/time.js';
import { NEEDED } from '../words/needed.js';
import { asText } from '../words/text.js';
import type { PanelField } from '../words/fields.js';
import { typedClock } from './typed-clock.js';
import { typedNumber } from './typed-number.js';

/** What a page gets for one column. */
export type Param = string | boolean | null | string[];

/** What can't be read as a value of the field's kind; the message is for the person at the form. */
export class ValueFault extends Error {}

interface Decimalish {
  toFixed(digits?: number): string;
}

const LIMITS = { small: 2_147_483_647n, big: 9_223_372_036_854_775_807n };

/** A value of a row, as a page shows it. @param row where what it measures stands beside it */
export function toParam(field: PanelField, value: unknown, row: Readonly<Record<string, unknown>> = {}): Param {
  if (value === null || value === undefined) return null;
  switch (field.kind) {
    case 'boolean':
      return value === true;
    case 'decimal': {
      const decimal = value as Decimalish | string;
      if (typeof decimal === 'string') return decimal;
      // Money with its two decimals; a latitude, or a number of visits, without trailing zeros.
      const isNumber = field.moneyBy !== undefined && row[field.moneyBy.column] !== field.moneyBy.is;
      return field.scale === 2 && !isNumber ? decimal.toFixed(2) : decimal.toFixed();
    }
    case 'date':
      return value instanceof Date ? fromDate(value) : asText(value);
    case 'datetime':
      return value instanceof Date ? value.toISOString() : asText(value);
    case 'list':
      return (value as unknown[]).map(String);
    case 'json':
      return JSON.stringify(value, null, 2);
    default:
      return asText(value);
  }
}

function integer(field: PanelField, text: string): bigint | number {
  if (!/^-?\d{1,19}$/.test(text)) throw new ValueFault('Give a whole number, without blanks or a point.');
  const value = BigInt(text);
  const limit = field.big ? LIMITS.big : LIMITS.small;
  if (value > limit || value < -limit) throw new ValueFault(`Give a number of at most ${limit.toString()}.`);
  return field.big ? value : Number(value);
}

/** Read as the pages about money read it: grouped, with a comma for the point, with a currency's sign. */
function decimal(field: PanelField, text: string): Decimal {
  const { value, fault } = typedNumber(text, field.scale ?? 2);
  if (fault !== undefined) throw new ValueFault(fault);
  return value;
}

/** Says it in words for the person at the form; any other error is a bug and passes. */
function orFault<T>(read: () => T, message: string): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof AppError) throw new ValueFault(message);
    throw error;
  }
}

/**
 * What a form sent for a field, as the use cases want it. Empty text in a nullable field clears it (null).
 * @throws {ValueFault}
 */
export function fromParam(field: PanelField, sent: unknown): unknown {
  if (field.kind === 'list') return field.integers ? listOf(sent).map((text) => integer(field, text)) : listOf(sent);
  if (sent === null || sent === undefined || sent === '') {
    if (field.nullable) return null;
    if (field.kind === 'boolean') return false;
    throw new ValueFault(NEEDED);
  }
  if (field.kind === 'boolean') {
    if (sent === true || sent === 'true') return true;
    if (sent === false || sent === 'false') return false;
    throw new ValueFault('Choose yes or no.');
  }
  if (typeof sent !== 'string') throw new ValueFault('This can’t be read.');
  if (sent.includes('\0')) throw new ValueFault('This holds a character that can’t be kept.');
  if (field.wallTime) return typedClock(sent);
  switch (field.kind) {
    case 'reference':
      if (!isId(sent)) throw new ValueFault('Choose one of the list.');
      return BigInt(sent);
    case 'integer':
      return integer(field, sent.trim());
    case 'decimal':
      return decimal(field, sent.trim());
    case 'date':
      return orFault(() => toDate(sent.slice(0, 10), field.name), 'Give a date of the calendar.');
    case 'datetime':
      return orFault(() => toInstant(sent, field.name), 'Give a date and a time of the calendar.');
    case 'enum':
      if (!field.values?.includes(sent)) throw new ValueFault('Choose one of the list.');
      return sent;
    case 'json':
      throw new ValueFault('This can’t be changed here.');
    default:
      if (field.maxLength !== undefined && [...sent].length > field.maxLength)
        throw new ValueFault(`Give at most ${field.maxLength} characters.`);
      return sent;
  }
}

function listOf(sent: unknown): string[] {
  if (sent === null || sent === undefined || sent === '') return [];
  if (!Array.isArray(sent)) throw new ValueFault('Give a list.');
  const texts = sent.filter((item): item is string => typeof item === 'string').map((item) => item.trim());
  if (texts.some((text) => text.includes('\0'))) throw new ValueFault('This holds a character that can’t be kept.');
  return texts.filter((text) => text !== '');
}
