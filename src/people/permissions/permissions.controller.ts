import type express from 'express';
import { Body, Controller, Delete, Get, Header, Path, Put, Request, Route, Security, SuccessResponse, Tags } from '@tsoa/runtime';
import { Permission } from '../../access/permissions.js';
import { ctxOf } from '../../http/context.js';
import { matchOf, type Shown, tagged } from '../../http/etag.js';
import { type Id, toId } from '../../kernel/ids.js';
import { check } from '../../kernel/fields.js';
import type { RolePermissionsInput, UserPermissionInput } from '../../generated/requests/permissions.js';
import type { RoleName } from '../../generated/requests/users.js';
import type {
  EffectivePermissions,
  PermissionCatalogue,
  RoleList,
  RolePermissions,
  UserPermission,
  UserPermissionList,
} from './permissions.dto.js';
import { rolePermissions, userGrant } from './permissions.input.js';
import type { UserPermissionView } from './permissions.queries.js';
import * as permissions from './permissions.service.js';

/** The roles have a number as their version, which grows with a change of any; an ETag is made of an instant's milliseconds. */
const versioned = <Answer extends object>(version: bigint, answer: Answer): Shown<Answer> => [new Date(Number(version)), answer];

const shown = ({ role, permissions: of, version }: permissions.VersionedRole): Shown<RolePermissions> =>
  versioned(version, { role, permissions: of });

function toUserPermission(row: UserPermissionView, now: Date): UserPermission {
  const { permission, granted, expiresAt, grantedAt, grantedBy } = row;
  return {
    permission,
    granted,
    expiresAt: expiresAt?.toISOString() ?? null,
    isLive: !expiresAt || expiresAt > now,
    grantedAt: grantedAt.toISOString(),
    grantedBy: grantedBy === null ? null : String(grantedBy),
  };
}

@Route('api')
@Tags('Authentication & User Management')
export class PermissionsController extends Controller {
  /**
   * Everything that a role or a user can be allowed, each in one sentence.
   * @summary List the permissions
   */
  @Get('permissions')
  @Security('session')
  public list(): Promise<PermissionCatalogue> {
    return Promise.resolve({ items: permissions.listPermissions(), nextCursor: null });
  }

  /**
   * From the most to the least that they may do.
   * @summary List the roles and what they may do
   */
  @Get('roles')
  @Security('session', [Permission.MANAGE_PERMISSION])
  public async listRoles(@Request() request: express.Request): Promise<RoleList> {
    const { roles, version } = await permissions.listRoles(ctxOf(request));
    return tagged(this, versioned(version, { items: roles, nextCursor: null }));
  }

  /**
   * The answer's ETag is the version for If-Match; it changes with any role.
   * @summary Get what a role may do
   */
  @Get('roles/{role}/permissions')
  @Security('session', [Permission.MANAGE_PERMISSION])
  public async getRole(@Request() request: express.Request, @Path() role: RoleName): Promise<RolePermissions> {
    return tagged(this, shown(await permissions.getRole(ctxOf(request), role)));
  }

  /**
   * Everybody of the role has it with their next request. ADMIN keeps MANAGE_USER and MANAGE_PERMISSION (422).
   * @summary Set what a role may do
   */
  @Put('roles/{role}/permissions')
  @Security('session', [Permission.MANAGE_PERMISSION])
  public async setRole(
    @Request() request: express.Request,
    @Path() role: RoleName,
    @Body() input: RolePermissionsInput,
    @Header('If-Match') ifMatch?: string,
  ): Promise<RolePermissions> {
    const match = matchOf(ifMatch, async (tx) => shown(await permissions.getRole(tx, role)));
    const { permissions: wanted } = check(rolePermissions, input);
    return tagged(this, shown(await permissions.setRolePermissions(ctxOf(request), role, wanted, match)));
  }

  /**
   * What the user has beyond, or lacks of, their role; also entries that have run out.
   * @summary List a user's own permissions
   */
  @Get('users/{id}/permissions')
  @Security('session', [Permission.MANAGE_PERMISSION])
  public async listOfUser(@Request() request: express.Request, @Path() id: Id): Promise<UserPermissionList> {
    const ctx = ctxOf(request);
    const rows = await permissions.listUserPermissions(ctx, toId(id));
    return { items: rows.map((row) => toUserPermission(row, ctx.now())), nextCursor: null };
  }

  /**
   * Gives the user the permission, or with `granted: false` takes it away, whatever the role has. A denial beats a grant.
   * @summary Grant or deny a user a permission
   */
  @Put('users/{id}/permissions/{permission}')
  @Security('session', [Permission.MANAGE_PERMISSION])
  public async setOfUser(
    @Request() request: express.Request,
    @Path() id: Id,
    @Path() permission: Permission,
    @Body() input: UserPermissionInput,
  ): Promise<UserPermission> {
    const ctx = ctxOf(request);
    const { granted, expiresAt = null } = check(userGrant, input);
    return toUserPermission(await permissions.setUserPermission(ctx, toId(id), permission, { granted, expiresAt }), ctx.now());
  }

  /**
   * From then on the role decides. 204 as well where there is no such entry.
   * @summary Remove a user's own permission
   */
  @Delete('users/{id}/permissions/{permission}')
  @Security('session', [Permission.MANAGE_PERMISSION])
  @SuccessResponse(204, 'Removed')
  public async removeOfUser(@Request() request: express.Request, @Path() id: Id, @Path() permission: Permission): Promise<void> {
    await permissions.removeUserPermission(ctxOf(request), toId(id), permission);
  }

  /**
   * What the user may do all in all, and why: the role, a grant, a denial, and when that ends. One's own, or anybody's with the
   * permission MANAGE_PERMISSION.
   * @summary Explain what a user may do
   */
  @Get('users/{id}/effective-permissions')
  @Security('session')
  public async explain(@Request() request: express.Request, @Path() id: Id): Promise<EffectivePermissions> {
    const { role, items, recordRules } = await permissions.explainPermissions(ctxOf(request), toId(id));
    return { userId: id, role, items, recordRules };
  }
}
