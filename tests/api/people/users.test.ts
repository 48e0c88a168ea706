/** The people who work here: lists, accounts, preferences, locations. */
import type { Response } from 'supertest';
import { withApp } from '../../support/app.js';
import { aClient, aLocation, aUser, aUserPermission } from '../../support/builders.js';
import { problemFaults, type Problem } from '../../support/problem.js';
import { createUser, oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const problemOf = (answer: Response): Problem => answer.body as Problem;
interface Listed {
  items: { id: string; firstName: string; lastName: string; email: string }[];
  nextCursor: string | null;
  total?: number;
}
const listed = (answer: Response): Listed => answer.body as Listed;
const etag = (answer: Response): string => answer.get('ETag') ?? '';

const ACCOUNT_FIELDS = [
  'email',
  'phone',
  'isEmailVerified',
  'accountLocked',
  'failedLoginAttempts',
  'requirePasswordChange',
  'portalAccess',
  'lastLoginAt',
  'lastPasswordChange',
];

describe('the list of users', () => {
  const app = withApp();
  let admin: TokenHolder;

  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
    const location = await aLocation(app.prisma, { name: 'Northfield' });
    const people: [string, string, object][] = [
      ['Émile', 'Zola', { role: 'THERAPIST', phone: '+1 (613) 555-0142' }],
      ['emil', 'Zola', { role: 'THERAPIST' }],
      ['Ann', 'Ångström', { role: 'STAFF', isActive: false }],
      ['Bo', 'angstrom', { role: 'STAFF' }],
      ['Percy', 'Zz100%', { role: 'RECEPTIONIST', accountLocked: true }],
    ];
    for (const [firstName, lastName, more] of people) {
      const { id } = await aUser(app.prisma, { firstName, lastName, ...more });
      if (firstName === 'Bo') await app.prisma.userLocation.create({ data: { userId: id, locationId: location.id } });
    }
    await aUser(app.prisma, {
      firstName: 'Past',
      lastName: 'Lock',
      accountLocked: true,
      lockedUntil: new Date(Date.now() - 60_000),
    });
  });

  const names = async (query: string) => {
    const answer = await admin.get(`/api/users?${query}`);
    expect([answer.status, answer.text]).toEqual([200, expect.anything()]);
    return listed(answer).items.map((user) => user.firstName);
  };

  it('is for those who manage users', async () => {
    const roles = await oneOfEachRole(app);
    const statuses = await Promise.all(
      (['ADMIN', 'STAFF', 'THERAPIST', 'RECEPTIONIST'] as const).map(
        async (role) => (await roles[role].get('/api/users')).status,
      ),
    );
    expect(statuses).toEqual([200, 403, 403, 403]);
  });

  it('filters by role, activity, lock, location, and words of name, address and phone without case and accents', async () => {
    expect((await names('role=THERAPIST&q=zola')).sort()).toEqual(['emil', 'Émile']);
    expect(await names('isActive=false')).toEqual(['Ann']);
    expect(await names('accountLocked=true')).toEqual(['Percy']);
    expect(await names('accountLocked=false&q=past%20lock')).toEqual(['Past']);
    const { id } = await app.prisma.practiceLocation.findFirstOrThrow({ where: { name: 'Northfield' } });
    expect(await names(`locationId=${id}`)).toEqual(['Bo']);
    expect(await names('q=EMILE%20zol')).toEqual(['Émile']);
    expect(await names('q=555-0142')).toEqual(['Émile']);
    // Counted names have all the numbers that there are.
    expect(await names('q=zz100%25')).toEqual(['Percy']);
    // Punctuation is no word, and finds nobody.
    expect(await names('q=%25')).toEqual([]);
    expect(await names('q=nobody%20of%20that%20name')).toEqual([]);
  });

  it.each(['name', '-name', 'email', '-email', 'createdAt', '-createdAt', 'lastLoginAt', '-lastLoginAt'])(
    'pages by %s without losing or doubling anybody',
    async (sort) => {
      const all = listed(await admin.get(`/api/users?sort=${sort}&count=true`));
      expect(all.items.length).toBe(all.total);
      const paged: string[] = [];
      let cursor: string | null = null;
      do {
        const page: Listed = listed(
          await admin.get(`/api/users?sort=${sort}&limit=3${cursor ? `&cursor=${encodeURIComponent(cursor)}` : ''}`),
        );
        paged.push(...page.items.map((user) => user.id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(paged).toEqual(all.items.map((user) => user.id));
      expect(new Set(paged).size).toBe(paged.length);
    },
  );

  it('sorts by name as people do', async () => {
    expect(await names('q=angstrom&sort=name')).toEqual(['Ann', 'Bo']);
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=1e9',
    'limit=x',
    'limit=1.5',
    'count=maybe',
    'sort=password',
    'sort=__proto__',
    'role=BOSS',
    'isActive=perhaps',
    'locationId=0',
    'locationId=x',
    'cursor=nonsense',
    'noSuchParameter=1',
    'role=STAFF&role=ADMIN',
    `q=${'x'.repeat(201)}`,
  ])('refuses ?%s with 400', async (query) => {
    expect(problemFaults(await admin.get(`/api/users?${query}`), [400])).toEqual([]);
  });

  it('shows everybody the names of those who work here now, and nothing of their accounts', async () => {
    const receptionist = await signedIn(app, 'RECEPTIONIST');
    const { items } = listed(await receptionist.get('/api/users/directory?limit=200'));
    expect(items.map((user) => user.firstName)).toEqual(expect.arrayContaining(['Bo', 'Émile']));
    expect(items.map((user) => user.firstName)).not.toContain('Ann');
    expect(items.filter((user) => ACCOUNT_FIELDS.some((field) => field in user))).toEqual([]);
    expect(listed(await receptionist.get('/api/users/directory?q=555-0142')).items).toEqual([]);
    expect(listed(await receptionist.get('/api/users/directory?q=example.org')).items).toEqual([]);
  });
});

describe('an account', () => {
  const app = withApp();
  let admin: TokenHolder;
  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
  });

  it('is seen in full by its owner and by those who manage users, by name and role by colleagues', async () => {
    const [owner, colleague] = [await signedIn(app, 'STAFF'), await signedIn(app, 'RECEPTIONIST')];
    const path = `/api/users/${owner.id}`;
    const [own, full, part] = [await owner.get(path), await admin.get(path), await colleague.get(path)];
    expect(own.body).toEqual(full.body);
    expect(full.body).toMatchObject({ id: owner.id, email: owner.user.email, accountLocked: false });
    expect(part.body).toMatchObject({ id: owner.id, firstName: owner.user.firstName, role: 'STAFF' });
    expect(ACCOUNT_FIELDS.filter((field) => field in (part.body as object))).toEqual([]);
    for (const answer of [own, full, part]) expect(answer.text).not.toMatch(/\$2[aby]|"password"|Token/);
  });

  it('is closed to those without VIEW_USER, but for their own', async () => {
    const user = await signedIn(app, 'STAFF');
    await aUserPermission(app.prisma, 'VIEW_USER', { userId: user.user.id, granted: false });
    expect((await user.get(`/api/users/${admin.id}`)).status).toBe(403);
    expect((await user.get('/api/users/directory')).status).toBe(403);
    expect((await user.get(`/api/users/${user.id}`)).status).toBe(200);
  });

  it('that is not there is 404', async () => {
    for (const path of [
      '/api/users/987654321',
      '/api/users/987654321/notification-preferences',
      '/api/users/987654321/locations',
    ]) {
      expect(problemFaults(await admin.get(path), [404])).toEqual([]);
    }
    for (const act of ['lock', 'unlock', 'activate', 'deactivate'])
      expect((await admin.post(`/api/users/987654321/${act}`)).status).toBe(404);
    expect((await admin.delete('/api/users/987654321')).status).toBe(404);
  });

  it('is changed field by field, null clears, and the change is audited without secrets', async () => {
    const user = await createUser(app, 'STAFF', { phone: '+1 613 555 0100', timezone: 'America/Toronto' });
    const answer = await admin.put(`/api/users/${user.id}`, {
      firstName: ' Robin ',
      phone: null,
      password: 'eleven patient otters',
    });
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { firstName: 'Robin', phone: null, timezone: 'America/Toronto', lastName: user.lastName },
    ]);
    const events = await app.prisma.auditEvent.findMany({
      where: { recordType: 'User', recordId: String(user.id) },
      orderBy: { id: 'asc' },
    });
    expect(events.map((event) => event.action)).toEqual(['UPDATE', 'PASSWORD_CHANGED']);
    expect(events[0]?.before).toMatchObject({ firstName: user.firstName, phone: '+1 613 555 0100' });
    expect(events[0]?.after).toMatchObject({ firstName: 'Robin', phone: null });
    expect(JSON.stringify(events.map((event) => [event.before, event.after]))).not.toMatch(/\$2[aby]|otters/);
    expect(events[0]).toMatchObject({ actorId: admin.user.id });
  });

  it.each([
    [{ role: 'BOSS' }, 400],
    [{ firstName: '' }, 400],
    [{ firstName: '   ' }, 422],
    [{ email: 'nonsense' }, 422],
    [{ timezone: 'Mars/Olympus' }, 422],
    [{ phone: 'call me' }, 422],
    [{ isActive: 'yes' }, 400],
    [{ role: null }, 400],
    [{ accountLocked: true }, 400],
    [{ password: 'too short' }, 422],
  ])('refuses %j with %i', async (change, status) => {
    const user = await createUser(app, 'STAFF');
    expect(problemFaults(await admin.put(`/api/users/${user.id}`, change), [status])).toEqual([]);
  });

  it('keeps an address for one account, whatever its case', async () => {
    const [one, other] = [await createUser(app, 'STAFF'), await createUser(app, 'STAFF')];
    const answer = await admin.put(`/api/users/${one.id}`, { email: other.email.toUpperCase() });
    expect([answer.status, problemOf(answer).code, problemOf(answer).errors?.[0]?.path]).toEqual([
      409,
      'user.email_taken',
      'email',
    ]);
  });

  it('with a new address is not verified any more, and links to the old one are dead', async () => {
    const user = await createUser(app, 'STAFF', { passwordResetToken: 'x', isEmailVerified: true });
    const same = await admin.put(`/api/users/${user.id}`, { email: user.email.toUpperCase() });
    expect(same.body).toMatchObject({ isEmailVerified: true });
    const moved = await admin.put(`/api/users/${user.id}`, { email: `moved.${user.email}` });
    expect(moved.body).toMatchObject({ isEmailVerified: false });
    expect((await app.prisma.user.findUniqueOrThrow({ where: { id: user.id } })).passwordResetToken).toBeNull();
  });

  it('is not changed or deleted over somebody else’s change', async () => {
    const user = await createUser(app, 'STAFF');
    const path = `/api/users/${user.id}`;
    const seen = etag(await admin.get(path));
    const [one, other] = await Promise.all(['A', 'B'].map((firstName) => admin.put(path, { firstName }).set('If-Match', seen)));
    expect([one?.status, other?.status].sort()).toEqual([200, 412]);
    expect((await admin.delete(path).set('If-Match', seen)).status).toBe(412);
    expect((await admin.put(path, { firstName: 'C' }).set('If-Match', '"nonsense!"')).status).toBe(412);
    expect((await admin.put(path, { firstName: 'C' }).set('If-Match', etag(await admin.get(path)))).status).toBe(200);
  });

  it('that left no trace is deleted, one with a history is deactivated', async () => {
    const fresh = await createUser(app, 'STAFF');
    expect((await admin.delete(`/api/users/${fresh.id}`)).status).toBe(204);
    expect((await admin.get(`/api/users/${fresh.id}`)).status).toBe(404);
    const therapist = await createUser(app, 'THERAPIST');
    await aClient(app.prisma, { therapistId: therapist.id });
    const kept = await admin.delete(`/api/users/${therapist.id}`);
    expect([kept.status, kept.body]).toMatchObject([200, { id: String(therapist.id), isActive: false }]);
    const worked = await signedIn(app, 'STAFF');
    expect((await admin.delete(`/api/users/${worked.id}`)).status).toBe(200);
    expect((await worked.get('/api/auth/profile')).status).toBe(401);
  });

  it('of one’s own is not locked, deactivated or deleted, and its password needs the present one', async () => {
    const path = `/api/users/${admin.id}`;
    const answers = [
      await admin.post(`${path}/lock`),
      await admin.post(`${path}/deactivate`),
      await admin.delete(path),
      await admin.put(path, { isActive: false }),
      await admin.put(path, { password: 'eleven patient otters' }),
    ];
    expect(answers.map((answer) => [answer.status, problemOf(answer).code])).toEqual(answers.map(() => [422, 'user.self']));
    expect((await admin.get(path)).status).toBe(200);
  });
});

describe('the last administrator', () => {
  const app = withApp();

  it('stays one: two who demote each other at once do not both succeed', async () => {
    const [one, other] = [await signedIn(app, 'ADMIN'), await signedIn(app, 'ADMIN')];
    const answers = await Promise.all([
      one.put(`/api/users/${other.id}`, { role: 'STAFF' }),
      other.put(`/api/users/${one.id}`, { role: 'STAFF' }),
    ]);
    // The second was signed out by the first, or is refused by the rule.
    expect(answers.filter((answer) => answer.status === 200).length).toBe(1);
    expect(await app.prisma.user.count({ where: { role: 'ADMIN', isActive: true } })).toBe(1);
  });

  it('does not demote themselves, nor is shut out by somebody else who manages users and permissions', async () => {
    await app.prisma.user.updateMany({ data: { isActive: false } });
    const admin = await signedIn(app, 'ADMIN');
    const demoted = await admin.put(`/api/users/${admin.id}`, { role: 'STAFF' });
    expect([demoted.status, problemOf(demoted).code, problemOf(demoted).errors?.[0]?.path]).toEqual([
      422,
      'user.last_administrator',
      'role',
    ]);
    const helper = await signedIn(app, 'STAFF');
    const until = new Date(Date.now() + 60_000);
    // For a while only: the keys must be left with somebody for good.
    for (const name of ['MANAGE_USER', 'MANAGE_PERMISSION'])
      await aUserPermission(app.prisma, name, { userId: helper.user.id, expiresAt: until });
    const path = `/api/users/${admin.id}`;
    const denial = await helper.put(`${path}/permissions/MANAGE_USER`, { granted: false });
    const answers = [
      await helper.post(`${path}/lock`),
      await helper.post(`${path}/deactivate`),
      await helper.delete(path),
      await helper.put(path, { role: 'THERAPIST' }),
      denial,
    ];
    expect(answers.map((answer) => [answer.status, problemOf(answer).code])).toEqual(
      answers.map(() => [422, 'user.last_administrator']),
    );
    expect((await admin.get('/api/users')).status).toBe(200);
    await app.prisma.userPermission.updateMany({ where: { userId: helper.user.id }, data: { expiresAt: null } });
    expect((await helper.post(`${path}/lock`)).status).toBe(200);
  });
});

describe('notification preferences', () => {
  const app = withApp();

  it('are there from the start, one’s own to change, with a version', async () => {
    const user = await signedIn(app, 'RECEPTIONIST');
    const path = `/api/users/${user.id}/notification-preferences`;
    const first = await user.get(path);
    expect(first.body).toMatchObject({
      userId: user.id,
      emailNotifications: true,
      smsNotifications: false,
      pushNotifications: false,
    });
    const changed = await user.put(path, { smsNotifications: true }).set('If-Match', etag(first));
    expect([changed.status, changed.body]).toMatchObject([200, { emailNotifications: true, smsNotifications: true }]);
    expect((await user.put(path, { smsNotifications: false }).set('If-Match', etag(first))).status).toBe(412);
    expect((await user.put(path, { smsNotifications: null })).status).toBe(400);
    expect(await app.prisma.auditEvent.count({ where: { recordType: 'NotificationPreference' } })).toBe(1);
  });

  it('of others are for those who manage users', async () => {
    const [admin, user, other] = [await signedIn(app, 'ADMIN'), await signedIn(app, 'STAFF'), await signedIn(app, 'STAFF')];
    const path = `/api/users/${user.id}/notification-preferences`;
    expect([(await other.get(path)).status, (await other.put(path, { smsNotifications: true })).status]).toEqual([403, 403]);
    expect([(await admin.get(path)).status, (await admin.put(path, { smsNotifications: true })).status]).toEqual([200, 200]);
  });

  it('are made once when they are missing, however many ask', async () => {
    const user = await signedIn(app, 'STAFF');
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => user.get(`/api/users/${user.id}/notification-preferences`)),
    );
    expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200]);
    expect(await app.prisma.notificationPreference.count({ where: { userId: user.user.id } })).toBe(1);
  });
});

describe('the locations of a user', () => {
  const app = withApp();
  let admin: TokenHolder;
  let [north, south, east]: string[] = [];
  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
    [north, south, east] = await Promise.all(
      ['North', 'South', 'East'].map(async (name) => String((await aLocation(app.prisma, { name })).id)),
    );
  });

  it('are set at once, with one primary, as part of the account’s version', async () => {
    const user = await signedIn(app, 'STAFF');
    const path = `/api/users/${user.id}/locations`;
    const set = (body: object) => admin.put(path, body);
    const told = (answer: Response) =>
      (answer.body as { items: { locationId: string; isPrimary: boolean }[] }).items.map((one) => [
        one.locationId,
        one.isPrimary,
      ]);
    const seen = etag(await user.get(path));
    expect(told(await set({ locationIds: [north, south] }).set('If-Match', seen))).toEqual([
      [north, true],
      [south, false],
    ]);
    expect((await set({ locationIds: [] }).set('If-Match', seen)).status).toBe(412);
    expect(told(await set({ locationIds: [south, east, north], primaryLocationId: east }))[0]).toEqual([east, true]);
    expect(told(await set({ locationIds: [north, east] }))).toEqual([
      [east, true],
      [north, false],
    ]);
    expect(told(await set({ locationIds: [north], primaryLocationId: null }))).toEqual([[north, false]]);
    expect(told(await set({ locationIds: [] }))).toEqual([]);
    expect((await user.put(path, { locationIds: [] })).status).toBe(403);
    expect(
      await app.prisma.auditEvent.count({ where: { recordType: 'UserLocation', recordId: `${user.id}.${north}` } }),
    ).toBeGreaterThan(2);
  });

  it.each([
    ['one that is not there', () => ({ locationIds: [north, '987654321'] }), 422, 'locationIds.1'],
    ['one twice', () => ({ locationIds: [north, north] }), 422, 'locationIds.1'],
    [
      'a primary one that is not among them',
      () => ({ locationIds: [north], primaryLocationId: south }),
      422,
      'primaryLocationId',
    ],
    ['no id', () => ({ locationIds: ['0'] }), 400, undefined],
  ])('are refused with %s', async (_name, body, status, path) => {
    const user = await createUser(app, 'STAFF');
    const answer = await admin.put(`/api/users/${user.id}/locations`, body());
    expect(problemFaults(answer, [status])).toEqual([]);
    if (path) expect(problemOf(answer).errors?.[0]?.path).toBe(path);
    expect(await app.prisma.userLocation.count({ where: { userId: user.id } })).toBe(0);
  });
});

describe('an account whose owner signs in', () => {
  const app = withApp();

  it('keeps its version, so that an edit that is under way goes through', async () => {
    const admin = await signedIn(app, 'ADMIN');
    const user = await signedIn(app, 'STAFF');
    const version = etag(await admin.get(`/api/users/${user.id}`));
    await signedIn(app, 'STAFF', user.user);
    await admin.put(`/api/users/${user.id}`, { phone: '613 555 0142' }).set('If-Match', version).expect(200);
  });
});
