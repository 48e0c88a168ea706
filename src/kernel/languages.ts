/** The values of `language_code`, which the document names and does not list: ISO 639-1 in capitals, and ASE for American Sign Language. */
export const LANGUAGES = [
  'EN',
  'FR',
  'ES',
  'DE',
  'IT',
  'PT',
  'NL',
  'PL',
  'RU',
  'UK',
  'AR',
  'FA',
  'UR',
  'HI',
  'PA',
  'ZH',
  'JA',
  'KO',
  'VI',
  'TL',
  'ASE',
] as const;

export type Language = (typeof LANGUAGES)[number];
