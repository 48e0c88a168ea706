/** National Provider Identifiers (US): ten digits, the last of which follows from the others. Pure. */

/** What stands before an NPI on a card: the check digit counts it. */
const PREFIX = '80840';

/** Whether `text` is an NPI whose check digit is right: Luhn over `80840` and the ten digits. As `is_npi` in the database. */
export function isNpi(text: string): boolean {
  if (!/^[12][0-9]{9}$/.test(text)) return false;
  const digits = [...`${PREFIX}${text}`].map(Number).reverse();
  const sum = digits.reduce((total, digit, place) => {
    const counted = place % 2 === 0 ? digit : digit * 2;
    return total + (counted > 9 ? counted - 9 : counted);
  }, 0);
  return sum % 10 === 0;
}
