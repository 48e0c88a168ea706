/** How a paper writes money, days and numbers: in its language, as the practice's country does. Pure. */
import { Decimal } from 'decimal.js';
import { formatsOf, type FormatSettings } from '../../kernel/formats.js';
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

interface Habits extends FormatSettings {
  country: string;
}

/** @param habits of the practice */
export function sayIn(language: PaperLanguage, habits: Habits): Say {
  const own = language.toLowerCase();
  // The practice's own writing of its language; else that of its country.
  const locale = habits.locale.toLowerCase().startsWith(own) ? habits.locale : `${own}-${habits.country}`;
  const { money, day, decimal } = formatsOf({ ...habits, locale });
  // A currency without cents, of which there are some all the same: the figure is the ledger's.
  const hidesCents = money('0.49') === money('0.00');
  const amount = (value: Decimal | string): string => {
    const text = new Decimal(value).toFixed(2);
    return hidesCents && !text.endsWith('.00') ? `${decimal(text)}\u00a0${habits.currency}` : money(text);
  };
  return {
    language,
    words: wordsIn(language),
    money: amount,
    less: (value) => amount(new Decimal(value).negated()),
    // In French the first of a month is counted: `1er mars 2026`.
    day: (text) => (language === 'FR' ? day(text).replace(/^1(?= )/, '1er') : day(text)),
    // English alone writes the sign without a space.
    percent: (rate) => `${decimal(new Decimal(rate).toFixed())}${language === 'EN' ? '' : '\u00a0'}%`,
    quantity: (quantity) => decimal(new Decimal(quantity).toFixed()),
  };
}
