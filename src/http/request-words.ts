/** What tsoa's validators say, in plain words. None repeats the value: the sender knows it, and it may be a patient's. */
import type { ValidateError } from '@tsoa/runtime';
import type { FieldError } from '../kernel/errors.js';
import { notAllowed } from '../kernel/words.js';

/** Patterns of the types that fields have, by what only they contain. */
const FORMS: [string, string][] = [
  [']T[', 'must be an instant with its offset, like 2026-03-08T14:00:00.000Z'],
  ['[0-9]{4}-[0-9]{2}-[0-9]{2}$', 'must be a date like 2026-03-08'],
  ['[1-9][0-9]{0,18}', 'must be an id: a whole number from 1 to 9223372036854775807, as a string of digits'],
  ['\\.[0-9]{2}$', 'must be an amount with two decimals, like "120.00"'],
  [':[0-5][0-9]', 'must be a time of the day, like 09:30'],
];

const KINDS: Record<string, string> = {
  string: 'must be text',
  boolean: 'must be true or false',
  integer: 'must be a whole number',
  float: 'must be a number',
  array: 'must be a list',
  object: 'must be an object',
};

const SAYINGS: [RegExp, (found: RegExpExecArray) => string][] = [
  [/is an excess property/, () => 'is not a field of this operation'],
  [/^'.*' is required$/, () => 'is missing'],
  [/^minLength (\d+)$/, ([, n]) => (n === '1' ? 'must not be empty' : `must have at least ${n} characters`)],
  [/^maxLength (\d+)$/, ([, n]) => `must have at most ${n} characters`],
  [/^minItems (\d+)$/, ([, n]) => (n === '1' ? 'must not be empty' : `must have at least ${n} entries`)],
  [/^maxItems (\d+)$/, ([, n]) => `must have at most ${n} entries`],
  [/^min (-?[\d.]+)$/, ([, n]) => `must be at least ${n}`],
  [/^max (-?[\d.]+)$/, ([, n]) => `must be at most ${n}`],
  [
    /^Not match in '(.*)'$/s,
    ([, pattern = '']) => FORMS.find(([part]) => pattern.includes(part))?.[1] ?? 'does not have the right form',
  ],
  [
    /should be one of the following; \[(.*)\]/,
    ([, list = '']) => notAllowed([...list.matchAll(/'([^']*)'|([^',\]]+)/g)].map(([, text, other]) => text ?? other ?? '')),
  ],
  [/^Could not match the union/, () => 'is not one of the kinds that this field takes'],
  [/^invalid (\w+)/i, ([, kind = '']) => KINDS[kind.toLowerCase()] ?? 'is not valid'],
];

/** As the sender wrote it: tsoa says `body.email` for `email`, and `staff.$0.userId` for `staff.0.userId`. */
const sentPath = (path: string): string =>
  path.replace(/^(body|requestBody|input|query|queries)\.(?=.)/, '').replace(/\.\$(\d+)(?=\.|$)/g, '.$1');

/** A body may have thousands of wrong fields; nobody reads so many. */
const MOST_FAULTS = 100;

/** The faults that tsoa found, each at its path as it was sent. */
export function fieldErrors(error: ValidateError): FieldError[] {
  const fields = Object.entries(error.fields).slice(0, MOST_FAULTS);
  return fields.map(([path, { message }]) => {
    const said = SAYINGS.map(([pattern, say]) => {
      const found = pattern.exec(message);
      return found ? say(found) : undefined;
    }).find((words) => words !== undefined);
    return { path: sentPath(path), message: said ?? 'is not valid' };
  });
}
