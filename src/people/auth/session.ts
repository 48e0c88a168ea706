/**
 * Sessions: express-session over connect-pg-simple's table, carried by the cookie `sid` or by a bearer token of the same
 * value. The store is taught to load the user and their permissions in the query that loads the session, to write the end of
 * a session in use once a minute at most, and nothing else: sessions are written in session-writes.ts alone.
 */
import connectPgSimple from 'connect-pg-simple';
import { unsign } from 'cookie-signature';
import type { RequestHandler } from 'express';
import type express from 'express';
import session from 'express-session';
import type { Actor } from '../../access/actor.js';
import type { AppDeps } from '../../access/context.js';
import { loadSession, prolongSession } from '../sessions/session.queries.js';
import { COOKIE_OPTIONS, type IssuedSession } from '../sessions/session-writes.js';

declare module 'express-session' {
  interface SessionData {
    /** Whose session it is; the database computes user_sessions.user_id from it. */
    userId: string;
    /** Milliseconds since 1970: the session ends SESSION_MAX_HOURS later in any case. */
    signedInAt: number;
  }
}

export const COOKIE = 'sid';
const MINUTE = 60_000;
const LOADED = Symbol('loaded');

interface Loaded {
  actor: Actor | null;
  expire: Date;
}
type Stored = session.SessionData & { [LOADED]?: Loaded };

const PgStore = connectPgSimple(session);

class ActorSessionStore extends PgStore {
  constructor(private readonly deps: AppDeps) {
    super({
      pool: deps.database.pool,
      tableName: 'user_sessions',
      createTableIfMissing: false,
      ttl: deps.config.sessionIdleMinutes * 60,
      errorLog: (error: unknown) => deps.log.warn({ err: error }, 'sessions could not be pruned'),
    });
  }

  override get(sid: string, done: (error: Error | null, session?: session.SessionData | null) => void): void {
    this.read(sid).then(
      (found) => done(null, found),
      (error: unknown) => done(error as Error),
    );
  }

  private async read(sid: string): Promise<Stored | null> {
    const loaded = await loadSession(this.deps.database.pool, sid);
    if (!loaded) return null;
    // Requests that come at once share what was loaded; express-session makes something of its own of it.
    const stored: Stored = { ...loaded.data };
    if (!loaded.actor || stored.signedInAt + this.deps.config.sessionMaxHours * 60 * MINUTE <= Date.now()) return null;
    stored[LOADED] = { actor: loaded.actor, expire: loaded.expire };
    return stored;
  }

  override createSession(request: express.Request, stored: session.SessionData): session.Session & session.SessionData {
    const loaded = (stored as Stored)[LOADED];
    if (loaded?.actor) request.actor = loaded.actor;
    request.signedInAt = stored.signedInAt;
    const made = super.createSession(request, stored);
    Object.defineProperty(made, LOADED, { value: loaded, enumerable: false });
    return made;
  }

  /** express-session would write what it has in memory, whatever became of the session or its user meanwhile. */
  override set(_sid: string, _session: session.SessionData, done?: (error?: unknown) => void): void {
    done?.(new Error('A session is written in session-writes.ts alone.'));
  }

  override touch(sid: string, touched: session.SessionData, done?: () => void): void {
    const expire = (touched as Stored)[LOADED]?.expire;
    const wanted = new Date(Date.now() + this.deps.config.sessionIdleMinutes * MINUTE);
    if (!expire || wanted.getTime() - expire.getTime() < MINUTE) return done?.();
    prolongSession(this.deps.database.pool, sid, wanted).then(
      () => done?.(),
      (error: unknown) => {
        this.deps.log.warn({ err: error }, 'a session could not be prolonged');
        done?.();
      },
    );
  }
}

/** Requests that look at who is signed in, and can neither start, change nor end a session. */
function onlyReads(request: express.Request): boolean {
  return request.method === 'GET' && request.path.startsWith('/api/') && !request.path.startsWith('/api/auth/');
}

const COOKIE_VALUE = new RegExp(`(?:^|;)\\s*${COOKIE}="?([^;"\\s]*)`);
const MOST_KNOWN = 1_000;

/**
 * Reads the session id that a request carries; null unless it is signed with `secret`. Checking a signature takes as long as a
 * good part of a query, so those found good are kept. (Whether the session lives is the database's to say, each time.)
 */
function sessionIdReader(secret: string): (request: express.Request) => string | null {
  const known = new Map<string, string>();
  return (request) => {
    const [, value] = COOKIE_VALUE.exec(request.headers.cookie ?? '') ?? [];
    if (!value) return null;
    const found = known.get(value);
    if (found !== undefined) return found;
    try {
      const text = decodeURIComponent(value);
      const sid = text.startsWith('s:') && unsign(text.slice(2), secret);
      if (!sid) return null;
      if (known.size >= MOST_KNOWN) known.clear();
      known.set(value, sid);
      return sid;
    } catch {
      // Not encoded as a cookie is: none of ours.
      return null;
    }
  };
}

/**
 * The session middleware. Nobody gets a session before the sign-in. A reading request to the API gets its actor without
 * express-session, which would serialise, hash and sign the session again to find that nothing in it has changed.
 */
export function sessions(deps: AppDeps): RequestHandler {
  const { config } = deps;
  const store = new ActorSessionStore(deps);
  const sessionIdOf = sessionIdReader(config.sessionSecret);
  const full = session({
    name: COOKIE,
    secret: config.sessionSecret,
    store,
    resave: false,
    saveUninitialized: false,
    // No Expires: the browser forgets the cookie when it closes; the server decides how long it is good.
    cookie: { ...COOKIE_OPTIONS, secure: 'auto' },
  });
  return (request, response, next) => {
    if (!onlyReads(request)) return full(request, response, next);
    const sid = sessionIdOf(request);
    if (sid === null) return next();
    store.get(sid, (error, found) => {
      if (error || !found) return next(error ?? undefined);
      request.sessionID = sid;
      request.signedInAt = found.signedInAt;
      request.actor = (found as Stored)[LOADED]?.actor ?? undefined;
      store.touch(sid, found, () => next());
    });
  };
}

/** Lets `Authorization: Bearer <token>` carry the session, everywhere but in the panel. Comes before the session middleware. */
export const bearerToken: RequestHandler = (request, _response, next) => {
  const token = /^Bearer +([^\s]+)$/i.exec(request.get('authorization') ?? '')?.[1];
  // Express takes /ADMIN for /admin.
  if (token && !/^\/admin(\/|$)/i.test(request.path)) {
    request.headers.cookie = `${COOKIE}=${encodeURIComponent(token)}`;
    request.carriedByToken = true;
  }
  next();
};

declare module 'express-serve-static-core' {
  interface Request {
    /** The session came by a bearer token, which no other site can make a browser send. */
    carriedByToken?: boolean;
    /** When its session began, in milliseconds since 1970: it stays when the session gets another id. */
    signedInAt?: number;
  }
}

/** What express-session still has of a session that is over or new: it must neither prolong nor send it. */
function letGo(request: express.Request): void {
  delete (request as Partial<express.Request>).session;
}

/** Lets the answer carry a session that was just written, in the cookie; an older one of this request is over. */
export function carrySession(request: express.Request, issued: IssuedSession): void {
  letGo(request);
  request.res?.cookie(COOKIE, issued.token, { ...COOKIE_OPTIONS, secure: request.secure });
}

/** Takes the cookie back: the session of this request is over. */
export function dropSession(request: express.Request): void {
  letGo(request);
  request.res?.clearCookie(COOKIE, { ...COOKIE_OPTIONS, secure: request.secure });
}
