import type express from 'express';
import {
  Body,
  Controller,
  Delete,
  Get,
  Header,
  Path,
  Post,
  Put,
  Queries,
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
import type { NotificationPreference } from '../../generated/prisma/index.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { check } from '../../kernel/fields.js';
import { type Id, toId } from '../../kernel/ids.js';
import type {
  DirectoryQuery,
  NotificationPreferencesInput,
  UpdateUserInput,
  UserListQuery,
  UserLocationsInput,
} from '../../generated/requests/users.js';
import { mapPage } from '../../database/lists.js';
import { getPreferences, updatePreferences } from './notification-preferences.service.js';
import { listUserLocations, setUserLocations, type UserLocations } from './user-locations.service.js';
import {
  type ColleaguePage,
  type NotificationPreferences,
  type User,
  type UserLocationList,
  type UserPage,
  type UserView,
} from './users.dto.js';
import { KEPT_BY_SIGN_IN, toColleague, toPreferences, toUser, toUserLocation } from './users.present.js';
import { directory, preferenceChanges, userChanges, userList, userLocations } from './users.input.js';
import * as users from './users.service.js';

/** The account as its GET answers it. */
async function account(ctx: Ctx, id: bigint): Promise<Shown<UserView>> {
  const { user, full } = await users.getUser(ctx, id);
  return [user.updatedAt, full ? toUser(user, ctx.now()) : toColleague(user), KEPT_BY_SIGN_IN];
}

const preferences = (row: NotificationPreference): Shown<NotificationPreferences> => [row.updatedAt, toPreferences(row)];

const workplaces = ({ user, locations }: UserLocations): Shown<UserLocationList> => [
  user.updatedAt,
  { items: locations.map(toUserLocation), nextCursor: null },
];

@Route('api/users')
@Tags('Authentication & User Management')
export class UsersController extends Controller {
  /**
   * Everybody who has an account, with what concerns the account. For the names of colleagues alone there is
   * GET /api/users/directory.
   * @summary List all users (Admin only)
   */
  @Get()
  @Security('session', [Permission.MANAGE_USER])
  public async list(@Request() request: express.Request, @Queries() query: UserListQuery): Promise<UserPage> {
    const ctx = ctxOf(request);
    return mapPage(await users.listUsers(ctx, check(userList, query)), (row) => toUser(row, ctx.now()));
  }

  /**
   * Those who work here now, by name and role: for choosing a therapist, say.
   * @summary List colleagues
   */
  @Get('directory')
  @Security('session', [Permission.VIEW_USER])
  public async directory(@Request() request: express.Request, @Queries() query: DirectoryQuery): Promise<ColleaguePage> {
    return mapPage(await users.listDirectory(ctxOf(request), check(directory, query)), toColleague);
  }

  /**
   * Oneself, or anybody with the permission VIEW_USER. What concerns the account is there for oneself and with MANAGE_USER;
   * for everybody else those fields are left out.
   * @summary Get user details
   */
  @Get('{id}')
  @Security('session')
  public async get(@Request() request: express.Request, @Path() id: Id): Promise<UserView> {
    const ctx = ctxOf(request);
    return tagged(this, await account(ctx, toId(id)));
  }

  /**
   * Changes the fields that are sent; null clears one. A new password, role or isActive ends the user's other sessions at once.
   * @summary Update user
   */
  @Put('{id}')
  @Security('session', [Permission.MANAGE_USER])
  public async update(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UpdateUserInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<User> {
    const ctx = ctxOf(request);
    return this.answer(
      ctx,
      await users.updateUser(
        ctx,
        toId(id),
        check(userChanges, input),
        matchOf(ifMatch, (tx) => account(tx, toId(id))),
      ),
    );
  }

  /**
   * An account that left no trace is deleted (204). One with a history is deactivated instead, because records name it: then
   * the answer is 200 with the account.
   * @summary Delete user
   */
  @Delete('{id}')
  @Security('session', [Permission.MANAGE_USER])
  @SuccessResponse(204, 'Deleted')
  @Response<User>(200, 'Deactivated, because it has a history')
  public async remove(
    @Request() request: express.Request,
    @Path() id: Id,
    @Header('If-Match') ifMatch?: string,
  ): Promise<User | void> {
    const ctx = ctxOf(request);
    const { outcome, user } = await users.removeUser(
      ctx,
      toId(id),
      matchOf(ifMatch, (tx) => account(tx, toId(id))),
    );
    if (outcome === 'deleted') return;
    this.setStatus(200);
    return this.answer(ctx, user);
  }

  /**
   * Until somebody unlocks it. The user's sessions end at once.
   * @summary Lock an account
   */
  @Post('{id}/lock')
  @Security('session', [Permission.MANAGE_USER])
  public async lock(@Request() request: express.Request, @Path() id: Id): Promise<User> {
    const ctx = ctxOf(request);
    return this.answer(ctx, await users.lockAccount(ctx, toId(id)));
  }

  /**
   * Whoever locked it: an administrator, or too many wrong passwords, which are forgotten.
   * @summary Unlock an account
   */
  @Post('{id}/unlock')
  @Security('session', [Permission.MANAGE_USER])
  public async unlock(@Request() request: express.Request, @Path() id: Id): Promise<User> {
    const ctx = ctxOf(request);
    return this.answer(ctx, await users.unlockAccount(ctx, toId(id)));
  }

  /**
   * The account stays, with its history; nobody can sign in to it. Its sessions end at once.
   * @summary Deactivate an account
   */
  @Post('{id}/deactivate')
  @Security('session', [Permission.MANAGE_USER])
  public async deactivate(@Request() request: express.Request, @Path() id: Id): Promise<User> {
    const ctx = ctxOf(request);
    return this.answer(ctx, await users.deactivateUser(ctx, toId(id)));
  }

  /**
   * Also approves the account of somebody who registered themselves.
   * @summary Activate an account
   */
  @Post('{id}/activate')
  @Security('session', [Permission.MANAGE_USER])
  public async activate(@Request() request: express.Request, @Path() id: Id): Promise<User> {
    const ctx = ctxOf(request);
    return this.answer(ctx, await users.activateUser(ctx, toId(id)));
  }

  /**
   * One's own; anybody's with the permission MANAGE_USER.
   * @summary Get user notification preferences
   */
  @Get('{id}/notification-preferences')
  @Security('session')
  public async getNotificationPreferences(@Request() request: express.Request, @Path() id: Id): Promise<NotificationPreferences> {
    const row = await getPreferences(ctxOf(request), toId(id));
    return tagged(this, preferences(row));
  }

  /**
   * Changes the fields that are sent: one's own; anybody's with the permission MANAGE_USER.
   * @summary Update notification preferences
   */
  @Put('{id}/notification-preferences')
  @Security('session')
  public async updateNotificationPreferences(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: NotificationPreferencesInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<NotificationPreferences> {
    const row = await updatePreferences(
      ctxOf(request),
      toId(id),
      check(preferenceChanges, input),
      matchOf(ifMatch, async (tx) => preferences(await getPreferences(tx, toId(id)))),
    );
    return tagged(this, preferences(row));
  }

  /**
   * Where they work, the primary location first: one's own, or anybody's with the permission VIEW_USER. The ETag is that of the
   * account.
   * @summary List a user's locations
   */
  @Get('{id}/locations')
  @Security('session')
  public async listLocations(@Request() request: express.Request, @Path() id: Id): Promise<UserLocationList> {
    return tagged(this, workplaces(await listUserLocations(ctxOf(request), toId(id))));
  }

  /**
   * Sets all of them at once. They belong to the account: If-Match is the account's version.
   * @summary Set a user's locations
   */
  @Put('{id}/locations')
  @Security('session', [Permission.MANAGE_USER])
  public async setLocations(
    @Request() request: express.Request,
    @Path() id: Id,
    @Body() input: UserLocationsInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<UserLocationList> {
    const wanted = check(userLocations, input);
    const match = matchOf(ifMatch, async (tx) => workplaces(await listUserLocations(tx, toId(id))));
    return tagged(this, workplaces(await setUserLocations(ctxOf(request), toId(id), wanted, match)));
  }

  private answer(ctx: Ctx, user: users.User): User {
    return tagged(this, [user.updatedAt, toUser(user, ctx.now()), KEPT_BY_SIGN_IN]);
  }
}
