import { z } from 'zod';
import { AppError, type FieldError, malformed } from './errors.js';
import { notAllowed } from './words.js';

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  date: 'a date',
  array: 'a list',
  object: 'an object',
};

/** What is wrong, for people, where the schema has no words of its own. Never the value: it may be a patient's. */
function words(issue: z.core.$ZodRawIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'is missing' : `must be ${KINDS[issue.expected] ?? 'of another kind'}`;
    case 'invalid_value':
      return issue.input === undefined || issue.input === null || issue.input === ''
        ? 'is missing'
        : notAllowed(issue.values.map(String));
    case 'too_small':
    case 'too_big':
      return bound(issue);
    case 'invalid_format':
      return issue.format.startsWith('date') ? 'must be a date' : 'does not have the right form';
    case 'not_multiple_of':
      return `must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
      return 'is not a field of this operation';
    default:
      return 'is not valid';
  }
}

function bound(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall> | z.core.$ZodRawIssue<z.core.$ZodIssueTooBig>): string {
  const [limit, most] = issue.code === 'too_small' ? [issue.minimum, 'at least'] : [issue.maximum, 'at most'];
  if (issue.origin === 'date') return issue.code === 'too_small' ? 'is too early' : 'is too late';
  const unit = issue.origin === 'string' ? ['character', 'characters'] : ['entry', 'entries'];
  if (issue.origin === 'string' || issue.origin === 'array' || issue.origin === 'set') {
    if (issue.code === 'too_small' && Number(limit) === 1) return 'must not be empty';
    return `must have ${most} ${limit} ${unit[Number(limit) === 1 ? 0 : 1]}`;
  }
  if (issue.inclusive === false) return `must be ${issue.code === 'too_small' ? 'more' : 'less'} than ${limit}`;
  return `must be ${most} ${limit}`;
}

/** An unknown field is a fault at its own path. */
function faultsOf(issue: z.core.$ZodIssue): FieldError[] {
  const paths = issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path];
  return paths.map((path) => ({ path: path.join('.'), message: issue.message }));
}

/** What a field that has the wrong form says of itself, for the sentence of a 400; undefined for another fault. */
function malformation(issue: z.core.$ZodIssue): string | undefined {
  const said: unknown = issue.code === 'custom' ? issue.params?.malformed : undefined;
  return typeof said === 'string' ? said : undefined;
}

/** Holds `value` to `schema`, and gives it typed. Throws 422 with the path of each fault; 400 where all there is is a wrong form. */
export function check<T>(schema: z.ZodType<T>, value: unknown): T {
  const result = schema.safeParse(value, { error: words });
  if (result.success) return result.data;
  const { issues } = result.error;
  const errors = issues.flatMap(faultsOf);
  const forms = issues.map(malformation);
  if (forms.every((form) => form !== undefined))
    throw malformed(errors.length === 1 ? `${errors[0]?.path} ${forms[0]}` : 'Some fields are not right.', errors);
  throw new AppError(
    422,
    'request.invalid',
    errors.length === 1 ? `${errors[0]?.path}: ${errors[0]?.message}` : 'Some fields are not right.',
    { errors },
  );
}

/** Line breaks, and other characters that steer a terminal or a mail's head instead of being read. */
const STEERS = /[\p{Cc}\u2028\u2029]/u;

/** Whether the text stays on one line. */
export const isOneLine = (text: string): boolean => !STEERS.test(text);

export const ONE_LINE = 'must be one line';

/** Text of at most so many characters. What is longer is looked at no further: a pattern is never run on it. */
export const bounded = (longest: number) =>
  z
    .string()
    .trim()
    .max(longest, { error: `must have at most ${longest} ${longest === 1 ? 'character' : 'characters'}`, abort: true });

/** A line of text: trimmed, not empty, without line breaks, at most `longest` characters. */
export const line = (longest = 200) => bounded(longest).min(1, 'must not be empty').refine(isOneLine, ONE_LINE);

/** A line that may be missing; an empty one counts as none. */
export const optionalLine = (longest = 200) =>
  bounded(longest)
    .refine(isOneLine, ONE_LINE)
    .transform((text) => text || null)
    .nullish();

/** Text of one or more lines, not empty. */
export const text = (longest: number) => bounded(longest).min(1, 'must not be empty');

/** Long text that may be missing. */
export const optionalText = (longest = 20_000) =>
  bounded(longest)
    .transform((words) => words || null)
    .nullish();

/** A line of a certain form. */
export const matching = (pattern: RegExp, longest: number, message: string) => bounded(longest).regex(pattern, message);

/** An e-mail address, trimmed. */
export const email = bounded(254).pipe(z.email('must be an e-mail address'));

const PHONE = /^\+?[ ()./-]*[0-9][0-9 ()./-]*(?:(?:x|ext\.?) ?[0-9]{1,6})?$/i;

/** A phone number as people write it: digits, spaces, + ( ) - . / and an extension. */
export const phone = bounded(40).refine((text) => PHONE.test(text), 'must be a phone number');

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:\/\/[^\s/]/i.test(text);

/** The address of a site, with http:// or https://. */
export const webAddress = z
  .string()
  .trim()
  .max(200, 'must have at most 200 characters')
  .refine(isWebAddress, 'must be a web address, like https://practice.example');
