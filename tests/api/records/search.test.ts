/** The one search: what `q` finds in any writing, who is first, and that it gives nothing away. */
import fc from 'fast-check';
import { phoneKey } from '../../../src/kernel/phones.js';
import { withApp } from '../../support/app.js';
import { aClient, aRecordPermission, thePractice } from '../../support/builders.js';
import { runSql } from '../../support/database.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

interface ListBody {
  items: { id: string; firstName: string; lastName: string }[];
  nextCursor: string | null;
  total?: number;
}

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;

beforeAll(async () => {
  as = await oneOfEachRole(app);
  await thePractice(app.prisma);
  await app.prisma.practice.updateMany({ data: { country: 'GB' } });
}, 60_000);

const named = (firstName: string, lastName: string, more: object = {}) => aClient(app.prisma, { firstName, lastName, ...more });
const found = async (q: string, more = ''): Promise<string[]> =>
  ((await as.STAFF.get(`/api/clients?${more}`).query({ q }).expect(200)).body as ListBody).items.map(
    ({ firstName, lastName }) => `${firstName} ${lastName}`,
  );

describe('a search for a person', () => {
  it.each([
    ['Sinéad', "O'Brien", ['OBrien', "o'brien", 'O’Brien', 'brien sinead', 'obri']],
    ['Jörg', 'Müller', ['Mueller', 'Müller', 'muller', 'MULLER, JOERG', 'muel']],
    ['Ilse', 'Mueller', ['Müller Ilse', 'muller ilse', 'mueller ilse']],
    ['Kai', 'Muller', ['Mueller Kai', 'Müller kai']],
    ['Rosa', 'Löw', ['loew', 'low rosa', 'löw']],
    ['Ayşe', 'Öztürk', ['ozturk', 'oezturk', 'ayse oz', 'AYSE']],
    ['雷', '李', ['李雷', '雷李', '李 雷', '雷', '李']],
    ['小明', '王', ['王小明', '小明王', '王小']],
    ['Жанна', 'Иванова', ['иванова жанна', 'ИВАН']],
    ['Anne-Marie', 'de la Cruz', ['annemarie', 'Anne Marie', 'delacruz', 'cruz anne-marie', 'de la']],
    ['Felix', 'Ibarra', ['Ibarra, Felix', 'felix ibarra', 'ibarra', 'barra', 'ibara felix']],
    ['Wu', 'Li', ['wu li', 'li wu', 'Li, W']],
  ] as const)('finds %s %s in other writings', async (firstName, lastName, writings) => {
    await named(firstName, lastName);
    for (const q of writings) expect([q, (await found(q)).includes(`${firstName} ${lastName}`)]).toEqual([q, true]);
  });

  it('takes two letters for the beginning of a word, not for any part of one', async () => {
    await named('An', 'Ng');
    await named('Hannah', 'Engberg');
    expect(await found('an ng')).toEqual(['An Ng']);
    expect(await found('ng')).toContain('An Ng');
    expect(await found('ng')).not.toContain('Hannah Engberg');
  });

  it('has the best match first: whole names, then beginnings, then what is inside of them', async () => {
    for (const [firstName, lastName] of [
      ['Keiko', 'Grahams'],
      ['Rahel', 'Nakeikov'],
      ['Keiko', 'Rahman'],
      ['Keikoa', 'Rahmann'],
      ['Abel', 'Keiko-Rahim'],
    ] as const)
      await named(firstName, lastName);
    expect((await found('keiko rah')).slice(0, 2)).toEqual(['Abel Keiko-Rahim', 'Keiko Rahman']);
    expect((await found('keiko rahman'))[0]).toBe('Keiko Rahman');
    expect((await found('rahman, keiko'))[0]).toBe('Keiko Rahman');
    expect((await found('keiko rah')).slice(-2)).toEqual(['Keiko Grahams', 'Rahel Nakeikov']);
    expect((await found('keiko rah', 'sort=-lastName'))[0]).toBe('Keikoa Rahmann');
  });

  it('forgives a slip of the pen only where nothing is found as typed', async () => {
    await named('Ottilie', 'Winterbottom');
    expect(await found('ottilie wintrebottom')).toEqual(['Ottilie Winterbottom']);
    await named('Otto', 'Wintrebottom');
    expect(await found('wintrebottom')).toEqual(['Otto Wintrebottom']);
  });

  it('goes through its pages once, and counts what it finds', async () => {
    for (let n = 0; n < 7; n++) await named(`Paged${n}`, n % 2 ? 'Perlmutter' : 'Perl');
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await as.STAFF.get('/api/clients?q=perl&limit=2&count=true').query(cursor ? { cursor } : {});
      const body = page.body as ListBody;
      expect(body.total).toBe(7);
      seen.push(...body.items.map(({ firstName }) => firstName));
      cursor = body.nextCursor;
    } while (cursor);
    expect(seen).toEqual(['Paged0', 'Paged2', 'Paged4', 'Paged6', 'Paged1', 'Paged3', 'Paged5']);
  });

  it('answers whatever is typed, and finds nothing by what is no word', async () => {
    for (const q of ['%', '_', "'", '\\', '-', '...', '(', '+', '😀', '""', 'x'.repeat(100), '(((((0', '﷽'])
      expect([q, (await as.STAFF.get('/api/clients').query({ q })).status]).toEqual([q, 200]);
    for (const q of ['%', '_', '-', '...', "'"]) expect([q, await found(q)]).toEqual([q, []]);
  });

  it('is the same after a change by SQL alone', async () => {
    const { id } = await named('Before', 'Changing');
    await runSql(app.deps.config.databaseUrl as string, 'UPDATE clients SET last_name = $1 WHERE id = $2', [
      'Åström',
      String(id),
    ]);
    expect(await found('astrom')).toEqual(['Before Åström']);
  });
});

describe('a search for a phone number', () => {
  it('finds it in other writings, as the practice’s country reads them', async () => {
    await named('Lena', 'London', { phone: '+44 20 7946 0958' });
    await named('Tim', 'Toronto', { phone: '+1 (416) 555-0134' });
    await named('Nat', 'National', { phone: '020 7946 0321' });
    for (const q of ['020 7946 0958', '02079460958', '+44 (0)20 7946 0958', '0044 20 7946 0958', '7946 0958', 'lena 020 7946'])
      expect([q, (await found(q))[0]]).toEqual([q, 'Lena London']);
    for (const q of ['001 416 555 0134', '+1 416 555 0134', '(416) 555-0134', '555 0134'])
      expect([q, await found(q)]).toEqual([q, ['Tim Toronto']]);
    for (const q of ['+44 20 7946 0321', '0044 (0)20 7946 0321', '020 7946 0321'])
      expect([q, await found(q)]).toEqual([q, ['Nat National']]);
  });

  it('compares keys that the database makes as the server does', async () => {
    const typed = fc.array(fc.constantFrom(...'0123456789 ()+-./x', 'ext. ', '(0)', '+44 (0)'), { maxLength: 25 });
    const texts = fc.sample(typed, { numRuns: 400, seed: 9 }).map((parts) => parts.join(''));
    const rows = await runSql<{ typed: string; key: string }>(
      app.deps.config.databaseUrl as string,
      'SELECT t.typed, phone_key(t.typed) AS key FROM unnest($1::text[]) AS t (typed)',
      [texts],
    );
    expect(rows.map(({ key }) => key)).toEqual(rows.map((row) => phoneKey(row.typed)));
  });
});

describe('what a search finds', () => {
  it('is what its reader may see: nothing is found, nor told apart, by those who are hidden', async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    await named('Hid', 'Zimmerwald', { phone: '020 7946 0777' });
    const own = await named('Near', 'Zimmerwalt', { therapistId: therapist.user.id });
    const seen = async (q: string): Promise<string[]> =>
      ((await therapist.get('/api/clients').query({ q })).body as ListBody).items.map(({ id }) => id);
    // The hidden namesake is a match as typed; the one who is near is still found, as if there were none.
    expect(await seen('zimmerwald')).toEqual([String(own.id)]);
    expect(await seen('020 7946 0777')).toEqual([]);
    const closed = await named('Closed', 'Quarterstone');
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', { userId: as.STAFF.user.id, clientId: closed.id, granted: false });
    expect(await found('quarterstone')).toEqual([]);
  });

  it('of the directory is names: neither e-mail addresses nor phone numbers of those who work here', async () => {
    const { user } = await signedIn(app, 'STAFF');
    await app.prisma.user.update({ where: { id: user.id }, data: { firstName: 'Dürten', phone: '020 7946 0555' } });
    const inDirectory = async (q: string): Promise<number> =>
      ((await as.THERAPIST.get('/api/users/directory').query({ q }).expect(200)).body as ListBody).items.length;
    expect(await inDirectory('duerten')).toBe(1);
    expect(await inDirectory(user.email)).toBe(0);
    expect(await inDirectory('020 7946 0555')).toBe(0);
    const accounts = (await as.ADMIN.get('/api/users').query({ q: '+44 20 7946 0555' })).body as ListBody;
    expect(accounts.items.map(({ id }) => id)).toEqual([String(user.id)]);
  });
});

describe('a sign-in', () => {
  it('is no change of the account, although the account has a computed column', async () => {
    const { user } = await signedIn(app, 'STAFF');
    const version = async () => (await app.prisma.user.findUniqueOrThrow({ where: { id: user.id } })).updatedAt;
    const before = await version();
    await app.prisma.user.update({ where: { id: user.id }, data: { lastLoginAt: new Date() } });
    expect(await version()).toEqual(before);
  });
});
