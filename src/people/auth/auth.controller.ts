import type express from 'express';
import {
  Body,
  Controller,
  Get,
  Header,
  NoSecurity,
  Post,
  Put,
  Request,
  Response,
  Route,
  Security,
  SuccessResponse,
  Tags,
} from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import { ctxOf } from '../../http/context.js';
import { useIdempotencyKey } from '../../http/idempotency.js';
import type {
  ChangePasswordInput,
  ForgotPasswordInput,
  LoginInput,
  ProfileInput,
  RegisterInput,
  ResetPasswordInput,
  VerifyEmailInput,
} from '../../generated/requests/auth.js';
import { check } from '../../kernel/fields.js';
import { unauthenticated } from '../../kernel/errors.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import type { User } from '../users/users.dto.js';
import { KEPT_BY_SIGN_IN, toUser } from '../users/users.present.js';
import type { User as Account } from '../users/users.service.js';
import type { PendingRegistration, RefreshedToken, SignedIn } from './auth.dto.js';
import { profileChanges } from './auth.input.js';
import * as auth from './auth.service.js';
import { authenticate } from './passport.js';
import { carrySession, dropSession } from './session.js';
import type { IssuedSession } from '../sessions/session-writes.js';
import { refreshSession, signOut } from './sign-in.service.js';

/** Sends a new session, in the cookie and as a token. */
function told(request: express.Request, session: IssuedSession): RefreshedToken {
  carrySession(request, session);
  return { token: session.token, expiresAt: session.expiresAt.toISOString() };
}

const shown = (ctx: Ctx, user: Account): Shown<User> => [user.updatedAt, toUser(user, ctx.now()), KEPT_BY_SIGN_IN];

@Route('api/auth')
@Tags('Authentication & User Management')
export class AuthController extends Controller {
  /**
   * Starts a session: sets the cookie `sid`, and answers the same as a token for `Authorization: Bearer`.
   * @summary Sign in
   */
  @Post('login')
  @NoSecurity()
  public async login(@Request() request: express.Request, @Body() _input: LoginInput): Promise<SignedIn> {
    const signedIn = await authenticate(request, request.res as express.Response);
    if (!signedIn) throw unauthenticated('The e-mail address or the password is not right.');
    return { user: toUser(signedIn.user, ctxOf(request).now()), ...told(request, signedIn.session) };
  }

  /**
   * Ends the session; cookie and token are dead at once.
   * @summary Sign out
   */
  @Post('logout')
  @Security('session')
  @SuccessResponse(204, 'Signed out')
  public async logout(@Request() request: express.Request): Promise<void> {
    await signOut(ctxOf(request), request.session.signedInAt);
    dropSession(request);
  }

  /**
   * Gives the session a new id, token and end; the old token is dead at once. A session lasts SESSION_MAX_HOURS from the
   * sign-in however often it is refreshed.
   * @summary Refresh authentication token
   */
  @Post('refresh-token')
  @Security('session')
  public async refreshToken(@Request() request: express.Request): Promise<RefreshedToken> {
    return told(request, await refreshSession(ctxOf(request)));
  }

  /**
   * With the permission MANAGE_USER: makes an account of any role. Without a sign-in: only where the practice opened
   * registration; the account is inactive and waits for approval, and the answer (202) is the same whether or not the
   * address was free.
   * @summary Register a user
   */
  @Post('register')
  @NoSecurity()
  @SuccessResponse(201, 'Made')
  @Response<PendingRegistration>(202, 'Waits for approval')
  public async register(@Request() request: express.Request, @Body() input: RegisterInput): Promise<User | PendingRegistration> {
    if (request.actor?.can(Permission.MANAGE_USER)) await useIdempotencyKey(request);
    const user = await auth.register(ctxOf(request), input);
    if (!user) {
      this.setStatus(202);
      return { message: 'An administrator will look at the registration.' };
    }
    this.setStatus(201);
    this.setHeader('Location', `/api/users/${user.id}`);
    return toUser(user, ctxOf(request).now());
  }

  /**
   * The account of whoever is signed in.
   * @summary Get current user profile
   */
  @Get('profile')
  @Security('session')
  public async getProfile(@Request() request: express.Request): Promise<User> {
    const user = await auth.profile(ctxOf(request));
    return tagged(this, shown(ctxOf(request), user));
  }

  /**
   * Changes what everybody may change of their own account.
   * @summary Update user profile
   */
  @Put('profile')
  @Security('session')
  public async updateProfile(
    @Request() request: express.Request,
    @Body() input: ProfileInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<User> {
    const user = await auth.updateProfile(
      ctxOf(request),
      check(profileChanges, input),
      matchOf(ifMatch, async (tx) => shown(tx, await auth.profile(tx))),
    );
    return tagged(this, shown(ctxOf(request), user));
  }

  /**
   * Ends the user's other sessions.
   * @summary Change one's own password
   */
  @Post('change-password')
  @Security('session')
  @SuccessResponse(204, 'Changed')
  public async changePassword(@Request() request: express.Request, @Body() input: ChangePasswordInput): Promise<void> {
    await auth.changePassword(ctxOf(request), input.currentPassword, input.newPassword);
  }

  /**
   * Sends a link to the address, if there is an account; the answer is the same if there is none.
   * @summary Ask for a new password
   */
  @Post('forgot-password')
  @NoSecurity()
  @SuccessResponse(202, 'A link is on its way, if there is such an account')
  public async forgotPassword(@Request() request: express.Request, @Body() input: ForgotPasswordInput): Promise<void> {
    await auth.forgotPassword(ctxOf(request), input.email);
    this.setStatus(202);
  }

  /**
   * With the token of the link that was sent; it works once. All sessions of the user end.
   * @summary Set a new password
   */
  @Post('reset-password')
  @NoSecurity()
  @SuccessResponse(204, 'Set')
  public async resetPassword(@Request() request: express.Request, @Body() input: ResetPasswordInput): Promise<void> {
    await auth.resetPassword(ctxOf(request), input.token, input.newPassword);
  }

  /**
   * With the token of the link that was sent.
   * @summary Confirm an e-mail address
   */
  @Post('verify-email')
  @NoSecurity()
  @SuccessResponse(204, 'Confirmed')
  public async verifyEmail(@Request() request: express.Request, @Body() input: VerifyEmailInput): Promise<void> {
    await auth.verifyEmail(ctxOf(request), input.token);
  }
}
