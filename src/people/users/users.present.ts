import type { Theme } from '../../generated/requests/users.js';
import type { User, Colleague, UserLocation, NotificationPreferences } from './users.dto.js';
import type { UserFacts } from './users.queries.js';

/** What signing in, or failing to, changes of an account: nobody edits it. */
export const KEPT_BY_SIGN_IN = ['accountLocked', 'lockedUntil', 'failedLoginAttempts', 'lastLoginAt'] as const;

/** The user as the API tells of them. A lock that has run out is none, though its row still says so. */
export function toUser(row: UserFacts, now: Date): User {
  const locked = row.accountLocked && (row.lockedUntil === null || row.lockedUntil > now);
  return {
    id: String(row.id),
    email: row.email,
    firstName: row.firstName,
    lastName: row.lastName,
    phone: row.phone,
    role: row.role,
    isActive: row.isActive,
    isEmailVerified: row.isEmailVerified,
    accountLocked: locked,
    lockedUntil: locked ? (row.lockedUntil?.toISOString() ?? null) : null,
    failedLoginAttempts: row.failedLoginAttempts,
    requirePasswordChange: row.requirePasswordChange,
    portalAccess: row.portalAccess,
    preferredLanguage: row.preferredLanguage,
    secondaryLanguages: row.secondaryLanguages,
    timezone: row.timezone,
    defaultTheme: row.defaultTheme as Theme,
    bufferMinutes: row.bufferMinutes,
    professionalTitle: row.professionalTitle,
    credentials: row.credentials,
    registrationNumber: row.registrationNumber,
    registrationCollege: row.registrationCollege,
    npi: row.npi,
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
    lastPasswordChange: row.lastPasswordChange?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** What colleagues see. */
export function toColleague(row: UserFacts): Colleague {
  const { firstName, lastName, role, isActive, preferredLanguage, secondaryLanguages, timezone } = row;
  return { id: String(row.id), firstName, lastName, role, isActive, preferredLanguage, secondaryLanguages, timezone };
}

/** The location as the API tells of it. */
export function toUserLocation(row: { locationId: bigint; isPrimary: boolean; location: { name: string } }): UserLocation {
  return { locationId: String(row.locationId), name: row.location.name, isPrimary: row.isPrimary };
}

/** The preferences as the API tells of them. */
export function toPreferences(
  row: Omit<NotificationPreferences, 'userId' | 'updatedAt'> & { userId: bigint; updatedAt: Date },
): NotificationPreferences {
  const { emailNotifications, smsNotifications, pushNotifications } = row;
  return {
    userId: String(row.userId),
    emailNotifications,
    smsNotifications,
    pushNotifications,
    updatedAt: row.updatedAt.toISOString(),
  };
}
