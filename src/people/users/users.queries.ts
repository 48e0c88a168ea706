import type { Ctx } from '../../access/context.js';
import { countryFor } from '../../access/practice-country.js';
import { type Searched, searchedList } from '../../database/searched-list.js';
import type { Binding } from '../../database/binding.js';
import { Conditions, UNSCOPED } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { LanguageCode, RoleName } from '../../generated/requests/users.js';
import type { Directory, UserList } from './users.input.js';

/** What is known of a user, from Prisma or from a list's own query. */
export interface UserFacts {
  id: bigint | string;
  email: string;
  firstName: string;
  lastName: string;
  phone: string | null;
  role: RoleName;
  isActive: boolean;
  isEmailVerified: boolean;
  accountLocked: boolean;
  lockedUntil: Date | null;
  failedLoginAttempts: number;
  requirePasswordChange: boolean;
  portalAccess: boolean;
  preferredLanguage: LanguageCode;
  secondaryLanguages: string | null;
  timezone: string | null;
  defaultTheme: string;
  bufferMinutes: number;
  professionalTitle: string | null;
  credentials: string | null;
  registrationNumber: string | null;
  registrationCollege: string | null;
  npi: string | null;
  lastLoginAt: Date | null;
  lastPasswordChange: Date | null;
  createdAt: Date;
  updatedAt: Date;
}

const SELECT = `u.id, u.email, u.first_name AS "firstName", u.last_name AS "lastName", u.phone, u.role::text, u.is_active AS "isActive",
  u.is_email_verified AS "isEmailVerified", u.account_locked AS "accountLocked", u.locked_until AS "lockedUntil",
  u.failed_login_attempts AS "failedLoginAttempts", u.require_password_change AS "requirePasswordChange", u.portal_access AS "portalAccess",
  u.preferred_language::text AS "preferredLanguage", u.secondary_languages AS "secondaryLanguages", u.timezone,
  u.default_theme AS "defaultTheme", u.buffer_minutes AS "bufferMinutes", u.last_login_at AS "lastLoginAt", u.last_password_change AS "lastPasswordChange",
  u.professional_title AS "professionalTitle", u.credentials, u.registration_number AS "registrationNumber",
  u.registration_college AS "registrationCollege", u.npi, u.created_at AS "createdAt", u.updated_at AS "updatedAt"`;

const LIST: ListDefinition = {
  select: SELECT,
  from: 'users u',
  id: 'u.id',
  updatedAt: 'u.updated_at',
  sorts: {
    name: { sql: 'person_key(u.last_name, u.first_name)', type: 'text' },
    email: { sql: 'lower(u.email)', type: 'text' },
    createdAt: { sql: 'u.created_at', type: 'timestamp' },
    lastLoginAt: { sql: "coalesce(u.last_login_at, '-infinity'::timestamp)", type: 'timestamp' },
  },
  defaultSort: 'name',
};

const KEY = 'person_key(u.last_name, u.first_name)';
const SEARCHED: Searched = { table: 'users u', alias: 'u', joins: '', text: 'u.search', key: KEY };
/** Names alone, for those who may not see the rest: what a search finds gives it away. */
const SEARCHED_NAMES: Searched = { ...SEARCHED, text: 'person_text(u.first_name, u.last_name, NULL, NULL)' };

const atLocation = (locationId: bigint, { id }: Binding): string =>
  `u.id IN (SELECT user_id FROM user_locations WHERE location_id = ${id(locationId)})`;

/** @param now differs with each request, and so is nothing that a cursor is bound to */
const isLocked = (wanted: boolean, now: Date, { bindPassing }: Binding): string => {
  const locked = `(u.account_locked AND (u.locked_until IS NULL OR u.locked_until > ${bindPassing(now.toISOString())}::timestamp))`;
  return wanted ? locked : `NOT ${locked}`;
};

/** The accounts that match. */
export async function listUserRows(ctx: Ctx, query: UserList): Promise<Page<UserFacts & Record<string, unknown>>> {
  const where = new Conditions(UNSCOPED)
    .is('u.role', query.role, 'user_role')
    .is('u.is_active', query.isActive)
    .given(query.accountLocked, (wanted, binding) => isLocked(wanted, ctx.now(), binding))
    .given(query.locationId, atLocation);
  const searched = searchedList(LIST, query, where, SEARCHED, await countryFor(ctx, query.q));
  return listPage(ctx, searched.list, searched.query, where);
}

/** Those who work here now, by name. */
export async function listDirectoryRows(ctx: Ctx, query: Directory): Promise<Page<UserFacts & Record<string, unknown>>> {
  const where = new Conditions(UNSCOPED)
    .and('u.is_active')
    .is('u.role', query.role, 'user_role')
    .given(query.locationId, atLocation);
  // The time of a change of an account tells of sign-ins and locks.
  const byName = { ...LIST, updatedAt: null, sorts: { name: LIST.sorts.name as ListDefinition['sorts'][string] } };
  const searched = searchedList(byName, query, where, SEARCHED_NAMES, await countryFor(ctx, query.q));
  return listPage(ctx, searched.list, searched.query, where);
}

/** The id of the account with that address, whatever its case; undefined for none. */
export async function findUserIdByEmail(ctx: Ctx, email: string): Promise<bigint | undefined> {
  const [row] = await ctx.db.$queryRaw<{ id: bigint }[]>`SELECT id FROM users WHERE lower(email) = lower(${email.trim()})`;
  return row?.id;
}
