import type { Instant } from '../../kernel/time.js';
import type { User } from '../users/users.dto.js';

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

/** What somebody who registers themselves is told. */
export interface PendingRegistration {
  /**
   * @maxLength 200
   * @example "An administrator will look at the registration."
   */
  message: string;
}
