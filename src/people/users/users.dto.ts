import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { LanguageCode } from '../../generated/requests/users.js';

/** What somebody may do by default. */
export type RoleName = 'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST';
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

export interface UserListQuery {
  /**
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * From `nextCursor` of the page before.
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /**
   * `-` for the other way round. `name` if not said; with `q`, how well each fits.
   */
  sort?:
    | 'name'
    | '-name'
    | 'email'
    | '-email'
    | 'createdAt'
    | '-createdAt'
    | 'lastLoginAt'
    | '-lastLoginAt'
    | 'updatedAt'
    | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * Answers `total` as well.
   * @default false
   */
  count?: boolean;
  role?: RoleName;
  isActive?: boolean;
  accountLocked?: boolean;
  /** Works at this location. */
  locationId?: Id;
  /**
   * Words of the name, the e-mail address or the phone number.
   * @maxLength 200
   */
  q?: string;
}

export interface DirectoryQuery {
  /**
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * From `nextCursor` of the page before.
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /**
   * `-` for the other way round. `name` if not said; with `q`, how well each fits.
   */
  sort?: 'name' | '-name';
  /**
   * Answers `total` as well.
   * @default false
   */
  count?: boolean;
  role?: RoleName;
  /** Works at this location. */
  locationId?: Id;
  /**
   * Words of the name.
   * @maxLength 200
   */
  q?: string;
}

/** The fields to change; what is absent stays, null clears. */
export interface UpdateUserInput {
  /**
   * A new address counts as not verified.
   * @minLength 3
   * @maxLength 254
   * @example "sam.rivera@practice.example"
   */
  email?: string;
  /**
   * Not one's own: that is POST /api/auth/change-password. At least 15 characters, any characters, none of the common ones.
   * @minLength 1
   * @maxLength 1000
   * @example "four quiet herons wait"
   */
  password?: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Sam"
   */
  firstName?: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Rivera"
   */
  lastName?: string;
  /**
   * @maxLength 40
   * @example "+1 555 010 0199"
   */
  phone?: string | null;
  /**
   * A role that has MANAGE_PERMISSION can be given, and taken, only with MANAGE_PERMISSION.
   * @example "THERAPIST"
   */
  role?: RoleName;
  /** @example true */
  isActive?: boolean;
  isEmailVerified?: boolean;
  /** They are asked for a new password at the next sign-in. */
  requirePasswordChange?: boolean;
  portalAccess?: boolean;
  preferredLanguage?: LanguageCode;
  /**
   * @maxLength 200
   * @example "FR, ES"
   */
  secondaryLanguages?: string | null;
  /**
   * An IANA time zone.
   * @maxLength 64
   * @example "America/New_York"
   */
  timezone?: string | null;
  defaultTheme?: Theme;
  /**
   * What they need free before and after each of their appointments, in minutes.
   * @isInt
   * @minimum 0
   * @maximum 240
   * @example 10
   */
  bufferMinutes?: number;
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

export interface NotificationPreferencesInput {
  /** @example true */
  emailNotifications?: boolean;
  smsNotifications?: boolean;
  pushNotifications?: boolean;
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

export interface UserLocationsInput {
  /**
   * All of them: what is not named is taken away.
   * @maxItems 100
   */
  locationIds: Id[];
  /** One of them. Absent: the present one where it stays, else the first. Null: none. */
  primaryLocationId?: Id | null;
}
