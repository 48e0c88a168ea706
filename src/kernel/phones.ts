/**
 * Phone numbers: kept as they were typed, compared as the one number that they are. Which that is, the practice's country decides where the
 * writing leaves it open. The database keeps of each the digits that every writing ends with (`phone_key` in the migrations); here are the
 * keys of all writings of a number.
 */
import {
  AsYouType,
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js';

/** Longer is no phone number; what reads them is not made for novels. */
const LONGEST = 60;
/** Fewer digits find too much. */
const FEWEST = 3;

/** As `phone_key` in the database: digits without extension, "(0)" and the zeros that they begin with. */
export function phoneKey(phone: string): string {
  return withoutTrunk(phone.slice(0, LONGEST))
    .split(/x|ext/i, 1)
    .join('')
    .replace(/[^0-9]/g, '')
    .replace(/^0+/, '');
}

/** "+44 (0)20" is +44 20. */
const withoutTrunk = (phone: string): string => phone.replace(/^(\s*(?:\+|00)[^(]*)\(0\)/, '$1');

/** Most of the world dials out by 00, and writes so where the practice's own country does otherwise. */
const dialledOut = (phone: string): string | undefined =>
  /^\s*00\s*[1-9]/.test(phone) ? phone.replace(/^\s*00/, '+') : undefined;

function known(country: string): CountryCode {
  return isSupportedCountry(country) ? country : 'US';
}

/** The number that somebody typed in a practice of that country; undefined for what can't be one. */
export function toPhoneNumber(phone: string, country: string): PhoneNumber | undefined {
  if (phone.length > LONGEST) return undefined;
  const typed = withoutTrunk(phone);
  for (const text of [typed, dialledOut(typed)]) {
    const number =
      text === undefined ? undefined : parsePhoneNumberFromString(text, { defaultCountry: known(country), extract: false });
    if (number?.isPossible()) return number;
  }
  return undefined;
}

/** The keys of all writings of this number, as they are common in a practice of that country. */
export function writingsOf(number: PhoneNumber, country: string): string[] {
  const home = known(country);
  const bare = parsePhoneNumberFromString(number.number) ?? number;
  const keys = [bare.number, bare.format('IDD', { fromCountry: home })];
  if (bare.countryCallingCode === getCountryCallingCode(home)) keys.push(bare.nationalNumber, bare.formatNational());
  return [...new Set(keys.map(phoneKey))];
}

/**
 * What the key of a number holds whose beginning, or some part of it, is typed: the digits as they stand, and those within the practice's
 * own country. Empty for fewer than three digits.
 */
export function partsOfKeys(typed: string, country: string): string[] {
  const home = known(country);
  const text = withoutTrunk(typed.slice(0, LONGEST));
  const keys = [phoneKey(text)];
  for (const each of [text, dialledOut(text)]) {
    if (each === undefined) continue;
    const reader = new AsYouType(home);
    reader.input(each);
    const number = reader.getNumber();
    if (number?.countryCallingCode === getCountryCallingCode(home)) keys.push(phoneKey(number.nationalNumber));
  }
  return [...new Set(keys)].filter((key) => key.length >= FEWEST);
}
