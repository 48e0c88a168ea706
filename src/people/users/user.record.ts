import { NPI_IN_WORDS } from '../../database/errors.js';
import { Permission as P } from '../../access/permissions.js';
import { AppError, retold } from '../../kernel/errors.js';
import { check } from '../../kernel/fields.js';
import { all, record } from '../../records/description.js';
import type { Row } from '../../records/records.types.js';
import { newUser, userChanges } from './users.input.js';
import { activateUser, createUser, deactivateUser, lockAccount, removeUser, unlockAccount, updateUser } from './users.service.js';

/** The form's password is empty for "leave the present one", and has a name of its own. */
function withPassword({ newPassword, password = newPassword, ...fields }: Row): Row {
  return password === undefined || password === null || password === '' ? fields : { ...fields, password };
}

/** A fault of `password` is shown at the form's field. */
async function atNewPassword<T>(sent: Row, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !error.errors?.some(({ path }) => path === 'password')) throw error;
    const errors = error.errors.map((one) =>
      one.path === 'password' && !('password' in sent) ? { ...one, path: 'newPassword' } : one,
    );
    throw retold(error, errors);
  }
}

export const userRecord = record('User', {
  what: 'user',
  permissions: { view: P.VIEW_USER, ...all(P.MANAGE_USER) },
  scope: 'none',
  guarded: {
    permission: P.MANAGE_USER,
    fields: [
      'email',
      'phone',
      'isEmailVerified',
      'emailVerificationTokenExpires',
      'portalAccess',
      'portalLastLogin',
      'requirePasswordChange',
      'accountLocked',
      'failedLoginAttempts',
      'passwordResetExpires',
      'lastPasswordChange',
      'lastLoginAt',
      'lockedUntil',
    ],
  },
  readOnly: [
    'emailVerificationTokenExpires',
    'portalLastLogin',
    'accountLocked',
    'failedLoginAttempts',
    'passwordResetExpires',
    'lastPasswordChange',
    'lastLoginAt',
    'lockedUntil',
  ],
  secret: ['password', 'emailVerificationToken', 'passwordResetToken'],
  search: ['firstName', 'lastName', 'email', 'phone'],
  addresses: ['users'],
  title: (row, say) => say.spaced(say.text(row.firstName), say.text(row.lastName)),
  panel: {
    label: 'Users',
    list: ['lastName', 'firstName', 'email', 'role', 'isActive', 'accountLocked', 'lastLoginAt'],
    form: [
      'firstName',
      'lastName',
      'email',
      'newPassword',
      'role',
      'isActive',
      'requirePasswordChange',
      'phone',
      'preferredLanguage',
      'secondaryLanguages',
      'professionalTitle',
      'credentials',
      'registrationNumber',
      'registrationCollege',
      'npi',
      'timezone',
      'defaultTheme',
      'portalAccess',
      'isEmailVerified',
    ],
    filter: ['displayName', 'email', 'role', 'isActive', 'accountLocked', 'lastLoginAt'],
    sort: ['lastName', 'asc'],
    titleSort: ['lastName', 'firstName'],
    leaveOut: [
      'password',
      'emailVerificationToken',
      'emailVerificationTokenExpires',
      'passwordResetToken',
      'passwordResetExpires',
    ],
    passwordField: 'newPassword',
    help: {
      newPassword: 'At least 15 characters. Empty leaves the present one.',
      timezone: 'The name of an IANA time zone, like America/New_York. Empty means the practice’s.',
    },
    labels: { npi: 'NPI', registrationCollege: 'Registered with' },
    choices: { defaultTheme: ['system', 'light', 'dark'] },
  },
  actions: {
    unlock: {
      kind: 'act',
      label: 'Unlock',
      icon: 'Unlock',
      permission: P.MANAGE_USER,
      when: { accountLocked: [true] },
      run: (ctx, id) => unlockAccount(ctx, id),
      question: 'Let this person sign in again? Their wrong tries are forgotten.',
      button: 'Unlock the account',
      done: 'Unlocked.',
    },
    lock: {
      kind: 'act',
      label: 'Lock',
      icon: 'Lock',
      permission: P.MANAGE_USER,
      when: { accountLocked: [false, null], isActive: [true] },
      run: (ctx, id) => lockAccount(ctx, id),
      question: 'Lock this account? The person is signed out everywhere and cannot sign in until somebody unlocks it.',
      button: 'Lock the account',
      done: 'Locked.',
    },
    deactivate: {
      kind: 'act',
      label: 'Deactivate',
      icon: 'UserX',
      permission: P.MANAGE_USER,
      when: { isActive: [true] },
      run: (ctx, id) => deactivateUser(ctx, id),
      question: 'Deactivate this account? The person is signed out everywhere; their records stay.',
      button: 'Deactivate the account',
      done: 'Deactivated.',
    },
    activate: {
      kind: 'act',
      label: 'Activate',
      icon: 'UserCheck',
      permission: P.MANAGE_USER,
      when: { isActive: [false] },
      run: (ctx, id) => activateUser(ctx, id),
      question: 'Let this person sign in?',
      button: 'Activate the account',
      done: 'Activated.',
    },
  },
  constraints: {
    users_email_key: {
      status: 409,
      code: 'user.email_taken',
      detail: 'There is already an account with this e-mail address.',
      path: 'email',
    },
    users_email_check: { code: 'user.email_invalid', detail: 'That is not an e-mail address.', path: 'email' },
    users_npi_check: NPI_IN_WORDS,
    users_buffer_minutes_check: {
      code: 'user.buffer_minutes',
      path: 'bufferMinutes',
      detail: 'The buffer is from 0 to 240 minutes.',
    },
  },
  create: (ctx, data) => atNewPassword(data, async () => String((await createUser(ctx, check(newUser, withPassword(data)))).id)),
  update: (ctx, id, sent) =>
    atNewPassword(sent, async () => void (await updateUser(ctx, BigInt(id), check(userChanges, withPassword(sent))))),
  remove: async (ctx, id) => (await removeUser(ctx, BigInt(id))).outcome,
});
