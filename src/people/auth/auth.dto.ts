import type { Instant } from '../../kernel/time.js';
import type { RoleName, Theme, User } from '../users/users.dto.js';
import type { LanguageCode } from '../../generated/requests/users.js';

export interface LoginInput {
  /**
   * @minLength 1
   * @maxLength 254
   * @example "admin@demo.example"
   */
  email: string;
  /**
   * @minLength 1
   * @maxLength 1000
   * @example "demo-practice-1"
   */
  password: string;
}

/** A session, carried by the cookie `sid` or by the token. */
export interface SignedIn {
  user: User;
  /**
   * For `Authorization: Bearer`.
   * @example "s:kqGm0Zl1…"
   */
  token: string;
  /** When the session ends if no further request comes. */
  expiresAt: Instant;
}

/** The new carrier of a session. */
export interface RefreshedToken {
  /** @example "told-once" */
  token: string;
  expiresAt: Instant;
}

export interface RegisterInput {
  /**
   * @minLength 3
   * @maxLength 254
   * @example "sam.rivera@practice.example"
   */
  email: string;
  /**
   * At least 15 characters, any characters, none of the common ones.
   * @minLength 1
   * @maxLength 1000
   * @example "four quiet herons wait"
   */
  password: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Sam"
   */
  firstName: string;
  /**
   * @minLength 1
   * @maxLength 100
   * @example "Rivera"
   */
  lastName: string;
  /**
   * @maxLength 40
   * @example "+1 555 010 0199"
   */
  phone?: string | null;
  /** Only with the permission MANAGE_USER. */
  role?: RoleName;
  /** Only with the permission MANAGE_USER. */
  requirePasswordChange?: boolean;
  preferredLanguage?: LanguageCode;
  /**
   * An IANA time zone.
   * @maxLength 64
   * @example "America/New_York"
   */
  timezone?: string | null;
}

/** What somebody who registers themselves is told. */
export interface PendingRegistration {
  /**
   * @maxLength 200
   * @example "An administrator will look at the registration."
   */
  message: string;
}

export interface ProfileInput {
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
}

export interface ChangePasswordInput {
  /**
   * @minLength 1
   * @maxLength 1000
   * @example "demo-practice-1"
   */
  currentPassword: string;
  /**
   * @minLength 1
   * @maxLength 1000
   * @example "four quiet herons wait"
   */
  newPassword: string;
}

export interface ForgotPasswordInput {
  /**
   * @minLength 3
   * @maxLength 254
   * @example "sam.rivera@practice.example"
   */
  email: string;
}

export interface ResetPasswordInput {
  /**
   * From the link that was sent.
   * @minLength 1
   * @maxLength 200
   * @example "hV8nq0…"
   */
  token: string;
  /**
   * @minLength 1
   * @maxLength 1000
   * @example "four quiet herons wait"
   */
  newPassword: string;
}

export interface VerifyEmailInput {
  /**
   * From the link that was sent.
   * @minLength 1
   * @maxLength 200
   * @example "hV8nq0…"
   */
  token: string;
}
