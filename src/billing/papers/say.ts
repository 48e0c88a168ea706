/** How a paper writes money, days and numbers: in its language, as the practice's country does. Pure. */
import { Decimal } from 'decimal.js';
import { type Habits, writingIn } from '../rules/writing.js';
import type { PaperLanguage } from '../rules/paper-languages.js';
import type { PaperWords } from './words/paper-words.js';
import { wordsIn } from './words/words.js';

export interface Say {
  language: PaperLanguage;
  words: PaperWords;
  money: (amount: Decimal | string) => string;
  /** As money, with the sign that takes away. */
  less: (amount: Decimal | string) => string;
  day: (day: string) => string;
  /** `9.975%`, in French `9,975 %`, without zeros behind. */
  percent: (rate: string) => string;
  quantity: (quantity: string) => string;
  /** What a tax is called: as the practice calls it in this language, else by its own name. */
  tax: (name: string) => string;
}

/** What lines name the tax whose name nobody gave: a service's own rate. */
const NAMELESS = 'Tax';
const NO_NAMES: ReadonlyMap<string, string> = new Map();

/**
 * @param habits of the practice
 * @param taxNames what its taxes are called in that language, by their own names
 */
export function sayIn(language: PaperLanguage, habits: Habits, taxNames = NO_NAMES): Say {
  const { money, day, decimal } = writingIn(language, habits);
  return {
    language,
    words: wordsIn(language),
    money,
    less: (value) => money(new Decimal(value).negated()),
    day,
    // English alone writes the sign without a space.
    percent: (rate) => `${decimal(new Decimal(rate).toFixed())}${language === 'EN' ? '' : '\u00a0'}%`,
    quantity: (quantity) => decimal(new Decimal(quantity).toFixed()),
    tax: (name) => taxNames.get(name) ?? (name === NAMELESS ? wordsIn(language).fields.tax : name),
  };
}
