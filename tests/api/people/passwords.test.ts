/** Wrong passwords, new passwords and new accounts, over HTTP. */
import { createHash } from 'node:crypto';
import type { Response } from 'supertest';
import { ATTEMPTS_PER_ACCOUNT, ATTEMPTS_PER_ADDRESS } from '../../../src/access/attempts.js';
import { withApp, type TestApp } from '../../support/app.js';
import { next, thePractice } from '../../support/builders.js';
import { problemFaults, type Problem } from '../../support/problem.js';
import { createUser, PASSWORD, signedIn } from '../../support/users.js';

const NEW_PASSWORD = 'eleven patient otters';

const problemOf = (answer: Response): Problem => answer.body as Problem;
const login = (app: TestApp, email: string, password = PASSWORD) => app.request.post('/api/auth/login').send({ email, password });

describe('too many wrong passwords', () => {
  const app = withApp();

  // One address has a limit of its own, over all accounts.
  beforeEach(() => app.prisma.rateLimit.deleteMany());

  async function fail(email: string, times = ATTEMPTS_PER_ACCOUNT): Promise<number[]> {
    const statuses: number[] = [];
    for (let count = 0; count < times; count++) statuses.push((await login(app, email, 'a wrong password')).status);
    return statuses;
  }

  it('lock the account for a while: 429 with Retry-After, also for the right password', async () => {
    const user = await createUser(app, 'STAFF');
    expect(new Set(await fail(user.email))).toEqual(new Set([401]));
    const answer = await login(app, user.email);
    expect(problemFaults(answer, [429])).toEqual([]);
    expect(Number(answer.get('Retry-After'))).toBeGreaterThan(800);
    expect(Number(answer.get('Retry-After'))).toBeLessThanOrEqual(900);
    const row = await app.prisma.user.findUniqueOrThrow({ where: { id: user.id } });
    expect([row.accountLocked, row.failedLoginAttempts]).toEqual([true, ATTEMPTS_PER_ACCOUNT]);
    const seconds = ((row.lockedUntil?.getTime() ?? 0) - Date.now()) / 1000;
    expect(Math.abs(seconds - Number(answer.get('Retry-After')))).toBeLessThan(5);
  });

  it('are answered the same for an account that is not there', async () => {
    const user = await createUser(app, 'STAFF');
    const there = await fail(user.email, ATTEMPTS_PER_ACCOUNT + 1);
    const nowhere = await fail('ghost@practice.example', ATTEMPTS_PER_ACCOUNT + 1);
    expect(nowhere).toEqual(there);
    const [one, other] = [await login(app, user.email), await login(app, 'ghost@practice.example')];
    expect({ ...problemOf(one), requestId: '' }).toEqual({ ...problemOf(other), requestId: '' });
    expect(Math.abs(Number(one.get('Retry-After')) - Number(other.get('Retry-After')))).toBeLessThan(10);
  });

  it('count together, however many come at once', async () => {
    const user = await createUser(app, 'STAFF');
    const answers = await Promise.all(Array.from({ length: 25 }, () => login(app, user.email, 'a wrong password')));
    expect(answers.filter((answer) => answer.status === 401).length).toBe(ATTEMPTS_PER_ACCOUNT);
    expect(answers.filter((answer) => answer.status === 429).length).toBe(25 - ATTEMPTS_PER_ACCOUNT);
  });

  it('do not end the sessions of the person, who did not send them', async () => {
    const user = await signedIn(app, 'STAFF');
    await fail(user.user.email);
    expect((await user.get('/api/auth/profile')).status).toBe(200);
  });

  it('are forgotten when an administrator unlocks the account: it lets in at once', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const user = await createUser(app, 'STAFF');
    await fail(user.email);
    expect((await login(app, user.email)).status).toBe(429);
    const unlocked = await admin.post(`/api/users/${user.id}/unlock`);
    expect(unlocked.body).toMatchObject({ accountLocked: false, lockedUntil: null, failedLoginAttempts: 0 });
    expect((await login(app, user.email)).status).toBe(200);
  });

  it('do not keep the person, who is signed in, from changing the password', async () => {
    const user = await signedIn(app, 'ADMIN');
    await fail(user.user.email, ATTEMPTS_PER_ACCOUNT + 1);
    const answer = await user.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD });
    expect(answer.status).toBe(204);
  });

  it('lock until the time is over, and then no more', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const user = await createUser(app, 'STAFF');
    await fail(user.email);
    const past = new Date(Date.now() - 1000);
    await app.prisma.user.update({ where: { id: user.id }, data: { lockedUntil: past } });
    await app.prisma.rateLimit.updateMany({ data: { expire: BigInt(past.getTime()) } });
    expect((await admin.get(`/api/users/${user.id}`)).body).toMatchObject({ accountLocked: false, lockedUntil: null });
    expect((await login(app, user.email)).status).toBe(200);
    const row = await app.prisma.user.findUniqueOrThrow({ where: { id: user.id } });
    expect([row.accountLocked, row.lockedUntil, row.failedLoginAttempts]).toEqual([false, null, 0]);
  });

  it('keep the account locked when the counter is lost', async () => {
    const user = await createUser(app, 'STAFF', { accountLocked: true, lockedUntil: new Date(Date.now() + 300_000) });
    const answer = await login(app, user.email);
    expect(answer.status).toBe(429);
    expect(Number(answer.get('Retry-After'))).toBeGreaterThan(290);
  });

  it("do not give an administrator's lock an end", async () => {
    const user = await createUser(app, 'STAFF', { accountLocked: true });
    await fail(user.email);
    const row = await app.prisma.user.findUniqueOrThrow({ where: { id: user.id } });
    expect([row.accountLocked, row.lockedUntil]).toEqual([true, null]);
  });

  it('are forgotten after a right one', async () => {
    const user = await createUser(app, 'STAFF');
    await fail(user.email, ATTEMPTS_PER_ACCOUNT - 1);
    expect((await login(app, user.email)).status).toBe(200);
    expect(await fail(user.email, ATTEMPTS_PER_ACCOUNT - 1)).not.toContain(429);
  });
});

describe('too many tries from one address', () => {
  // So that a test may come from several addresses.
  const app = withApp({ config: { trustProxy: 1 } });
  const OFFICE = '203.0.113.7';

  beforeEach(() => app.prisma.rateLimit.deleteMany());

  const from = (address: string, email: string, password = PASSWORD) =>
    login(app, email, password).set('X-Forwarded-For', address);
  const wrongs = (times: number, address: string, email: (index: number) => string) =>
    Promise.all(Array.from({ length: times }, (_, index) => from(address, email(index), 'a wrong password')));
  const statuses = (answers: Response[]) => [...new Set(answers.map(({ status }) => status))].sort();

  it('are refused, whichever account they try; right ones do not count', async () => {
    const user = await createUser(app, 'STAFF');
    for (let count = 0; count < 5; count++) expect((await from('203.0.113.8', user.email)).status).toBe(200);
    const tries = await wrongs(ATTEMPTS_PER_ADDRESS + 1, OFFICE, (index) => `nobody${index}@practice.example`);
    expect(tries.filter((answer) => answer.status === 429).length).toBe(1);
    expect(problemFaults(await from(OFFICE, user.email), [429])).toEqual([]);
    expect((await from('203.0.113.8', user.email)).status).toBe(200);
  });

  it('do not shut out who signed in from there before, and give them no more tries than they had', async () => {
    const user = await createUser(app, 'STAFF');
    expect((await from(OFFICE, user.email)).status).toBe(200);
    await wrongs(ATTEMPTS_PER_ADDRESS, OFFICE, (index) => `nobody${index}@practice.example`);
    expect((await from(OFFICE, user.email)).status).toBe(200);
    const [known, unknown] = [await from(OFFICE, user.email, 'a wrong one'), await from(OFFICE, 'ghost@practice.example')];
    expect({ ...problemOf(known), requestId: '' }).toEqual({ ...problemOf(unknown), requestId: '' });
    expect(known.status).toBe(429);
    await wrongs(ATTEMPTS_PER_ACCOUNT, OFFICE, () => user.email);
    expect((await from(OFFICE, user.email)).status).toBe(429);
  });

  it('for one account cost the others at that address nothing', async () => {
    const [stale, other] = [await createUser(app, 'STAFF'), await createUser(app, 'STAFF')];
    // A program that keeps trying with an old password.
    const tries = await wrongs(2 * ATTEMPTS_PER_ADDRESS, OFFICE, () => stale.email);
    expect(tries.filter(({ status }) => status === 401).length).toBe(ATTEMPTS_PER_ACCOUNT);
    expect((await from(OFFICE, other.email)).status).toBe(200);
  });

  it('are not forgotten there because the owner signs in elsewhere, but when an administrator unlocks the account', async () => {
    const user = await createUser(app, 'STAFF');
    const half = ATTEMPTS_PER_ACCOUNT / 2;
    for (let round = 0; round < 2; round++) {
      expect(statuses(await wrongs(half, '198.51.100.1', () => user.email))).toEqual([401]);
      expect((await from(OFFICE, user.email)).status).toBe(200);
    }
    expect((await from('198.51.100.1', user.email)).status).toBe(429);
    expect((await from(OFFICE, user.email)).status).toBe(200);
    const admin = await signedIn(app, 'ADMIN');
    await admin.post(`/api/users/${user.id}/unlock`).expect(200);
    expect((await from('198.51.100.1', user.email)).status).toBe(200);
  });

  it.each<[string, (index: number) => Promise<Response>]>([
    [
      'tokens of offers that are none',
      (index) =>
        app.request
          .post('/api/waitlist/offers/accept')
          .set('X-Forwarded-For', OFFICE)
          .send({ token: `no-such-token-${index}-`.padEnd(43, 'x') }),
    ],
    [
      'links for forgotten passwords',
      (index) =>
        app.request
          .post('/api/auth/forgot-password')
          .set('X-Forwarded-For', OFFICE)
          .send({ email: `n${index}@practice.example` }),
    ],
  ])('at another door shut that door alone: %s', async (_what, knock) => {
    const user = await createUser(app, 'STAFF');
    const answers = await Promise.all(Array.from({ length: ATTEMPTS_PER_ADDRESS + 5 }, (_, index) => knock(index)));
    expect(answers.filter(({ status }) => status === 429).length).toBe(5);
    expect((await from(OFFICE, user.email)).status).toBe(200);
  });
});

describe('passwords', () => {
  const app = withApp();

  it.each([
    ['too short', 'fourteen chars', 'password.weak'],
    ['common', 'passwordpassword', 'password.weak'],
    ['a run', 'abcdefghijklmnopq', 'password.weak'],
    ['the present one', PASSWORD, 'password.same'],
  ])('are refused when %s, at the field', async (_name, newPassword, code) => {
    const user = await signedIn(app, 'STAFF');
    const answer = await user.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword });
    expect([answer.status, problemOf(answer).code, problemOf(answer).errors?.[0]?.path]).toEqual([422, code, 'newPassword']);
  });

  it('take any characters, and tell all of a long one', async () => {
    const user = await signedIn(app, 'STAFF');
    const long = `päss wörd ☂ ${'x1y2z3'.repeat(20)}`;
    expect((await user.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword: long })).status).toBe(204);
    expect((await login(app, user.user.email, `${long.slice(0, -1)}!`)).status).toBe(401);
    expect((await login(app, user.user.email, long.normalize('NFD'))).status).toBe(200);
  });

  it('are not changed without the present one, and tries are counted', async () => {
    const user = await signedIn(app, 'STAFF');
    const wrong = () =>
      user.post('/api/auth/change-password', { currentPassword: 'a wrong password', newPassword: NEW_PASSWORD });
    expect((await wrong()).status).toBe(422);
    for (let count = 1; count < ATTEMPTS_PER_ACCOUNT; count++) await wrong();
    expect((await wrong()).status).toBe(429);
  });

  it('that must be changed bar everything else, also the making of accounts', async () => {
    const user = await signedIn(app, 'ADMIN', await createUser(app, 'ADMIN', { requirePasswordChange: true }));
    const registration = { email: `new${next()}@practice.example`, password: NEW_PASSWORD, firstName: 'N', lastName: 'N' };
    for (const answer of [
      await user.get('/api/users'),
      await user.post('/api/auth/register', registration),
      await user.get(`/api/users/${user.id}`),
    ]) {
      expect([answer.status, problemOf(answer).code]).toEqual([403, 'auth.password_change_required']);
    }
    expect((await user.get('/api/auth/profile')).status).toBe(200);
    expect((await user.post('/api/auth/change-password', { currentPassword: PASSWORD, newPassword: NEW_PASSWORD })).status).toBe(
      204,
    );
    expect((await user.get('/api/users')).status).toBe(200);
  });

  it('that were forgotten are not asked for in vain of a process that cannot send mail beside others that can', async () => {
    const user = await createUser(app, 'STAFF');
    await app.prisma.outgoingChannel.create({ data: { channel: 'EMAIL' } });
    const ask = (email: string) => app.request.post('/api/auth/forgot-password').send({ email });
    const answers = [await ask(user.email), await ask('ghost@practice.example')];
    await app.prisma.outgoingChannel.deleteMany();
    for (const answer of answers) {
      expect(problemFaults(answer, [503])).toEqual([]);
      expect([problemOf(answer).code, answer.get('Retry-After')]).toEqual(['mail.away', '5']);
    }
  });

  it('that were forgotten are asked for silently, and set once with the token', async () => {
    const user = await createUser(app, 'STAFF');
    const session = await signedIn(app, 'STAFF', user);
    const ask = (email: string) => app.request.post('/api/auth/forgot-password').send({ email });
    const [known, unknown] = [await ask(user.email), await ask('ghost@practice.example')];
    expect([known.status, unknown.status, known.text]).toEqual([202, 202, unknown.text]);
    // Made after the answer, whose time must not tell who has an account.
    const kept = async () => (await app.prisma.user.findUniqueOrThrow({ where: { id: user.id } })).passwordResetToken;
    for (let tries = 0; tries < 100 && (await kept()) === null; tries++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await kept()).toMatch(/^[0-9a-f]{64}$/);

    const token = 'the token of the mail';
    await app.prisma.user.update({
      where: { id: user.id },
      data: { passwordResetToken: createHash('sha256').update(token).digest('hex') },
    });
    const reset = (newPassword: string) => app.request.post('/api/auth/reset-password').send({ token, newPassword });
    expect((await reset('too short')).status).toBe(422);
    const twice = await Promise.all([reset(NEW_PASSWORD), reset(NEW_PASSWORD)]);
    expect(twice.map((answer) => answer.status).sort()).toEqual([204, 422]);
    expect((await session.get('/api/auth/profile')).status).toBe(401);
    expect((await login(app, user.email, NEW_PASSWORD)).status).toBe(200);
  });
});

describe('registering', () => {
  const app = withApp();
  const registration = (more: object = {}) => ({
    email: `new${next()}@practice.example`,
    password: NEW_PASSWORD,
    firstName: 'Kim',
    lastName: 'Lund',
    ...more,
  });
  const register = (body: object) => app.request.post('/api/auth/register').send(body);
  const open = async (registrationOpen: boolean) =>
    app.prisma.practice.update({ where: { id: (await thePractice(app.prisma)).id }, data: { registrationOpen } });
  const accountsOf = (email: string) => app.prisma.user.findMany({ where: { email: { equals: email, mode: 'insensitive' } } });
  /** The account is made after the answer. */
  const kept = async (email: string) => {
    for (;;) {
      const [account] = await accountsOf(email);
      if (account) return account;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };

  // One address has a limit of its own, over all accounts.
  beforeEach(() => app.prisma.rateLimit.deleteMany());

  it('is refused to nobody while the practice is closed', async () => {
    await open(false);
    const answer = await register(registration());
    expect([answer.status, problemOf(answer).code]).toEqual([403, 'auth.registration_closed']);
    expect((await register(registration({ role: 'ADMIN' }))).status).toBe(403);
  });

  it('gives nobody, where it is open, an inactive account of the lowest role that waits for approval', async () => {
    await open(true);
    const body = registration();
    const answer = await register(body);
    expect(answer.status).toBe(202);
    const row = await kept(body.email);
    expect([row.role, row.isActive, row.isEmailVerified]).toEqual(['RECEPTIONIST', false, false]);
    expect((await login(app, body.email, NEW_PASSWORD)).status).toBe(401);
    const admin = await signedIn(app, 'ADMIN');
    expect((await admin.post(`/api/users/${row.id}/activate`)).status).toBe(200);
    expect((await login(app, body.email, NEW_PASSWORD)).status).toBe(200);
  });

  describe('tells nobody whether an address is taken', () => {
    /** The answers for a free address and for one that is taken; and the two addresses. */
    async function both(more: object = {}) {
      await open(true);
      const taken = await createUser(app, 'STAFF');
      const bodies = [registration(more), registration({ email: taken.email.toUpperCase(), ...more })] as const;
      const answers = await Promise.all(bodies.map((body) => register(body)));
      const said = answers.map(({ status, body }) => ({ status, body: { ...(body as object), requestId: '' } }));
      return { free: said[0], used: said[1], addresses: bodies.map((body) => body.email), taken };
    }

    it('by its answer', async () => {
      const { free, used, addresses, taken } = await both();
      expect(free?.status).toBe(202);
      expect(used).toEqual(free);
      await kept(addresses[0] ?? '');
      expect(await accountsOf(taken.email)).toMatchObject([{ id: taken.id, role: 'STAFF', isActive: true }]);
    });

    it.each([{ phone: 'nonsense' }, { timezone: 'Mars/Base' }, { firstName: '  ' }, { password: 'too short' }])(
      'by what is wrong with %j',
      async (more) => {
        const { free, used } = await both(more);
        expect(free?.status).toBe(422);
        expect(used).toEqual(free);
      },
    );

    it('by when the answer comes: before anybody looks at the accounts', async () => {
      await open(true);
      const taken = await createUser(app, 'STAFF');
      const body = registration();
      const other = await app.database.pool.connect();
      try {
        await other.query('BEGIN; LOCK TABLE users IN ACCESS EXCLUSIVE MODE');
        expect((await register(body)).status).toBe(202);
        expect((await register({ ...body, email: taken.email })).status).toBe(202);
      } finally {
        await other.query('ROLLBACK');
        other.release();
      }
      await kept(body.email);
    });

    it('by the work on the password: neither is answered without a hash', async () => {
      await open(true);
      const taken = await createUser(app, 'STAFF');
      const { config } = app.deps;
      const keys = config.encryptionKeys;
      try {
        // Nothing can be hashed without a key.
        config.encryptionKeys = [];
        expect((await register(registration())).status).toBe(500);
        expect((await register(registration({ email: taken.email }))).status).toBe(500);
      } finally {
        config.encryptionKeys = keys;
      }
    });
  });

  it('makes one account of two registrations that come at once', async () => {
    await open(true);
    const body = registration();
    const answers = await Promise.all([register(body), register({ ...body, email: body.email.toUpperCase() })]);
    expect(answers.map((answer) => answer.status)).toEqual([202, 202]);
    await kept(body.email);
    expect(await accountsOf(body.email)).toHaveLength(1);
  });

  it.each([{ role: 'ADMIN' }, { role: 'RECEPTIONIST' }, { requirePasswordChange: false }])(
    'refuses %j from nobody, rather than ignore it',
    async (more) => {
      await open(true);
      const body = registration(more);
      expect((await register(body)).status).toBe(403);
      expect(await app.prisma.user.count({ where: { email: body.email } })).toBe(0);
    },
  );

  it('needs MANAGE_USER of those who are signed in, and then gives any role at once', async () => {
    const staff = await signedIn(app, 'STAFF');
    expect((await staff.post('/api/auth/register', registration())).status).toBe(403);
    const admin = await signedIn(app, 'ADMIN');
    const body = registration({ role: 'THERAPIST' });
    const answer = await admin.post('/api/auth/register', body);
    expect([answer.status, answer.body]).toMatchObject([201, { role: 'THERAPIST', isActive: true, email: body.email }]);
    expect((await admin.get(answer.get('Location') ?? '')).status).toBe(200);
    expect((await login(app, body.email, NEW_PASSWORD)).status).toBe(200);
    const again = await admin.post('/api/auth/register', { ...body, email: body.email.toUpperCase() });
    expect([again.status, problemOf(again).code]).toEqual([409, 'user.email_taken']);
  });

  it('refuses a role that can do more to those who cannot do that themselves', async () => {
    const staff = await signedIn(app, 'STAFF');
    const type = await app.prisma.permissionType.findUniqueOrThrow({ where: { name: 'MANAGE_USER' } });
    await app.prisma.userPermission.create({ data: { userId: staff.user.id, permissionId: type.id } });
    expect((await staff.post('/api/auth/register', registration({ role: 'RECEPTIONIST' }))).status).toBe(201);
    for (const role of ['ADMIN', 'THERAPIST']) {
      const answer = await staff.post('/api/auth/register', registration({ role }));
      expect([role, answer.status, problemOf(answer).code]).toEqual([role, 403, 'user.role_refused']);
    }
  });
});
