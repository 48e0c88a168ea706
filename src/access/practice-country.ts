/** The practice's country, which says what a phone number without a country's prefix is. */
import type { Ctx } from './context.js';
import { unprocessable } from '../kernel/errors.js';
import { toPhoneNumber } from '../kernel/phones.js';
import { countryOfPractice } from './practice.queries.js';

/** As the database has it where nobody has said. */
export const UNKNOWN_COUNTRY = 'US';

/** ISO 3166-1, two letters. */
export async function practiceCountry(ctx: Ctx): Promise<string> {
  return (await countryOfPractice(ctx)) ?? UNKNOWN_COUNTRY;
}

/** The practice's country, where it makes a difference to what is typed: a text with digits. */
export async function countryFor(ctx: Ctx, typed: string | null | undefined): Promise<string> {
  return typed && /[0-9]/.test(typed) ? practiceCountry(ctx) : UNKNOWN_COUNTRY;
}

/** Throws 422 at `path` for what can't be a phone number: of that country, or with + and another one's code. Nothing is none. */
export function requirePhoneOf(country: string, phone: string | null | undefined, path = 'phone'): void {
  if (!phone || toPhoneNumber(phone, country)) return;
  throw unprocessable(
    'phone.impossible',
    'This can’t be a phone number. Give it with its area code; from abroad with + and the code of the country.',
    path,
  );
}

/** As requirePhoneOf, for the practice's own country. */
export async function requirePhone(ctx: Ctx, phone: string | null | undefined, path = 'phone'): Promise<void> {
  if (phone) requirePhoneOf(await practiceCountry(ctx), phone, path);
}
