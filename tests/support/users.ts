/** Users who can sign in, and requests in their name. */
import type { Test } from 'supertest';
import { hashPassword } from '../../src/access/password.js';
import type { Prisma, User, UserRole } from '../../src/generated/prisma/index.js';
import type { TestApp } from './app.js';
import { aUser } from './builders.js';

/** The password of every user made here. */
export const PASSWORD = 'seventeen blue teapots';
export const ROLES: readonly UserRole[] = ['ADMIN', 'THERAPIST', 'STAFF', 'RECEPTIONIST'];
export type Verb = 'get' | 'head' | 'options' | 'post' | 'put' | 'patch' | 'delete';

/** Requests as one user. */
export interface SignedIn {
  user: User;
  /** The user's id, as the API writes it. */
  id: string;
  call(method: Verb, path: string): Test;
  get(path: string): Test;
  post(path: string, body?: object): Test;
  put(path: string, body?: object): Test;
  delete(path: string): Test;
}

export interface TokenHolder extends SignedIn {
  /** For `Authorization: Bearer`. */
  token: string;
}

export interface CookieHolder extends SignedIn {
  /** `sid=…`, for the header `Cookie`. */
  cookie: string;
}

/** A user with PASSWORD, straight in the database. */
export async function createUser(
  app: TestApp,
  role: UserRole,
  overrides: Partial<Prisma.UserUncheckedCreateInput> = {},
): Promise<User> {
  return aUser(app.prisma, {
    role,
    password: await hashPassword(app.deps.config, PASSWORD),
    lastPasswordChange: new Date(),
    ...overrides,
  });
}

function withVerbs(user: User, call: (method: Verb, path: string) => Test): SignedIn {
  const send = (method: Verb) => (path: string, body?: object) =>
    body === undefined ? call(method, path) : call(method, path).send(body);
  return { user, id: String(user.id), call, get: send('get'), delete: send('delete'), post: send('post'), put: send('put') };
}

async function signIn(app: TestApp, user: User): Promise<{ token: string; cookie: string }> {
  const answer = await app.request.post('/api/auth/login').send({ email: user.email, password: PASSWORD });
  const body = answer.body as { token?: string };
  if (answer.status !== 200 || !body.token) throw new Error(`Sign-in of ${user.email} failed: ${answer.status} ${answer.text}`);
  const lines = [answer.get('Set-Cookie') ?? []].flat();
  const cookie = lines.map((line) => line.split(';')[0] ?? '').find((pair) => pair.startsWith('sid=')) ?? '';
  return { token: body.token, cookie };
}

/** A user of that role (a new one, unless given), signed in with a bearer token, as a portal would. */
export async function signedIn(app: TestApp, role: UserRole, given?: User): Promise<TokenHolder> {
  const user = given ?? (await createUser(app, role));
  const { token } = await signIn(app, user);
  return { token, ...withVerbs(user, (method, path) => app.request[method](path).set('Authorization', `Bearer ${token}`)) };
}

/** The same with the cookie, as a browser in the admin panel: requests name the panel's own origin. Follows no redirects. */
export async function signedInByCookie(app: TestApp, role: UserRole, given?: User): Promise<CookieHolder> {
  const user = given ?? (await createUser(app, role));
  const { cookie } = await signIn(app, user);
  return {
    cookie,
    ...withVerbs(user, (method, path) =>
      app.request[method](path).set('Cookie', cookie).set('Origin', app.baseUrl).set('Sec-Fetch-Site', 'same-origin'),
    ),
  };
}

/** One user of each role, signed in with a token. */
export async function oneOfEachRole(app: TestApp): Promise<Record<UserRole, TokenHolder>> {
  const entries = await Promise.all(ROLES.map(async (role) => [role, await signedIn(app, role)] as const));
  return Object.fromEntries(entries) as Record<UserRole, TokenHolder>;
}

/** What each role may do, from the database. */
export async function permissionsByRole(app: TestApp): Promise<Record<UserRole, Set<string>>> {
  const rows = await app.prisma.rolePermission.findMany({ include: { permission: true } });
  return Object.fromEntries(
    ROLES.map((role) => [role, new Set(rows.filter((row) => row.role === role).map((row) => row.permission.name))]),
  ) as Record<UserRole, Set<string>>;
}
