/** What an invoice says of terms: of its own day, whatever days are usual. Pure. */
import { PAPER_LANGUAGES, type PaperLanguage } from './paper-languages.js';

/** In terms it stands for the day on which the invoice is due; a draft keeps it, so that it follows the draft's day. */
const PLACE = '{due}';

/** In place of the usual terms where these speak of other days. */
const DUE_ON: Readonly<Record<PaperLanguage, string>> = {
  EN: `Due on ${PLACE}.`,
  FR: `À payer au plus tard le ${PLACE}.`,
  ES: `Vence el ${PLACE}.`,
};

/** The practice's terms in a language; null: it has none. */
type Usual = (language: PaperLanguage) => string | null;

/** The terms that a new invoice begins with. Without the place the usual ones speak of the usual days, and of no others. */
export function termsFor(usual: Usual, language: PaperLanguage, isUsualDays: boolean): string | null {
  const text = usual(language);
  return text === null || isUsualDays || text.includes(PLACE) ? text : DUE_ON[language];
}

/**
 * What a draft's terms become with its days, and in which language they are. What somebody typed stays.
 * @param language the client's
 */
export function termsAfter(
  text: string,
  usual: Usual,
  language: PaperLanguage,
  isUsualDays: boolean,
): { text: string; language: PaperLanguage } {
  const made = [language, ...PAPER_LANGUAGES].find((one) => text === usual(one) || text === DUE_ON[one]);
  if (made === undefined) return { text, language };
  return { text: termsFor(usual, made, isUsualDays) ?? text, language: made };
}

/** Whether terms wait for the day on which an invoice is due. */
export const waitForDay = (text: string): boolean => text.includes(PLACE);

/** Terms with that day, as their reader writes it. */
export const withDay = (text: string, day: string): string => text.replaceAll(PLACE, day);
