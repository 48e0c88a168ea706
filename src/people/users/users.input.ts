/** What OpenAPI can't say of the fields of an account. */
import { z } from 'zod';
import { type Role, ROLES } from '../../access/permissions.js';
import { LANGUAGES } from '../../kernel/languages.js';
import { isTimeZone } from '../../kernel/time.js';
import { email, line, optionalLine, phone } from '../../kernel/validation.js';

export const languageCode = z
  .enum(LANGUAGES)
  .meta({ id: 'LanguageCode', description: 'ISO 639-1 in capitals; ASE is American Sign Language.' });

/** What everybody may change of their own account. */
export const profileFields = {
  firstName: line(100),
  lastName: line(100),
  phone: phone.nullish(),
  preferredLanguage: languageCode,
  secondaryLanguages: optionalLine(200),
  timezone: z.string().refine(isTimeZone, 'must be an IANA time zone, like America/New_York').nullish(),
  defaultTheme: z.enum(['system', 'light', 'dark']),
  bufferMinutes: z.int('must be a whole number').min(0, 'must be 0 or more').max(240, 'must be at most 240'),
};

export const profileChanges = z.strictObject(profileFields).partial();

const account = z.strictObject({
  ...profileFields,
  email,
  role: z.enum(ROLES as [Role, ...Role[]]),
  isActive: z.boolean(),
  isEmailVerified: z.boolean(),
  portalAccess: z.boolean(),
  requirePasswordChange: z.boolean(),
});

export const newUser = account
  .partial()
  .required({ email: true, firstName: true, lastName: true, role: true })
  .extend({ password: z.string() });
export const userChanges = account.partial().extend({ password: z.string().optional() });

export type ProfileChanges = z.input<typeof profileChanges>;
export type NewUser = z.input<typeof newUser>;
export type UserChanges = z.input<typeof userChanges>;
