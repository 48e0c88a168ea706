/**
 * Sessions: express-session over connect-pg-simple's table, carried by the cookie `sid` or by a bearer token of the same
 * value. The store is taught to load the user and their permissions in the query that loads the session, and to write
 * the end of a session in use once a minute at most.
 */
import connectPgSimple from 'connect-pg-simple';
import { sign, unsign } from 'cookie-signature';
import type { RequestHandler } from 'express';
import type express from 'express';
import session from 'express-session';
import type { Actor } from '../access/actor.js';
import type { AppDeps } from '../context.js';
import { loadSession, prolongSession } from './session.queries.js';

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
    const stored = loaded.data as unknown as Stored;
    if (!loaded.actor || stored.signedInAt + this.deps.config.sessionMaxHours * 60 * MINUTE <= Date.now()) return null;
    stored[LOADED] = { actor: loaded.actor, expire: loaded.expire };
    return stored;
  }

  override createSession(request: express.Request, stored: session.SessionData): session.Session & session.SessionData {
    const loaded = (stored as Stored)[LOADED];
    if (loaded?.actor) request.actor = loaded.actor;
    const made = super.createSession(request, stored);
    Object.defineProperty(made, LOADED, { value: loaded, enumerable: false });
    return made;
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
    cookie: { httpOnly: true, sameSite: 'strict', secure: 'auto', path: '/' },
  });
  return (request, response, next) => {
    if (!onlyReads(request)) return full(request, response, next);
    const sid = sessionIdOf(request);
    if (sid === null) return next();
    store.get(sid, (error, found) => {
      if (error || !found) return next(error ?? undefined);
      request.sessionID = sid;
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
  }
}

export interface IssuedSession {
  /** For `Authorization: Bearer`; the cookie has the same value. */
  token: string;
  /** When it ends if no further request comes. */
  expiresAt: Date;
}

const call = (work: (done: (error?: unknown) => void) => void): Promise<void> =>
  new Promise((resolve, reject) =>
    work((error) => (error ? reject(error instanceof Error ? error : new Error('the session store failed')) : resolve())),
  );

/** Starts a session for a user under a new id; an older one of this request is dead at once. */
export async function startSession(request: express.Request, userId: bigint, signedInAt = Date.now()): Promise<IssuedSession> {
  const { config } = request.deps;
  await call((done) => request.session.regenerate(done));
  request.session.userId = String(userId);
  request.session.signedInAt = signedInAt;
  await call((done) => request.session.save(done));
  const idle = Date.now() + config.sessionIdleMinutes * MINUTE;
  const max = signedInAt + config.sessionMaxHours * 60 * MINUTE;
  return { token: `s:${sign(request.sessionID, config.sessionSecret)}`, expiresAt: new Date(Math.min(idle, max)) };
}

/** Ends the request's session, and takes the cookie back. */
export async function endSession(request: express.Request): Promise<void> {
  await call((done) => request.session.destroy(done));
  request.res?.clearCookie(COOKIE, { httpOnly: true, sameSite: 'strict', path: '/', secure: request.secure });
}
