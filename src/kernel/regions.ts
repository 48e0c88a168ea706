/** Countries, currencies and languages by their standard codes, as this machine's tables (CLDR) know them. */

const REGIONS = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' });
const CURRENCIES = new Set(Intl.supportedValuesOf('currency'));

/** Codes that the tables name and that are no country: groups of countries, and the one that stands for "unknown". */
const NO_COUNTRIES = new Set(['EU', 'EZ', 'UN', 'QO', 'XA', 'XB', 'ZZ']);

/** Whether `code` is a country of ISO 3166-1, in two capitals (`CA`). */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && !NO_COUNTRIES.has(code) && REGIONS.of(code) !== undefined;
}

/** Whether `code` is a currency of ISO 4217, in three capitals (`CAD`). */
export function isCurrency(code: string): boolean {
  return CURRENCIES.has(code);
}

/** Whether `tag` is a language tag of BCP 47, without extensions, that days and amounts can be written in (`en-CA`). */
export function isLocale(tag: string): boolean {
  if (tag.length > 35 || !/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/.test(tag)) return false;
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
