/** What is said of accounts: by those who manage them, and by everybody of their own. */
import { z } from 'zod';
import type { Role } from '../../access/permissions.js';
import { email, id, line, listFields, npi, optionalLine, phone } from '../../kernel/fields.js';
import { LANGUAGES } from '../../kernel/languages.js';
import { isTimeZone } from '../../kernel/time.js';

export const roleName = z
  .enum(['ADMIN', 'THERAPIST', 'STAFF', 'RECEPTIONIST'] as const satisfies readonly Role[])
  .meta({ id: 'RoleName', description: 'What somebody may do by default.' });

export const languageCode = z
  .enum(LANGUAGES)
  .meta({ id: 'LanguageCode', description: 'ISO 639-1 in capitals; ASE is American Sign Language.' });

export const theme = z.enum(['system', 'light', 'dark']).meta({ id: 'Theme' });

/** The fields of an account; each operation takes some of them. */
export const account = z.strictObject({
  email: email.meta({ minLength: 3, example: 'sam.rivera@practice.example' }),
  // What a good password is, password.ts decides.
  password: z.string().meta({ minLength: 1, maxLength: 1000, example: 'four quiet herons wait' }),
  firstName: line(100).meta({ example: 'Sam' }),
  lastName: line(100).meta({ example: 'Rivera' }),
  phone: phone.nullish().meta({ example: '+1 555 010 0199' }),
  role: roleName,
  isActive: z.boolean().meta({ example: true }),
  isEmailVerified: z.boolean(),
  requirePasswordChange: z.boolean(),
  portalAccess: z.boolean(),
  preferredLanguage: languageCode,
  secondaryLanguages: optionalLine(200).meta({ example: 'FR, ES' }),
  timezone: z
    .string()
    .refine(isTimeZone, 'must be an IANA time zone, like America/New_York')
    .nullish()
    .meta({ description: 'An IANA time zone.', maxLength: 64, example: 'America/New_York' }),
  defaultTheme: theme,
  bufferMinutes: z
    .int('must be a whole number')
    .min(0, 'must be 0 or more')
    .max(240, 'must be at most 240')
    .meta({ description: 'What they need free before and after each of their appointments, in minutes.', example: 10 }),
  professionalTitle: optionalLine(100).meta({
    description: 'What receipts and superbills call them.',
    example: 'Speech-Language Pathologist',
  }),
  credentials: optionalLine(100).meta({ description: 'Behind their name.', example: 'M.Sc., CCC-SLP' }),
  registrationNumber: optionalLine(60).meta({ description: 'Of their licence or registration.', example: 'SLP-10442' }),
  registrationCollege: optionalLine(200).meta({
    description: 'Who licensed or registered them.',
    example: 'College of Speech and Hearing',
  }),
  npi: npi().meta({ description: 'National Provider Identifier, with its check digit.', example: '1234567893' }),
});

export const newUser = account.partial().required({ email: true, password: true, firstName: true, lastName: true, role: true });
export type NewUser = z.output<typeof newUser>;

const { email: address, password, role, requirePasswordChange } = account.shape;

export const userChanges = account
  .extend({
    email: address.meta({ description: 'A new address counts as not verified.' }),
    password: password.meta({
      description:
        "Not one's own: that is POST /api/auth/change-password. At least 15 characters, any characters, none of the common ones.",
    }),
    role: role.meta({
      description: 'A role that has MANAGE_PERMISSION can be given, and taken, only with MANAGE_PERMISSION.',
      example: 'THERAPIST',
    }),
    requirePasswordChange: requirePasswordChange.meta({
      description: 'They are asked for a new password at the next sign-in.',
    }),
  })
  .partial()
  .meta({ id: 'UpdateUserInput', description: 'The fields to change; what is absent stays, null clears.' });
export type UserChanges = z.output<typeof userChanges>;

const LIST_WORDS = { limit: undefined, cursor: 'From `nextCursor` of the page before.', count: 'Answers `total` as well.' };
const SORT = '`-` for the other way round. `name` if not said; with `q`, how well each fits.';
const searched = (where: string) => z.string().max(200).optional().meta({ description: where });

export const userList = z
  .strictObject({
    ...listFields(['name', 'email', 'createdAt', 'lastLoginAt', 'updatedAt'], SORT, LIST_WORDS),
    role: roleName.optional(),
    isActive: z.boolean().optional(),
    accountLocked: z.boolean().optional(),
    locationId: id().optional().meta({ description: 'Works at this location.' }),
    q: searched('Words of the name, the e-mail address or the phone number.'),
  })
  .meta({ id: 'UserListQuery' });
export type UserList = z.output<typeof userList>;

export const directory = z
  .strictObject({
    ...listFields(['name'], SORT, LIST_WORDS),
    role: roleName.optional(),
    locationId: id().optional().meta({ description: 'Works at this location.' }),
    q: searched('Words of the name.'),
  })
  // When an account was changed is nothing for colleagues.
  .omit({ updatedFrom: true })
  .meta({ id: 'DirectoryQuery' });
export type Directory = z.output<typeof directory>;

export const preferenceChanges = z
  .strictObject({
    emailNotifications: z.boolean().meta({ example: true }),
    smsNotifications: z.boolean(),
    pushNotifications: z.boolean(),
  })
  .partial()
  .meta({ id: 'NotificationPreferencesInput' });
export type PreferenceChanges = z.output<typeof preferenceChanges>;

/** For the panel, where somebody's preferences are a record. */
export const newPreferences = preferenceChanges.extend({ userId: id() });
export type NewPreferences = z.output<typeof newPreferences>;

/** For the panel, where somebody has their locations one by one. */
export const newUserLocation = z.strictObject({ userId: id(), locationId: id(), isPrimary: z.boolean().default(false) });
export type NewUserLocation = z.output<typeof newUserLocation>;
export const userLocationChanges = newUserLocation.pick({ isPrimary: true });

export const userLocations = z
  .strictObject({
    locationIds: z.array(id()).max(100).meta({ description: 'All of them: what is not named is taken away.' }),
    primaryLocationId: id()
      .nullish()
      .meta({ description: 'One of them. Absent: the present one where it stays, else the first. Null: none.' }),
  })
  .meta({ id: 'UserLocationsInput' });
/** What a user's locations shall be. */
export type WantedLocations = z.output<typeof userLocations>;
