import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { LanguageCode, RoleName, Theme } from '../../generated/requests/users.js';

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
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 0
   */
  failedLoginAttempts: number;
  requirePasswordChange: boolean;
  portalAccess: boolean;
  preferredLanguage: LanguageCode;
  /** @example "FR, ES" */
  secondaryLanguages: string | null;
  /** @example "America/New_York" */
  timezone: string | null;
  defaultTheme: Theme;
  /**
   * What they need free before and after each of their appointments, in minutes.
   * @isInt
   * @minimum 0
   * @maximum 240
   * @example 10
   */
  bufferMinutes: number;
  /** @example "Speech-Language Pathologist" */
  professionalTitle: string | null;
  /** @example "M.Sc., CCC-SLP" */
  credentials: string | null;
  /** @example "SLP-10442" */
  registrationNumber: string | null;
  /** @example "College of Speech and Hearing" */
  registrationCollege: string | null;
  /** @example "1234567893" */
  npi: string | null;
  lastLoginAt: Instant | null;
  lastPasswordChange: Instant | null;
  createdAt: Instant;
  updatedAt: Instant;
}

/** Somebody who works here, as their colleagues see them. */
export interface Colleague {
  id: Id;
  /** @example "Sam" */
  firstName: string;
  /** @example "Rivera" */
  lastName: string;
  role: RoleName;
  isActive: boolean;
  preferredLanguage: LanguageCode;
  /** @example "FR, ES" */
  secondaryLanguages: string | null;
  /** @example "America/New_York" */
  timezone: string | null;
}

/**
 * Somebody who works here. What concerns the account (from `email` on) is there for oneself and with MANAGE_USER; for
 * everybody else those fields are left out.
 */
export interface UserView {
  id: Id;
  /** @example "Sam" */
  firstName: string;
  /** @example "Rivera" */
  lastName: string;
  role: RoleName;
  isActive: boolean;
  preferredLanguage: LanguageCode;
  /** @example "FR, ES" */
  secondaryLanguages: string | null;
  /** @example "America/New_York" */
  timezone: string | null;
  /** @example "sam.rivera@practice.example" */
  email?: string;
  /** @example "+1 555 010 0199" */
  phone?: string | null;
  isEmailVerified?: boolean;
  accountLocked?: boolean;
  lockedUntil?: Instant | null;
  /**
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 0
   */
  failedLoginAttempts?: number;
  requirePasswordChange?: boolean;
  portalAccess?: boolean;
  defaultTheme?: Theme;
  /**
   * What they need free before and after each of their appointments, in minutes.
   * @isInt
   * @minimum 0
   * @maximum 240
   * @example 10
   */
  bufferMinutes?: number;
  /** @example "Speech-Language Pathologist" */
  professionalTitle?: string | null;
  /** @example "M.Sc., CCC-SLP" */
  credentials?: string | null;
  /** @example "SLP-10442" */
  registrationNumber?: string | null;
  /** @example "College of Speech and Hearing" */
  registrationCollege?: string | null;
  /** @example "1234567893" */
  npi?: string | null;
  lastLoginAt?: Instant | null;
  lastPasswordChange?: Instant | null;
  createdAt?: Instant;
  updatedAt?: Instant;
}

export interface UserPage {
  items: User[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}

export interface ColleaguePage {
  items: Colleague[];
  /** For the next page; null on the last. */
  nextCursor: string | null;
  /**
   * How many there are in all; with `count=true`.
   * @example 1
   */
  total?: number;
}

/** How somebody wants to be told of things. */
export interface NotificationPreferences {
  userId: Id;
  /** @example true */
  emailNotifications: boolean;
  smsNotifications: boolean;
  pushNotifications: boolean;
  updatedAt: Instant;
}

/** A location where somebody works. */
export interface UserLocation {
  locationId: Id;
  /** @example "Northfield" */
  name: string;
  isPrimary: boolean;
}

export interface UserLocationList {
  /** @maxItems 200 */
  items: UserLocation[];
  /** Always null: the list is whole. */
  nextCursor: string | null;
}
