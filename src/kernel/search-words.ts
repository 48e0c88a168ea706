/** What somebody looks for, taken apart: words, each of which must be found, and phone numbers among them. */
import { partsOfKeys, toPhoneNumber, writingsOf } from './phones.js';

/** A word of a search; or several that may also be one phone number. */
export interface Part {
  /** Each of them as typed: the database folds them as it folds what it searches. */
  words: string[];
  /** Parts of the keys of phone numbers, any of which will do instead. */
  phones: string[];
  /** Keys of the very number, where it is a whole one. */
  numbers: string[];
}

const MOST_WORDS = 8;
const LONGEST = 200;
/** Fewer digits are a house number. */
const FEWEST_DIGITS = 4;
/** What parts words. Apostrophes do not. */
const BETWEEN_WORDS = /[^\p{L}\p{N}\p{M}'’ʼ`´‘‛]+/u;
const PHONE = /[+(]?[0-9][0-9 ()./-]*[0-9]/;

const wordsIn = (text: string): string[] => text.split(BETWEEN_WORDS).filter((word) => /[\p{L}\p{N}]/u.test(word));

/**
 * The parts of a search; none where there is nothing to look for.
 * @param country of the practice: ISO 3166-1, two letters
 */
export function partsOf(q: string, country: string): Part[] {
  const text = q.slice(0, LONGEST).replaceAll('\0', '');
  const phone = PHONE.exec(text)?.[0] ?? '';
  if (phone.replace(/[^0-9]/g, '').length < FEWEST_DIGITS) return plain(wordsIn(text));
  const at = text.indexOf(phone);
  const number = toPhoneNumber(phone, country);
  const part: Part = {
    words: wordsIn(phone).slice(0, MOST_WORDS),
    phones: partsOfKeys(phone, country),
    numbers: number ? writingsOf(number, country) : [],
  };
  return [part, ...plain([...wordsIn(text.slice(0, at)), ...wordsIn(text.slice(at + phone.length))])];
}

const plain = (words: string[]): Part[] => words.slice(0, MOST_WORDS).map((word) => ({ words: [word], phones: [], numbers: [] }));

/** Whether somebody looks for something at all. */
export function isSearch(q: string | null | undefined): q is string {
  return typeof q === 'string' && q.trim() !== '';
}
