/**
 * The pieces that requests are made of. Each takes the text of the wire or the typed value (bigint, Date, Decimal), and gives the typed
 * one, so that a use case has one dialect whichever door it is called through. `*.input.ts` states each field of a request once with
 * them: bounds and words here, description and example in `.meta({…})`; src/openapi/request-types.ts makes of that the interfaces that
 * the routes and the specification are made from. How to write one: docs/decisions/0011.
 */
import { Decimal } from 'decimal.js';
import { z } from 'zod';
import { AppError, malformed } from './errors.js';
import { type Id, toId } from './ids.js';
import { type AskedMoney, toMoney } from './money.js';
import { type CalendarDate, fromDate, type Instant, requireYear, toDate, toInstant } from './time.js';
import { isNpi } from './npi.js';
import { bounded, matching } from './validation.js';

export {
  check,
  email,
  isOneLine,
  line,
  matching,
  ONE_LINE,
  optionalLine,
  optionalText,
  phone,
  text,
  webAddress,
} from './validation.js';

declare module 'zod' {
  interface GlobalMeta {
    /** A type that is declared elsewhere and stands for this field in a request: `Id`. */
    named?: 'Id' | 'Instant' | 'CalendarDate' | 'DayOfWeek' | 'AskedMoney' | 'Permission';
    example?: unknown;
    default?: unknown;
    minLength?: number;
    maxLength?: number;
    pattern?: string;
  }
}

/** Stands for the field's path in what `read` says; `check` puts the path in. */
const PATH = '\u0000';

/** What a text in a wrong form says of itself, for `check`. Throws what is no such refusal. */
function malformation(error: unknown, input: unknown) {
  if (!(error instanceof AppError)) throw error;
  const message = error.errors?.[0]?.message ?? 'is not valid';
  return { code: 'custom' as const, message, input, params: { malformed: error.message.replace(PATH, '').trim() } };
}

/** A field that `read` turns into its type. What `read` refuses is a request in a wrong form (400), not a wrong value (422). */
const typed = <In, Out>(takes: (value: unknown) => value is In, read: (value: In, path: string) => Out) =>
  z
    .custom<In>(takes, { error: ({ input }) => (input === undefined ? 'is missing' : 'must be text') })
    .transform((value, { issues }): Out => {
      try {
        return read(value, PATH);
      } catch (error) {
        issues.push(malformation(error, value));
        return z.NEVER;
      }
    });

const isText = (value: unknown): value is string => typeof value === 'string';
const isDate = (value: unknown): value is Date => value instanceof Date;
const isReal = (date: Date): boolean => !Number.isNaN(date.getTime());

/** The id of a record: digits or a bigint; gives the bigint. */
export const id = () =>
  typed(
    (value): value is Id | bigint => isText(value) || typeof value === 'bigint',
    (value, path) => toId(String(value), path),
  ).meta({ named: 'Id' });

/** A day of the calendar, `2026-03-08` or a Date of that day in UTC; gives midnight UTC, as the database keeps it. */
export const day = () =>
  typed(
    (value): value is CalendarDate | Date => isText(value) || isDate(value),
    (value, path) => toDate(isText(value) ? value : isReal(value) ? fromDate(value) : '', path),
  ).meta({ named: 'CalendarDate' });

/** A day of the calendar that stays text, as rules of days take it. */
export const dayText = () => day().transform(fromDate).meta({ named: 'CalendarDate' });

/** An instant, with its offset where it is text; gives a Date. */
export const instant = () =>
  typed(
    (value): value is Instant | Date => isText(value) || isDate(value),
    (value, path) => {
      if (isText(value) || !isReal(value)) return toInstant(isText(value) ? value : '', path);
      requireYear(value, path);
      return value;
    },
  ).meta({ named: 'Instant' });

const SPAN = 'must be two instants with a slash between';

/** A stretch of time, two instants with a slash between; gives its two ends. */
export const span = () =>
  z
    .string()
    .transform((value, { issues }) => {
      const [start = '', end = '', ...rest] = value.split('/');
      try {
        if (rest.length > 0 || !end) throw malformed(`${PATH} ${SPAN}`, [{ path: PATH, message: SPAN }]);
        return { start: toInstant(start, PATH), end: toInstant(end, PATH) };
      } catch (error) {
        issues.push(malformation(error, value));
        return z.NEVER;
      }
    })
    .meta({ minLength: 35, maxLength: 59 });

/** An amount of money: text with two decimals, or a Decimal, which is rounded to them, of at most MOST_MONEY; gives a Decimal. */
export const money = () =>
  typed(
    (value): value is AskedMoney | Decimal => isText(value) || Decimal.isDecimal(value),
    (value, path) => toMoney(isText(value) ? value : value.toFixed(2), path),
  ).meta({ named: 'AskedMoney' });

/**
 * A number with a fraction that is kept exactly: text with at most so many decimals, or a Decimal; gives a Decimal.
 * @param most the largest
 */
export const decimal = (places: number, most: number) => {
  const form = new RegExp(`^(0|[1-9][0-9]{0,${String(most).length - 1}})(\\.[0-9]{1,${places}})?$`);
  const words = `must be a number from 0 to ${most} with at most ${places} decimals, like "1.5"`;
  return z
    .custom<string | Decimal>((value) => isText(value) || Decimal.isDecimal(value), {
      error: ({ input }) => (input === undefined ? 'is missing' : 'must be text'),
    })
    .transform((value, { issues }): Decimal => {
      const text = isText(value) ? value : value.toFixed();
      if (form.test(text) && new Decimal(text).lessThanOrEqualTo(most)) return new Decimal(text);
      issues.push(malformation(malformed(`${PATH} ${words}.`, [{ path: PATH, message: words }]), value));
      return z.NEVER;
    })
    .meta({ type: 'string', pattern: form.source, maxLength: String(most).length + 1 + places });
};

const CLOCK = '([01][0-9]|2[0-3]):[0-5][0-9]';

/** A time of the wall clock, `09:00`. */
export const time = () => matching(new RegExp(`^${CLOCK}$`), 5, 'must be a time of day, like 09:00');

/** When something on a wall clock ends: `24:00` is the end of the day. */
export const endTime = () => matching(new RegExp(`^(${CLOCK}|24:00)$`), 5, 'must be a time of day, like 09:00');

/** A day of the week: 1 is Monday, 7 is Sunday. */
export const weekday = () =>
  z.int('must be a whole number').min(1, 'must be at least 1 (Monday)').max(7, 'must be at most 7 (Sunday)');

/** A whole number in those bounds. */
export const whole = (least: number, most: number) =>
  z.int('must be a whole number').min(least, `must be at least ${least}`).max(most, `must be at most ${most}`);

/** A number with a fraction, kept as Decimal in the database and small enough to be a float: a coordinate. */
export const fraction = (least: number, most: number) =>
  z
    .custom<number | string | Decimal>()
    .transform((value) => (isText(value) || Decimal.isDecimal(value) ? Number(value) : value))
    .pipe(z.number().min(least, `must be from ${least} to ${most}`).max(most, `must be from ${least} to ${most}`))
    .meta({ type: 'number', minimum: least, maximum: most });

/** A field that may be missing or null; an empty text counts as null. */
export const optional = <T>(schema: z.ZodType<T, string>) => z.union([z.literal('').transform(() => null), schema]).nullish();

/** A National Provider Identifier, with its check digit; it may be missing, and an empty text counts as null. */
export const npi = () =>
  optional(bounded(10).refine(isNpi, 'must be ten digits whose last one is their check digit').meta({ maxLength: 10 }));

/** What looks for words: in a list, and in the one search. */
const SEARCHED = 100;
const CURSOR = 2000;

/** The order of a list: each of the names, and with a minus from its end. */
const sorts = <Name extends string>(names: readonly Name[]) =>
  z.enum(names.flatMap((name): (Name | `-${Name}`)[] => [name, `-${name}`]));

/**
 * What each list takes.
 * @param names what it can be sorted by
 * @param usual what is said of `sort`: the order if none is asked for
 * @param words what is said of the others, where it is not the usual
 */
export const listFields = <Name extends string>(
  names: readonly Name[],
  usual: string | { description?: string; default?: string },
  words: { limit?: string; cursor?: string; count?: string } = {},
) => {
  const said = { limit: 'How many at most.', cursor: 'The nextCursor of the page before.', count: 'Adds `total`.', ...words };
  return {
    limit: whole(1, 200).optional().meta({ description: said.limit, default: 50 }),
    cursor: z.string().min(1).max(CURSOR).optional().meta({ description: said.cursor }),
    sort: sorts(names)
      .optional()
      .meta(typeof usual === 'string' ? { description: usual } : usual),
    updatedFrom: instant().optional().meta({ description: 'Only what was added or changed at this instant or later.' }),
    count: z.boolean().optional().meta({ description: said.count, default: false }),
  };
};

/** The words that a list is searched for. @param where `Words of the name or the address.` */
export const searchWords = (where: string) => z.string().min(1).max(SEARCHED).optional().meta({ description: where });
