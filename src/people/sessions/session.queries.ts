import type pg from 'pg';
import { type Actor, effectivePermissions, makeActor, type RecordRule } from '../../access/actor.js';
import { isPermission, type Permission, type Role } from '../../access/permissions.js';
import type { Ctx } from '../../access/context.js';
import type { SessionData } from 'express-session';
import { prepared } from '../../database/client.js';
import { gathered } from '../../database/gathered.js';

/** What one query says of a session: the session itself, its user, and everything that user may do. */
export interface LoadedSession {
  data: SessionData;
  /** When the session ends for lack of requests. */
  expire: Date;
  actor: Actor | null;
}

interface Row {
  sid: string;
  sess: SessionData;
  expire: Date;
  id: string | null;
  email: string;
  first_name: string;
  last_name: string;
  role: Role;
  usable: boolean;
  require_password_change: boolean;
  default_theme: string;
  timezone: string | null;
  version: string;
  user_grants: { name: string; granted: boolean }[] | null;
  record_rules: { name: string; granted: boolean; client: string | null; learner: string | null }[] | null;
}

const ACTOR_COLUMNS = `
  u.id, u.email, u.first_name, u.last_name, u.role, u.require_password_change, u.default_theme, u.timezone,
  -- A lock after wrong passwords bars the sign-in, not those signed in already; one by an administrator has no end and bars both.
  u.is_active AND NOT (u.account_locked AND u.locked_until IS NULL) AS usable,
  (SELECT version FROM access_version) AS version,
  (SELECT json_agg(json_build_object('name', t.name, 'granted', p.granted))
     FROM user_permissions p JOIN permission_types t ON t.id = p.permission_id
     WHERE p.user_id = u.id AND (p.expires_at IS NULL OR p.expires_at > now())) AS user_grants,
  (SELECT json_agg(json_build_object('name', t.name, 'granted', r.granted, 'client', r.client_id::text, 'learner', r.learner_id::text))
     FROM record_permissions r JOIN permission_types t ON t.id = r.permission_id
     WHERE r.user_id = u.id AND (r.expires_at IS NULL OR r.expires_at > now())) AS record_rules`;

// The list stands in a query of its own: the planner then takes one session and a hundred for the same, and plans once for all.
const BY_SESSION = `SELECT s.sid, s.sess, s.expire, ${ACTOR_COLUMNS}
  FROM user_sessions s LEFT JOIN users u ON u.id = s.user_id
  WHERE s.sid = ANY ((SELECT $1::text[])::text[]) AND s.expire > now()`;

/** Role permissions of one database, kept while its access version stands still. */
interface RoleCache {
  version: string;
  roles: Map<string, ReadonlySet<Permission>>;
}
const caches = new WeakMap<pg.Pool, RoleCache>();

async function rolePermissions(pool: pg.Pool, version: string, role: Role): Promise<ReadonlySet<Permission>> {
  let cache = caches.get(pool);
  if (cache?.version !== version) {
    const rows = await prepared<{ role: string; names: string[]; version: string }>(
      pool,
      `SELECT r.role::text, array_agg(t.name) AS names, (SELECT version FROM access_version) AS version
       FROM role_permissions r JOIN permission_types t ON t.id = r.permission_id GROUP BY r.role`,
    );
    // The version that belongs to what was just read: a change between the two queries is caught by the next request.
    cache = {
      version: rows[0]?.version ?? version,
      roles: new Map(rows.map((row) => [row.role, new Set(row.names.filter(isPermission))])),
    };
    caches.set(pool, cache);
  }
  return cache.roles.get(role) ?? new Set();
}

async function actorOf(pool: pg.Pool, row: Row): Promise<Actor | null> {
  if (row.id === null || !row.usable) return null;
  const ofUser = (row.user_grants ?? []).flatMap(({ name, granted }) =>
    isPermission(name) ? [{ permission: name, granted }] : [],
  );
  const recordRules = (row.record_rules ?? []).flatMap(({ name, granted, client, learner }): RecordRule[] =>
    isPermission(name)
      ? [
          {
            permission: name,
            granted,
            clientId: client === null ? null : BigInt(client),
            learnerId: learner === null ? null : BigInt(learner),
          },
        ]
      : [],
  );
  return makeActor({
    id: BigInt(row.id),
    kind: 'user',
    email: row.email,
    name: `${row.first_name} ${row.last_name}`,
    role: row.role,
    permissions: effectivePermissions(await rolePermissions(pool, row.version, row.role), ofUser),
    recordRules,
    mustChangePassword: row.require_password_change,
    theme: row.default_theme,
    timezone: row.timezone,
  });
}

type SessionReader = (sid: string) => Promise<LoadedSession | null>;
const readers = new WeakMap<pg.Pool, SessionReader>();

function readerOf(pool: pg.Pool): SessionReader {
  let reader = readers.get(pool);
  if (!reader) {
    reader = gathered<LoadedSession | null>(async (sids) => {
      const rows = await prepared<Row>(pool, BY_SESSION, [sids]);
      const found = new Map<string, LoadedSession>();
      for (const row of rows) found.set(row.sid, { data: row.sess, expire: row.expire, actor: await actorOf(pool, row) });
      return sids.map((sid) => found.get(sid) ?? null);
    });
    readers.set(pool, reader);
  }
  return reader;
}

/**
 * The live session of that id, with its user's permissions: one query for all that are asked for at the same time (and one more after a
 * change of the roles). What it gives may be another request's too: it is not to be changed.
 */
export async function loadSession(pool: pg.Pool, sid: string): Promise<LoadedSession | null> {
  return readerOf(pool)(sid);
}

/** Moves the end of a session that is in use. */
export async function prolongSession(pool: pg.Pool, sid: string, expire: Date): Promise<void> {
  await prepared(pool, 'UPDATE user_sessions SET expire = $2 WHERE sid = $1', [sid, expire.toISOString().replace('Z', '')]);
}

/** Takes a live session back. @returns when its owner signed in (milliseconds since 1970), or null when it had ended already */
export async function deleteSession(ctx: Ctx, userId: bigint, sid: string): Promise<number | null> {
  const [row] = await ctx.db.$queryRaw<{ signedInAt: number }[]>`
    DELETE FROM user_sessions WHERE sid = ${sid} AND user_id = ${userId} AND expire > now()
    RETURNING (sess->>'signedInAt')::float8 AS "signedInAt"`;
  return row?.signedInAt ?? null;
}

/** Takes back a session, and what a refresh made of it: all that began with the same sign-in. */
export async function deleteSignIn(ctx: Ctx, userId: bigint, sid: string | null, signedInAt: number | null): Promise<void> {
  await ctx.db.$executeRaw`
    DELETE FROM user_sessions
    WHERE user_id = ${userId} AND (sid = ${sid} OR (sess->>'signedInAt')::float8 = ${signedInAt}::float8)`;
}

const BY_USER = `SELECT ${ACTOR_COLUMNS} FROM users u WHERE u.id = $1`;

/** The user as an actor, with what they may do now; null for one that is not there, or may not sign in (deactivated, locked). */
export async function loadActor(pool: pg.Pool, userId: bigint): Promise<Actor | null> {
  const [row] = await prepared<Row>(pool, BY_USER, [String(userId)]);
  return row ? actorOf(pool, row) : null;
}
