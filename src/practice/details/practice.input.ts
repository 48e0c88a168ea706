/** Formats that the practice's forms share. */
import { z } from 'zod';
import { isCountry, isCurrency, isLocale } from '../../kernel/regions.js';
import { isTimeZone } from '../../kernel/time.js';

/** A field that may be missing or null; an empty text counts as null. */
export const optional = <T>(schema: z.ZodType<T, string>) => z.union([z.literal('').transform(() => null), schema]).nullish();

export const timeZone = z.string().refine(isTimeZone, 'must be an IANA time zone, like America/New_York');

const isWebAddress = (text: string): boolean => URL.canParse(text) && /^https?:\/\/[^\s/]/i.test(text);

/** The address of a site, with http:// or https://. */
export const webAddress = z
  .string()
  .trim()
  .max(200, 'must have at most 200 characters')
  .refine(isWebAddress, 'must be a web address, like https://practice.example');

export const country = z.string().refine(isCountry, 'must be the two letters of a country, like CA');

export const currency = z.string().refine(isCurrency, 'must be the three letters of a currency, like CAD');

/** Kept as its standard writes it: `en-ca` becomes `en-CA`. */
export const locale = z
  .string()
  .refine(isLocale, 'must be a language and region, like en-CA')
  .transform((text) => Intl.getCanonicalLocales(text)[0] as string);
