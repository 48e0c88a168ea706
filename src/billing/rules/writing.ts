/** How money and days are written to families: in their language, as the practice's country does, on papers, in mails and on the page to pay alike. Pure. */
import { Decimal } from 'decimal.js';
import { formatsOf, type FormatSettings } from '../../kernel/formats.js';

export interface Writing {
  /** Of an amount, with its cents where it has some. */
  money: (amount: Decimal | string) => string;
  /** `2026-03-08` as that language writes it. */
  day: (day: string) => string;
  /** A decimal text with its own number of digits after the point. */
  decimal: (text: string) => string;
}

/** What the practice chose. */
export interface Habits extends FormatSettings {
  /** ISO 3166-1, two letters. */
  country: string;
}

/** @param language `EN`; @param habits of the practice */
export function writingIn(language: string, habits: Habits): Writing {
  const own = language.toLowerCase();
  // The practice's own writing of its language; else that of its country.
  const locale = habits.locale.toLowerCase().startsWith(own) ? habits.locale : `${own}-${habits.country}`;
  const { money, day, decimal } = formatsOf({ ...habits, locale });
  // A currency without cents, of which there are some all the same: the figure is the ledger's.
  const hidesCents = money('0.49') === money('0.00');
  return {
    money: (amount) => {
      const text = new Decimal(amount).toFixed(2);
      return hidesCents && !text.endsWith('.00') ? `${decimal(text)}\u00a0${habits.currency}` : money(text);
    },
    // In French the first of a month is counted: `1er mars 2026`.
    day: (text) => (language === 'FR' ? day(text).replace(/^1(?= )/, '1er') : day(text)),
    decimal,
  };
}
