import type { Id } from '../shared/ids.js';
import type { Instant } from '../shared/time.js';
import type { User as UserRow } from './users.service.js';

/** What somebody may do by default. */
export type RoleName = 'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST';
/** ISO 639-1 in capitals; ASE is American Sign Language. */
export type LanguageCode =
  | 'EN' | 'FR' | 'ES' | 'DE' | 'IT' | 'PT' | 'NL' | 'PL' | 'RU' | 'UK' | 'AR' | 'FA' | 'UR' | 'HI' | 'PA' | 'ZH' | 'JA' | 'KO' | 'VI'
  | 'TL' | 'ASE';
export type Theme = 'system' | 'light' | 'dark';

/** Somebody who works here. */
export interface User {
  id: Id;
  /** @example "sam.rivera@practice.example" */
  email: string;
  /** @example "Sam" */
  firstName: string;
  /** @example "Rivera" */
  lastName: string;
  /** @example "+1 555 010 0199" */
  phone: string | null;
  role: RoleName;
  /** Whether the account may sign in. */
  isActive: boolean;
  isEmailVerified: boolean;
  /** Locked by an administrator, or for a while after wrong passwords. */
  accountLocked: boolean;
  /** When a lock after wrong passwords ends; null where an administrator must unlock. */
  lockedUntil: Instant | null;
  failedLoginAttempts: number;
  requirePasswordChange: boolean;
  portalAccess: boolean;
  preferredLanguage: LanguageCode;
  /** @example "FR, ES" */
  secondaryLanguages: string | null;
  /** @example "America/New_York" */
  timezone: string | null;
  defaultTheme: Theme;
  lastLoginAt: Instant | null;
  lastPasswordChange: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** The user as the API tells of them. */
export function toUser(row: UserRow): User {
  return {
    id: String(row.id),
    email: row.email,
    firstName: row.firstName,
    lastName: row.lastName,
    phone: row.phone,
    role: row.role,
    isActive: row.isActive,
    isEmailVerified: row.isEmailVerified,
    accountLocked: row.accountLocked,
    lockedUntil: row.lockedUntil?.toISOString() ?? null,
    failedLoginAttempts: row.failedLoginAttempts,
    requirePasswordChange: row.requirePasswordChange,
    portalAccess: row.portalAccess,
    preferredLanguage: row.preferredLanguage,
    secondaryLanguages: row.secondaryLanguages,
    timezone: row.timezone,
    defaultTheme: row.defaultTheme as Theme,
    lastLoginAt: row.lastLoginAt?.toISOString() ?? null,
    lastPasswordChange: row.lastPasswordChange?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}
