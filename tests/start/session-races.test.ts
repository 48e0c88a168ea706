/**
 * A session is given only for what was verified: many rounds of each race, over two processes of the product on one database.
 * Which of the two comes first differs from round to round; what holds afterwards does not.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { hashPassword } from '../../src/access/password.js';
import { openDatabase, type Database } from '../../src/database/client.js';
import type { User } from '../../src/generated/prisma/index.js';
import { aUser } from '../support/builders.js';
import { testConfig } from '../support/config.js';
import { testDatabase, type TestDatabase } from '../support/database.js';
import { PASSWORD } from '../support/users.js';
import { cleanUp, startProgram, temporaryDataDir, type Program } from './processes.js';

const ROUNDS = 12;
/** All rounds of a race, on a busy machine. */
const LIMIT_MS = 120_000;
const NEW_PASSWORD = 'eleven patient otters';

let own: TestDatabase;
let database: Database;
let programs: Program[] = [];
let urls: string[] = [];

beforeAll(async () => {
  own = await testDatabase();
  database = openDatabase(own.url, { max: 3 });
  programs = [1, 2].map(() => startProgram('tests/start/racer.ts', { DATABASE_URL: own.url, DATA_DIR: temporaryDataDir() }));
  urls = await Promise.all(programs.map(async (program) => (await program.says(/listening on (\S+)/))[1] ?? ''));
}, 120_000);
afterAll(async () => {
  for (const program of programs) program.kill('SIGTERM');
  await Promise.all(programs.map((program) => program.ended));
  cleanUp();
  await database.close();
  await own.drop();
});

interface Answer {
  status: number;
  token: string;
}

/** A request to one of the processes, as the holder of that token. */
async function send(process: 0 | 1, method: string, path: string, body?: object, token?: string): Promise<Answer> {
  const answer = await fetch(`${urls[process]}/api/${path}`, {
    method,
    headers: {
      ...(body ? { 'Content-Type': 'application/json' } : {}),
      ...(token ? { Authorization: `Bearer ${token}` } : {}),
    },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const text = await answer.text();
  return { status: answer.status, token: text.startsWith('{') ? ((JSON.parse(text) as Partial<Answer>).token ?? '') : '' };
}
const signIn = (process: 0 | 1, { email }: User, password = PASSWORD) => send(process, 'POST', 'auth/login', { email, password });
const lives = async (token: string): Promise<boolean> =>
  token !== '' && (await send(1, 'GET', 'auth/profile', undefined, token)).status === 200;

/** An account whose hash is of the price of the racers', or of another. */
async function account(role: User['role'] = 'STAFF', passwordCost = 8): Promise<User> {
  const config = testConfig({ passwordCost, dataDir: 'none' });
  return aUser(database.prisma, { role, password: await hashPassword(config, PASSWORD), lastPasswordChange: new Date() });
}

/** Keeps refreshing a session until it is refused; gives the last token that it got, and how often it was given one. */
function refreshing(token: string): { stop(): Promise<{ token: string; times: number }> } {
  let stopped = false;
  const run = (async () => {
    let present = token;
    for (let times = 0; ; times++) {
      const answer = await send(0, 'POST', 'auth/refresh-token', undefined, present);
      if (answer.status !== 200) return { token: present, times };
      present = answer.token;
      if (stopped) return { token: present, times: times + 1 };
    }
  })();
  return {
    stop: () => {
      stopped = true;
      return run;
    },
  };
}

/** Runs the rounds, each with another pause between the two sides, and gives those in which something was wrong. */
async function rounds(one: (pause: number) => Promise<string | null>): Promise<string[]> {
  const wrong: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    await database.pool.query('DELETE FROM rate_limits');
    const fault = await one((round * 5) % 40);
    if (fault) wrong.push(`round ${round}: ${fault}`);
  }
  return wrong;
}

describe('a sign-in under way', () => {
  let admin: string;
  beforeAll(async () => (admin = (await signIn(0, await account('ADMIN'))).token));

  it(
    "does not undo an administrator's lock, and gives no session that outlives it",
    async () => {
      const wrong = await rounds(async (pause) => {
        const user = await account();
        const [{ token }, locked] = await Promise.all([
          signIn(0, user),
          sleep(pause).then(() => send(1, 'POST', `users/${user.id}/lock`, undefined, admin)),
        ]);
        const row = await database.prisma.user.findUniqueOrThrow({ where: { id: user.id } });
        if (locked.status !== 200 || !row.accountLocked || row.lockedUntil) return `the lock is gone (${locked.status})`;
        if (await lives(token)) return 'a session lives beside the lock';
        await send(1, 'POST', `users/${user.id}/unlock`, undefined, admin);
        return (await lives(token)) ? 'a session lives again after the unlock' : null;
      });
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'does not outlive a password set by an administrator',
    async () => {
      const wrong = await rounds(async (pause) => {
        const user = await account();
        const [{ token }, changed] = await Promise.all([
          signIn(0, user),
          sleep(pause).then(() => send(1, 'PUT', `users/${user.id}`, { password: NEW_PASSWORD }, admin)),
        ]);
        return changed.status === 200 && !(await lives(token)) ? null : `${changed.status}, or a session from before lives`;
      });
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    "does not outlive a change of one's own password, which keeps the own session",
    async () => {
      const wrong = await rounds(async (pause) => {
        const user = await account();
        const { token: here } = await signIn(1, user);
        const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
        const [changed, ...others] = await Promise.all([
          send(1, 'POST', 'auth/change-password', body, here),
          ...[0, 10, 20, pause].map((wait) => sleep(wait).then(() => signIn(0, user))),
        ]);
        if (changed.status !== 204) return `the change was refused (${changed.status})`;
        if (!(await lives(here))) return 'the own session ended';
        for (const { token } of others) if (await lives(token)) return 'a session of the old password lives';
        return null;
      });
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'that hashes an outdated hash anew does not write the old password back over a new one',
    async () => {
      const wrong = await rounds(async (pause) => {
        const user = await account('STAFF', 9);
        const [, changed] = await Promise.all([
          signIn(0, user),
          sleep(pause * 2).then(() => send(1, 'PUT', `users/${user.id}`, { password: NEW_PASSWORD }, admin)),
        ]);
        const after = [await signIn(0, user), await signIn(1, user, NEW_PASSWORD)].map(({ status }) => status);
        return changed.status === 200 && after.join() === '401,200'
          ? null
          : `${changed.status}: old and new give ${after.join()}`;
      });
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );
});

describe('a session that keeps being refreshed', () => {
  let admin: string;
  beforeAll(async () => (admin = (await signIn(0, await account('ADMIN'))).token));

  it.each([
    ['a password set by an administrator', { password: NEW_PASSWORD }],
    ['another role', { role: 'RECEPTIONIST' }],
  ])(
    'ends with %s',
    async (_what, change) => {
      const wrong = await rounds(async (pause) => {
        const user = await account();
        const loop = refreshing((await signIn(0, user)).token);
        await sleep(20 + pause);
        const changed = await send(1, 'PUT', `users/${user.id}`, change, admin);
        const { token } = await loop.stop();
        return changed.status === 200 && !(await lives(token)) ? null : `${changed.status}, and it lives`;
      });
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    "ends with a change of one's own password in another session",
    async () => {
      const wrong = await rounds(async (pause) => {
        const user = await account();
        const [there, here] = [await signIn(0, user), await signIn(1, user)];
        const loop = refreshing(there.token);
        await sleep(pause);
        const body = { currentPassword: PASSWORD, newPassword: NEW_PASSWORD };
        const changed = await send(1, 'POST', 'auth/change-password', body, here.token);
        const { token } = await loop.stop();
        return changed.status === 204 && !(await lives(token)) ? null : `${changed.status}, and it lives`;
      });
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'ends with a lock, and is dead after the unlock as well',
    async () => {
      const wrong = await rounds(async (pause) => {
        const user = await account();
        const loop = refreshing((await signIn(0, user)).token);
        await sleep(20 + pause);
        await send(1, 'POST', `users/${user.id}/lock`, undefined, admin);
        const { token } = await loop.stop();
        await send(1, 'POST', `users/${user.id}/unlock`, undefined, admin);
        return (await lives(token)) ? 'it lives again' : null;
      });
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    'is one session, however many refresh it at once, and ends with a sign-out',
    async () => {
      const wrong = await rounds(async (pause) => {
        const user = await account();
        const { token } = await signIn(0, user);
        const [, ...answers] = await Promise.all([
          sleep(pause / 4).then(() => send(1, 'POST', 'auth/logout', undefined, token)),
          ...[0, 1, 0, 1].map((process) => send(process as 0 | 1, 'POST', 'auth/refresh-token', undefined, token)),
        ]);
        const given = answers.filter(({ status }) => status === 200);
        const out = await database.prisma.authLog.count({ where: { userId: user.id, action: 'LOGOUT' } });
        if (given.length > 1) return `${given.length} sessions of one`;
        return out > 0 && (await database.prisma.userSession.count({ where: { userId: user.id } })) > 0
          ? 'one outlived the sign-out'
          : null;
      });
      expect(wrong).toEqual([]);
    },
    LIMIT_MS,
  );
});
