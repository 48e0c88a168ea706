import { malformed } from './errors.js';

/**
 * The id of a record: a positive 64-bit integer, as a string of digits (JSON numbers lose digits above 2^53).
 * @pattern ^[1-9][0-9]{0,18}$
 * @minLength 1
 * @maxLength 19
 * @example "42"
 */
export type Id = string;

const LARGEST = 9_223_372_036_854_775_807n;

/** Whether `text` is an id: digits, positive, within 64 bits. */
export function isId(text: unknown): text is Id {
  return typeof text === 'string' && /^[1-9][0-9]{0,18}$/.test(text) && BigInt(text) <= LARGEST;
}

/** The number behind an id. Throws 400 with `path` where the text isn't one. */
export function toId(text: string, path = 'id'): bigint {
  if (!isId(text)) {
    const message = 'must be an id: a whole number from 1 to 9223372036854775807, as a string of digits';
    throw malformed(`${path} ${message}.`, [{ path, message }]);
  }
  return BigInt(text);
}

/** `toId`, but an absent value stays absent and null stays null. */
export function toOptionalId<T extends string | null | undefined>(text: T, path?: string): bigint | Exclude<T, string> {
  return (typeof text === 'string' ? toId(text, path) : text) as bigint | Exclude<T, string>;
}
