/** Exports: the rows of the list and no others, right cells in both kinds of file, bounded, streamed, never cut off in silence. */
import { get, type IncomingMessage } from 'node:http';
import { MOST_ROWS } from '../../../src/exports/snapshot.js';
import { withApp } from '../../support/app.js';
import type { TestApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { at, binary, csv, excel } from '../../support/files.js';
import { signedIn } from '../../support/users.js';
import type { TokenHolder } from '../../support/users.js';

/** Entries of one client, straight in the database. Their notes don't compress. */
async function manyEntries(app: TestApp, clientId: bigint, count: number, noteLength = 32): Promise<void> {
  await app.database.pool.query(
    `INSERT INTO waitlist (service_type, client_id, request_date, notes)
     SELECT 'THERAPY', $1, timestamp '2026-01-01' + n * interval '1 minute',
       (SELECT string_agg(md5(n::text || '/' || k), '') FROM generate_series(1, $3::int / 32) k)
     FROM generate_series(1, $2) n`,
    [String(clientId), count, noteLength],
  );
}

/** A dozen of the parts in which an export reads. */
const MANY = 6_000;

describe('exports', () => {
  const app = withApp();
  let admin: TokenHolder;

  beforeAll(async () => {
    await build.thePractice(app.prisma);
    await app.prisma.practice.updateMany({ data: { timezone: 'America/New_York' } });
    admin = await signedIn(app, 'ADMIN');
  });

  describe('of appointments', () => {
    let clientId: bigint;

    beforeAll(async () => {
      const client = await build.aClient(app.prisma, { firstName: 'Zoë', lastName: 'Ångström' });
      clientId = client.id;
      const room = await build.aRoom(app.prisma, { name: 'Blue; "big", room' });
      const times = ['2030-01-14T15:00:00Z', '2030-07-15T14:00:00Z'];
      for (const [index, startTime] of times.entries())
        await build.anAppointment(app.prisma, {
          clientId,
          roomId: room.id,
          startTime: new Date(startTime),
          title: ['=HYPERLINK("http://evil.example","x")', 'Speech\r\ntherapy'][index],
          notes: ['+1 more', '\tTabbed'][index],
          location: ['@home', '-5'][index],
        });
    });

    const path = (format: string, more = ''): string => `/api/appointments/export?format=${format}&clientId=${clientId}${more}`;

    it('has the rows and fields of the list in CSV, with the offset of each time', async () => {
      const rows = await csv(admin, path('csv'));
      const { body } = await admin.get(`/api/appointments?clientId=${clientId}`).expect(200);
      const { items } = body as { items: { id: string; clientName: string; roomName: string }[] };
      expect(rows.map((row) => row['Appointment no.'])).toEqual(items.map(({ id }) => id));
      expect(rows.map((row) => row.Client)).toEqual(['Zoë Ångström', 'Zoë Ångström']);
      expect(rows.map((row) => row.Room)).toEqual(items.map(({ roomName }) => roomName));
      expect(rows.map((row) => row['Start (America/New_York)'])).toEqual([
        '2030-01-14T10:00:00-05:00',
        '2030-07-15T10:00:00-04:00',
      ]);
      expect(rows.map((row) => row.Minutes)).toEqual(['50', '50']);
    });

    it('begins CSV with a byte order mark, and ends each line with CR LF', async () => {
      const bytes = await binary(admin, path('csv'));
      expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
      expect(bytes.subarray(-2).toString()).toBe('\r\n');
    });

    it('has no cell in CSV that a spreadsheet takes for a formula', async () => {
      const rows = await csv(admin, path('csv'));
      expect(rows.map((row) => row.Title)).toEqual([`'=HYPERLINK("http://evil.example","x")`, 'Speech\r\ntherapy']);
      expect(rows.map((row) => row.Notes)).toEqual(["'+1 more", "'\tTabbed"]);
      expect(rows.map((row) => row['Other place'])).toEqual(["'@home", "'-5"]);
    });

    it('has dates, numbers and text in Excel, on the clocks of the practice', async () => {
      const sheet = await excel(admin, path('xlsx'));
      expect(sheet.rows).toHaveLength(2);
      expect(at(sheet, 0, 'Start (America/New_York)')).toEqual(new Date('2030-01-14T10:00:00.000Z'));
      expect(at(sheet, 1, 'Start (America/New_York)')).toEqual(new Date('2030-07-15T10:00:00.000Z'));
      expect(at(sheet, 0, 'Minutes')).toBe(50);
      expect(at(sheet, 0, 'Client no.')).toBe(String(clientId));
      expect(at(sheet, 0, 'Group session')).toBe(false);
      expect(at(sheet, 0, 'Title')).toBe('=HYPERLINK("http://evil.example","x")');
      expect(at(sheet, 0, 'Learner')).toBeNull();
    });

    it('obeys filter and order, and refuses what it does not know', async () => {
      const rows = await csv(admin, path('csv', '&sort=-startTime&from=2030-02-01T00:00:00Z'));
      expect(rows.map((row) => row['Other place'])).toEqual(["'-5"]);
      const reversed = await csv(admin, path('csv', '&sort=-startTime'));
      expect(reversed.map((row) => row['Other place'])).toEqual(["'-5", "'@home"]);
      await admin.get(path('csv', '&limit=5')).expect(400);
      await admin.get(path('pdf')).expect(400);
      await admin.get('/api/appointments/export').expect(400);
      await admin.get(path('csv', '&from=yesterday')).expect(400);
      await app.request.get(path('csv')).expect(401);
    });

    it('leaves out what the reader may not see', async () => {
      const therapist = await signedIn(app, 'THERAPIST');
      await build.anAppointment(app.prisma, { therapistId: therapist.user.id, title: 'Mine', notes: 'Clinical' });
      const rows = await csv(therapist, '/api/appointments/export?format=csv');
      expect(rows.map((row) => [row.Title, row.Notes])).toEqual([['Mine', 'Clinical']]);
      const receptionist = await signedIn(app, 'RECEPTIONIST');
      const [row] = await csv(receptionist, path('csv'));
      expect(row?.Client).toBe('Zoë Ångström');
      expect(row).not.toHaveProperty('Notes');
      // Notes of this one client are closed to this one person.
      const staff = await signedIn(app, 'STAFF');
      await build.aRecordPermission(app.prisma, 'VIEW_CLINICAL_NOTE', { userId: staff.user.id, clientId, granted: false });
      expect((await csv(staff, path('csv'))).map((each) => each.Notes)).toEqual(['', '']);
      await build.aRecordPermission(app.prisma, 'VIEW_APPOINTMENT', { userId: staff.user.id, clientId, granted: false });
      expect(await csv(staff, path('csv'))).toEqual([]);
    });

    it('says name, kind and that nothing is kept; a HEAD reads nothing and is not audited', async () => {
      const events = (): Promise<number> =>
        app.prisma.auditEvent.count({ where: { action: 'EXPORT', actorId: admin.user.id, recordType: 'Appointment' } });
      const before = await events();
      const answer = await admin.call('get', path('xlsx')).expect(200);
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'America/New_York' }).format(new Date());
      expect(answer.get('content-disposition')).toBe(`attachment; filename="Appointments ${day}.xlsx"`);
      expect(answer.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
      expect(answer.get('cache-control')).toBe('no-store');
      expect(await events()).toBe(before + 1);
      const head = await app.request.head(path('csv')).set('Authorization', `Bearer ${admin.token}`).expect(200);
      expect(head.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(await events()).toBe(before + 1);
    });

    it('tells staff and equipment in words, each of them', async () => {
      const { id } = await build.anAppointment(app.prisma, { title: 'With others' });
      const [first, second] = [
        await build.aUser(app.prisma, { firstName: 'Ann', lastName: 'One' }),
        await build.aUser(app.prisma, { firstName: 'Bo', lastName: 'Two' }),
      ];
      for (const user of [first, second])
        await app.prisma.appointmentStaff.create({ data: { appointmentId: id, userId: user.id, role: 'COTHERAPIST' } });
      const swing = await build.anEquipment(app.prisma, { name: 'Swing "blue"' });
      await app.prisma.appointmentEquipment.create({ data: { appointmentId: id, equipmentId: swing.id, quantity: 2 } });
      const [row] = await csv(admin, `/api/appointments/export?format=csv&therapistId=${first.id}`);
      expect(row).toMatchObject({
        Title: 'With others',
        'More staff': 'Ann One (COTHERAPIST); Bo Two (COTHERAPIST)',
        Equipment: '2 × Swing "blue"',
      });
    });

    it('is written down with who, what and how many', async () => {
      await csv(admin, path('csv', '&status=SCHEDULED'));
      const event = await app.prisma.auditEvent.findFirstOrThrow({ where: { action: 'EXPORT' }, orderBy: { id: 'desc' } });
      expect(event.actorId).toBe(admin.user.id);
      expect(event.after).toEqual({
        format: 'csv',
        rows: 2,
        filters: { clientId: String(clientId), status: ['SCHEDULED'], sort: 'startTime' },
      });
    });
  });

  describe('of the waitlist', () => {
    it('has each entry with its place in the queue', async () => {
      const { id } = await build.aClient(app.prisma, { priority: 'HIGH' });
      const asked = new Date(Date.now() - 12.5 * 86_400_000);
      await build.aWaitlistEntry(app.prisma, { clientId: id, preferredDays: [1, 3], notes: 'Rang twice', requestDate: asked });
      await build.aWaitlistEntry(app.prisma, {
        clientId: id,
        requestDate: new Date(asked.getTime() + 1),
        status: 'CANCELLED',
        statusChangedAt: new Date(asked.getTime() + 3.9 * 86_400_000),
      });
      const { body } = await admin.get(`/api/waitlist?clientId=${id}`).expect(200);
      const { items } = body as { items: { id: string; position: number; waitingDays: number }[] };
      const [row, left] = await csv(admin, `/api/waitlist/export?format=csv&clientId=${id}`);
      expect([row, left].map((each) => each?.['Days waited'])).toEqual(['12', '3']);
      expect(items.map(({ waitingDays }) => waitingDays)).toEqual([12, 3]);
      expect(left).toMatchObject({ Status: 'CANCELLED', Position: '', 'Preferred days': '' });
      expect(row).toMatchObject({
        'Entry no.': items[0]?.id,
        Position: String(items[0]?.position),
        Priority: 'HIGH',
        'Preferred days': 'Monday, Wednesday',
        Notes: 'Rang twice',
      });
      await (await signedIn(app, 'THERAPIST')).get('/api/waitlist/export?format=csv').expect(403);
    });
  });
});

describe('long exports', () => {
  const app = withApp();
  let admin: TokenHolder;
  let clientId: bigint;
  /** Of this one there is more than all the buffers on the way can hold. */
  let wordy: bigint;
  const open: IncomingMessage[] = [];

  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
    clientId = (await build.aClient(app.prisma)).id;
    wordy = (await build.aClient(app.prisma)).id;
    await manyEntries(app, clientId, MANY);
    await manyEntries(app, wordy, 12_000, 4096);
  }, 60_000);

  afterEach(async () => {
    for (const answer of open.splice(0)) answer.destroy();
    await ended();
  });

  /** Reads the first bytes, then nothing. */
  function paused(format: string): Promise<IncomingMessage> {
    return new Promise((resolve, reject) => {
      const request = get(
        `${app.baseUrl}/api/waitlist/export?format=${format}&clientId=${wordy}`,
        { headers: { authorization: `Bearer ${admin.token}` } },
        (answer) => {
          answer.once('data', () => {
            answer.pause();
            answer.on('error', () => undefined);
            open.push(answer);
            resolve(answer);
          });
        },
      );
      request.once('error', reject);
    });
  }

  /** The connection that an export reads from, if there is one. */
  async function reading(): Promise<{ pid: number; idle: boolean }[]> {
    const { rows } = await app.database.pool.query<{ pid: number; idle: boolean }>(
      `SELECT pid, state = 'idle in transaction' AND state_change < clock_timestamp() - interval '500 ms' AS idle
       FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'FETCH%' AND state <> 'idle'`,
    );
    return rows;
  }

  async function until(what: () => Promise<boolean>): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (await what()) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    throw new Error('That did not happen.');
  }
  const ended = (): Promise<void> => until(async () => (await reading()).length === 0);

  it.each(['csv', 'xlsx'])(
    'reads no further than its reader in %s, and ends with it',
    async (format) => {
      const answer = await paused(format);
      // Half a second without asking for more, in the middle of 48 MB.
      await until(async () => (await reading()).some(({ idle }) => idle));
      answer.destroy();
      await ended();
      await until(async () => {
        const event = await app.prisma.auditEvent.findFirst({ where: { action: 'EXPORT' }, orderBy: { id: 'desc' } });
        return event?.reason === 'cut off' && Number((event.after as { sent: number }).sent) < 12_000;
      });
    },
    30_000,
  );

  it.each(['csv', 'xlsx'])(
    'breaks the connection when it fails on the way in %s',
    async (format) => {
      const answer = await paused(format);
      await until(async () => (await reading()).length > 0);
      const [backend] = await reading();
      await app.database.pool.query('SELECT pg_terminate_backend($1)', [backend?.pid]);
      const outcome = await new Promise<string>((resolve) => {
        answer.on('end', () => resolve('whole'));
        answer.on('error', () => resolve('broken'));
        answer.resume();
      });
      expect(outcome).toBe('broken');
      await ended();
    },
    30_000,
  );

  it('has them all when the reader keeps reading', async () => {
    const rows = await csv(admin, `/api/waitlist/export?format=csv&clientId=${clientId}`);
    expect(rows).toHaveLength(MANY);
    expect(new Set(rows.map((row) => row['Entry no.'])).size).toBe(MANY);
    expect(rows.map((row) => Number(row.Position))).toEqual([...rows.map((row) => Number(row.Position))].sort((a, b) => a - b));
    const sheet = await excel(admin, `/api/waitlist/export?format=xlsx&clientId=${clientId}`);
    expect(sheet.rows).toHaveLength(MANY);
  }, 60_000);

  it('says how far each is, to its maker alone', async () => {
    const runs = async (holder: TokenHolder, more = ''): Promise<Record<string, unknown>[]> =>
      ((await holder.get(`/api/exports?limit=5${more}`).expect(200)).body as { items: Record<string, unknown>[] }).items;
    const answer = await paused('csv');
    await until(async () => Number((await runs(admin))[0]?.rowsSent) > 0);
    const [run] = await runs(admin, '&state=RUNNING');
    expect(run).toMatchObject({ title: 'Waitlist', format: 'csv', rows: 12_000, state: 'RUNNING' });
    expect(Number(run?.rowsSent)).toBeLessThan(12_000);
    const other = await signedIn(app, 'ADMIN');
    expect(await runs(other)).toEqual([]);
    answer.destroy();
    await until(async () => (await runs(admin))[0]?.state === 'CUT_OFF');
    await csv(admin, `/api/waitlist/export?format=csv&clientId=${clientId}`);
    await until(async () => (await runs(admin))[0]?.state === 'DONE');
    expect((await runs(admin))[0]).toMatchObject({ rows: MANY, rowsSent: MANY });
    // A process that died says nothing any more.
    await app.database.pool.query(`ALTER TABLE export_runs DISABLE TRIGGER touch_updated_at`);
    await app.database.pool.query(
      `INSERT INTO export_runs (user_id, title, format, rows, updated_at) VALUES ($1, 'Left', 'csv', 9, now() - interval '3 minutes')`,
      [String(other.user.id)],
    );
    expect(await runs(other)).toMatchObject([{ title: 'Left', state: 'CUT_OFF' }]);
  }, 60_000);

  it('gives two at once to one person, and no third', async () => {
    await paused('csv');
    await paused('csv');
    const third = await admin.get('/api/waitlist/export?format=csv').expect(429);
    expect(third.get('retry-after')).toBeDefined();
  }, 30_000);

  it('refuses more rows than a file may have', async () => {
    await manyEntries(app, clientId, MOST_ROWS + 1 - (await app.prisma.waitlistEntry.count()));
    const { body } = await admin.get('/api/waitlist/export?format=csv').expect(422);
    expect(body).toMatchObject({ code: 'export.too_large' });
  }, 60_000);
});
