/** How a paper writes money, days and numbers: in its language, as the practice's country does. Pure. */
import { Decimal } from 'decimal.js';
import { type Habits, writingIn } from '../rules/writing.js';
import { PAPER_LANGUAGES, type PaperLanguage } from './paper.js';
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
}

const isOfPapers = (language: string): language is PaperLanguage => PAPER_LANGUAGES.some((one) => one === language);

/** The first of these that papers are written in: what was asked for, the client's, the practice's. */
export const languageFrom = (...wishes: readonly (string | null | undefined)[]): PaperLanguage =>
  wishes.find((one): one is PaperLanguage => typeof one === 'string' && isOfPapers(one)) ?? 'EN';

/** @param habits of the practice */
export function sayIn(language: PaperLanguage, habits: Habits): Say {
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
  };
}
