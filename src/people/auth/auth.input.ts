/** What is said at the door, and of one's own account. */
import { z } from 'zod';
import { account } from '../users/users.input.js';

const { password, role, requirePasswordChange } = account.shape;

/** As it was typed: whether there is such an account, signing in says. */
const asTyped = (longest: number, example: string) => z.string().min(1).max(longest).meta({ example });
const token = asTyped(200, 'hV8nq0…').meta({ description: 'From the link that was sent.' });

export const login = z
  .strictObject({ email: asTyped(254, 'admin@demo.example'), password: asTyped(1000, 'demo-practice-1') })
  .meta({ id: 'LoginInput' });

export const registration = account
  .extend({
    password: password.meta({ description: 'At least 15 characters, any characters, none of the common ones.' }),
    role: role.optional().meta({ description: 'Only with the permission MANAGE_USER.' }),
    requirePasswordChange: requirePasswordChange.meta({ description: 'Only with the permission MANAGE_USER.' }),
  })
  .pick({
    email: true,
    password: true,
    firstName: true,
    lastName: true,
    phone: true,
    role: true,
    requirePasswordChange: true,
    preferredLanguage: true,
    timezone: true,
  })
  .partial({ requirePasswordChange: true, preferredLanguage: true })
  .meta({ id: 'RegisterInput' });
export type Registration = z.input<typeof registration>;

/** What everybody may change of their own account. */
const own = account.pick({
  firstName: true,
  lastName: true,
  phone: true,
  preferredLanguage: true,
  secondaryLanguages: true,
  timezone: true,
  defaultTheme: true,
});

export const profileChanges = own.partial().meta({ id: 'ProfileInput' });
export type ProfileChanges = z.output<typeof profileChanges>;

export const passwordChange = z
  .strictObject({ currentPassword: asTyped(1000, 'demo-practice-1'), newPassword: asTyped(1000, 'four quiet herons wait') })
  .meta({ id: 'ChangePasswordInput' });

export const forgottenPassword = z
  .strictObject({ email: z.string().min(3).max(254).meta({ example: 'sam.rivera@practice.example' }) })
  .meta({ id: 'ForgotPasswordInput' });

export const passwordReset = z
  .strictObject({ token, newPassword: asTyped(1000, 'four quiet herons wait') })
  .meta({ id: 'ResetPasswordInput' });

export const emailProof = z.strictObject({ token }).meta({ id: 'VerifyEmailInput' });
