/** The languages that papers are written in. Pure. */
export const PAPER_LANGUAGES = ['EN', 'FR', 'ES'] as const;
export type PaperLanguage = (typeof PAPER_LANGUAGES)[number];

const isOfPapers = (language: string): language is PaperLanguage => PAPER_LANGUAGES.some((one) => one === language);

/** The first of these that papers are written in: what was asked for, the client's, the practice's. */
export const languageFrom = (...wishes: readonly (string | null | undefined)[]): PaperLanguage =>
  wishes.find((one): one is PaperLanguage => typeof one === 'string' && isOfPapers(one)) ?? 'EN';
