/** Calendar feeds: the API's occurrences when an independent parser reads them, no more of a client than the practice says, and a link that ends. */
import ICAL from 'ical.js';
import pino from 'pino';
import { createApp } from '../../../src/app.js';
import { withApp } from '../../support/app.js';
import * as build from '../../support/builders.js';
import { createUser, signedIn } from '../../support/users.js';
import type { TokenHolder } from '../../support/users.js';
import supertest from 'supertest';

const NOW = new Date('2030-02-20T12:00:00Z');

interface Occurrence {
  uid: string;
  start: string;
  end: string;
}

interface Listed {
  items: { id: string; startTime: string; endTime: string; status: string }[];
  nextCursor: string | null;
}

/** Every event, as ical.js reads it. */
function eventsOf(text: string): ICAL.Event[] {
  const calendar = new ICAL.Component(ICAL.parse(text) as never);
  return calendar.getAllSubcomponents('vevent').map((one) => new ICAL.Event(one));
}

const occurrencesOf = (text: string): Occurrence[] =>
  eventsOf(text)
    .map((event) => ({
      uid: event.uid,
      start: event.startDate.toJSDate().toISOString(),
      end: event.endDate.toJSDate().toISOString(),
    }))
    .sort((a, b) => a.start.localeCompare(b.start) || a.uid.localeCompare(b.uid));

describe('calendar feeds', () => {
  const app = withApp({ now: () => NOW });
  let therapist: TokenHolder;
  let admin: TokenHolder;
  let url: string;
  let feedId: string;
  const NAMES = [
    'Quentin',
    'Vandersteen',
    'Xanthippe',
    'Oyelaran',
    'Secret topic',
    'Clinical remark',
    'At her home',
    'Harbour Street',
  ];

  /** The path of the link: the tests' host is another one. */
  const pathOf = (link: string): string => new URL(link).pathname;
  const read = (): supertest.Test => app.request.get(pathOf(url));
  const textOf = async (): Promise<string> => (await read().expect(200)).text;

  async function make(holder: TokenHolder, label = 'Phone'): Promise<{ url: string; id: string }> {
    const { body } = await holder.post('/api/calendar-feeds', { label }).expect(201);
    const made = body as { url: string; feed: { id: string } };
    return { url: made.url, id: made.feed.id };
  }

  /** What the API says of somebody's appointments, all pages. */
  async function listed(holder: TokenHolder, userId: string, from: string, to: string): Promise<Listed['items']> {
    const items: Listed['items'] = [];
    for (let cursor = ''; ;) {
      const query = `therapistId=${userId}&from=${from}&to=${to}&limit=200${cursor && `&cursor=${cursor}`}`;
      const { body } = await holder.get(`/api/appointments?${query}`).expect(200);
      items.push(...(body as Listed).items);
      cursor = (body as Listed).nextCursor ?? '';
      if (!cursor) return items;
    }
  }

  beforeAll(async () => {
    await build.thePractice(app.prisma);
    therapist = await signedIn(app, 'THERAPIST');
    admin = await signedIn(app, 'ADMIN');
    const location = await build.aLocation(app.prisma, { name: 'Harbour Street', timezone: 'America/New_York' });
    const room = await build.aRoom(app.prisma, { name: 'Blue room', locationId: location.id });
    const client = await build.aClient(app.prisma, {
      firstName: 'Quentin',
      lastName: 'Vandersteen',
      therapistId: therapist.user.id,
    });
    const learner = await build.aLearner(app.prisma, { clientId: client.id, firstName: 'Xanthippe', lastName: 'Oyelaran' });
    const own = { clientId: client.id, therapistId: therapist.user.id, notes: 'Clinical remark', title: 'Secret topic' };
    // A series over both changes of the clocks in New York, in the room, with everything in it that a feed must not tell.
    const series = await admin
      .post('/api/appointments/recurring', {
        title: 'Secret topic',
        notes: 'Clinical remark',
        startTime: '2030-03-04T14:00:00Z',
        endTime: '2030-03-04T14:50:00Z',
        clientId: String(client.id),
        learnerId: String(learner.id),
        therapistId: therapist.id,
        roomId: String(room.id),
        locationId: String(location.id),
        location: 'At her home',
        recurrence: { frequency: 'WEEKLY', count: 40 },
      })
      .then((answer) => answer);
    if (series.status !== 201) throw new Error(series.text);
    // Others: before and behind the window, cancelled, held, missed, a group, one in which they assist, one of somebody else.
    await build.anAppointment(app.prisma, { ...own, startTime: new Date('2029-11-01T10:00:00Z'), status: 'COMPLETED' });
    await build.anAppointment(app.prisma, { ...own, startTime: new Date('2031-06-01T10:00:00Z') });
    await build.anAppointment(app.prisma, { ...own, startTime: new Date('2030-02-21T10:00:00Z'), status: 'CANCELLED' });
    await build.anAppointment(app.prisma, { ...own, startTime: new Date('2030-02-22T10:00:00Z'), isHold: true });
    await build.anAppointment(app.prisma, { ...own, startTime: new Date('2030-02-12T10:00:00Z'), status: 'NOSHOW' });
    const group = await build.anAppointment(app.prisma, {
      ...own,
      startTime: new Date('2030-02-23T10:00:00Z'),
      isGroupSession: true,
    });
    await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId: learner.id } });
    const assisted = await build.anAppointment(app.prisma, { startTime: new Date('2030-02-24T10:00:00Z') });
    await app.prisma.appointmentStaff.create({
      data: { appointmentId: assisted.id, userId: therapist.user.id, role: 'ASSISTANT' },
    });
    await build.anAppointment(app.prisma, { startTime: new Date('2030-02-25T10:00:00Z') });
    ({ url, id: feedId } = await make(therapist));
  }, 60_000);

  it('hold the occurrences of the API, to the minute, across both changes of the clocks', async () => {
    const day = 86_400_000;
    const from = new Date(NOW.getTime() - 60 * day).toISOString();
    const to = new Date(NOW.getTime() + 366 * day).toISOString();
    const wanted = (await listed(therapist, therapist.id, from, to)).filter(({ status }) => status !== 'CANCELLED');
    const found = occurrencesOf(await textOf());
    expect(found.map(({ start, end }) => ({ start, end }))).toEqual(
      wanted.map((one) => ({ start: one.startTime, end: one.endTime })),
    );
    expect(new Set(found.map(({ uid }) => uid)).size).toBe(wanted.length);
    expect(wanted.length).toBe(44);
    // 9:00 in New York in winter, summer and winter again.
    const hours = new Set(found.filter(({ start }) => start.includes(':00:00')).map(({ start }) => start.slice(11, 13)));
    expect(hours.has('14') && hours.has('13')).toBe(true);
  });

  it('tell the initials and the room, and no name, title, place or note', async () => {
    const text = await textOf();
    const events = eventsOf(text);
    expect(new Set(events.map(({ summary }) => summary))).toEqual(new Set(['Q.V.', 'Held', 'Group session (1)', 'C.S.']));
    expect(events.map(({ location }) => location)).toContain('Blue room');
    const unfolded = text.replace(/\r\n[ \t]/g, '');
    expect(NAMES.filter((name) => unfolded.includes(name))).toEqual([]);
    const { firstName, lastName, email } = therapist.user;
    expect([firstName, lastName, email].filter((name) => unfolded.includes(name))).toEqual([]);
    expect(text.split('\r\n').filter((each) => Buffer.byteLength(each) > 75)).toEqual([]);
  });

  it('tell names where the practice says so, and still no notes', async () => {
    await admin.put('/api/practice', { calendarFeedDetails: 'NAMES' }).expect(200);
    const text = await textOf();
    expect(eventsOf(text).map(({ summary }) => summary)).toContain('Xanthippe Oyelaran (Quentin Vandersteen)');
    const unfolded = text.replace(/\r\n[ \t]/g, '');
    expect(['Secret topic', 'Clinical remark', 'At her home'].filter((name) => unfolded.includes(name))).toEqual([]);
    await admin.put('/api/practice', { calendarFeedDetails: 'INITIALS' }).expect(200);
  });

  it('keep the name of an event when it is moved, with a higher sequence', async () => {
    const before = eventsOf(await textOf());
    const uidOf = (event: ICAL.Event | undefined): string => event?.uid ?? '';
    const moved = before.find(({ summary }) => summary === 'Q.V.');
    const id = /appointment-(\d+)@/.exec(uidOf(moved))?.[1] ?? '';
    const row = await app.prisma.appointment.findUniqueOrThrow({ where: { id: BigInt(id) } });
    await app.prisma.appointment.update({
      where: { id: row.id },
      data: { endTime: new Date(row.endTime.getTime() + 300_000), updatedAt: new Date(row.createdAt.getTime() + 7_200_000) },
    });
    const after = eventsOf(await textOf()).find((event) => event.uid === uidOf(moved));
    expect(after?.endDate.toJSDate()).toEqual(new Date(row.endTime.getTime() + 300_000));
    expect(after?.sequence).toBeGreaterThanOrEqual(moved?.sequence ?? 0);
  });

  it('count each change of what they show, from whichever table, and nothing else', async () => {
    const other = await signedIn(app, 'THERAPIST');
    const client = await build.aClient(app.prisma, { firstName: 'Ada', lastName: 'Byron', therapistId: other.user.id });
    const learner = await build.aLearner(app.prisma, { clientId: client.id });
    const [room, second] = [await build.aRoom(app.prisma, { name: 'Green' }), await build.aRoom(app.prisma, { name: 'Red' })];
    const session = await build.anAppointment(app.prisma, {
      clientId: client.id,
      therapistId: other.user.id,
      roomId: room.id,
      isGroupSession: true,
      startTime: new Date('2030-03-01T10:00:00Z'),
    });
    const path = pathOf((await make(other)).url);
    const told = async () => {
      const [event] = eventsOf((await app.request.get(path).expect(200)).text);
      const stamp = event?.component.getFirstPropertyValue('dtstamp') as ICAL.Time;
      return {
        sequence: event?.sequence ?? -1,
        stamp: stamp.toJSDate().getTime(),
        summary: event?.summary,
        location: event?.location,
      };
    };
    const id = String(session.id);
    const changes: [string, () => Promise<unknown>, object][] = [
      [
        'a learner takes part',
        () => admin.post(`/api/appointments/${id}/participants`, { learnerId: String(learner.id) }).expect(201),
        { summary: 'Group session (1)' },
      ],
      [
        'the room has another name',
        () => admin.put(`/api/practice/rooms/${room.id}`, { name: 'Greenhouse' }).expect(200),
        { location: 'Greenhouse' },
      ],
      [
        'the learner is taken out',
        () => admin.delete(`/api/appointments/${id}/participants/${learner.id}`).expect(204),
        { summary: 'Group session (0)' },
      ],
      [
        'it is no group any more',
        () => admin.put(`/api/appointments/${id}`, { isGroupSession: false }).expect(200),
        { summary: 'A.B.' },
      ],
      [
        'the client has another name',
        () => admin.put(`/api/clients/${client.id}`, { firstName: 'Zoe' }).expect(200),
        { summary: 'Z.B.' },
      ],
      [
        'it is in another room',
        () => admin.put(`/api/appointments/${id}`, { roomId: String(second.id) }).expect(200),
        { location: 'Red' },
      ],
      [
        'the practice lets names be told',
        () => admin.put('/api/practice', { calendarFeedDetails: 'NAMES' }).expect(200),
        { summary: 'Zoe Byron' },
      ],
      ['it is a learner’s', () => admin.put(`/api/appointments/${id}`, { learnerId: String(learner.id) }).expect(200), {}],
      [
        'the learner has another name',
        () => admin.put(`/api/clients/${client.id}/learners/${learner.id}`, { firstName: 'Iris' }),
        { summary: expect.stringMatching(/^Iris /) as string },
      ],
      [
        'the practice takes that back',
        () => admin.put('/api/practice', { calendarFeedDetails: 'INITIALS' }).expect(200),
        { summary: 'Z.B.' },
      ],
    ];
    let before = await told();
    expect(before).toEqual(await told());
    for (const [what, change, shown] of changes) {
      await change();
      const after = await told();
      expect([what, after]).toEqual([what, expect.objectContaining(shown)]);
      expect([what, after.sequence > before.sequence, after.stamp >= before.stamp]).toEqual([what, true, true]);
      before = after;
    }
    // The phone is not told; neither is a title.
    await admin.put(`/api/clients/${client.id}`, { phone: '+1 613 555 0142' }).expect(200);
    await admin.put(`/api/appointments/${id}`, { title: 'Another title', notes: 'Another note' }).expect(200);
    expect(await told()).toEqual(before);
    // Readers of the same change count it once.
    await admin.put(`/api/practice/rooms/${second.id}`, { name: 'Crimson' }).expect(200);
    const all = await Promise.all(Array.from({ length: 8 }, told));
    expect(new Set(all.map(({ sequence }) => sequence)).size).toBe(1);
    expect(all[0]?.sequence).toBeGreaterThan(before.sequence);
  });

  it('are asked about, and not kept by others', async () => {
    const answer = await read().expect(200);
    expect(answer.get('content-type')).toBe('text/calendar; charset=utf-8');
    expect(answer.get('cache-control')).toBe('private, no-cache');
    const etag = answer.get('etag') ?? '';
    await read().set('If-None-Match', etag).expect(304);
    await read().set('If-None-Match', `"other", W/${etag}`).expect(304);
    await read().set('If-None-Match', '"other"').expect(200);
    const feed = await app.prisma.calendarFeed.findUniqueOrThrow({ where: { id: BigInt(feedId) } });
    expect(feed.lastUsedAt).toEqual(NOW);
  });

  it('show what their user may see at the time of reading', async () => {
    const other = await signedIn(app, 'THERAPIST');
    const client = await build.aClient(app.prisma, { therapistId: other.user.id });
    await build.anAppointment(app.prisma, {
      clientId: client.id,
      therapistId: other.user.id,
      startTime: new Date('2030-03-01T10:00:00Z'),
    });
    const made = await make(other);
    const seen = async (): Promise<number> => eventsOf((await app.request.get(pathOf(made.url)).expect(200)).text).length;
    expect(await seen()).toBe(1);
    // The client is closed to them.
    const closed = await build.aRecordPermission(app.prisma, 'VIEW_CLIENT', {
      userId: other.user.id,
      clientId: client.id,
      granted: false,
    });
    expect(await seen()).toBe(0);
    await app.prisma.recordPermission.delete({ where: { id: closed.id } });
    const lost = await build.aUserPermission(app.prisma, 'VIEW_APPOINTMENT', { userId: other.user.id, granted: false });
    await app.request.get(pathOf(made.url)).expect(404);
    await app.prisma.userPermission.deleteMany({ where: { userId: lost.userId } });
    expect(await seen()).toBe(1);
    for (const change of [{ isActive: false }, { isActive: true, accountLocked: true }]) {
      await app.prisma.user.update({ where: { id: other.user.id }, data: change });
      await app.request.get(pathOf(made.url)).expect(404);
    }
  });

  it('are made for oneself, told once, and listed without the link', async () => {
    const answer = await therapist.get('/api/calendar-feeds').expect(200);
    const { items } = answer.body as { items: { id: string; label: string }[] };
    expect(items.map(({ id }) => id)).toEqual([feedId]);
    const token = pathOf(url).split('/').pop()?.replace('.ics', '') ?? '';
    expect(token.length).toBe(43);
    expect(answer.text).not.toContain(token);
    const row = await app.prisma.calendarFeed.findUniqueOrThrow({ where: { id: BigInt(feedId) } });
    expect(answer.text).not.toContain(row.tokenHash);
    expect(JSON.stringify(row, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value))).not.toContain(token);
    const trail = await app.prisma.auditEvent.findMany({ where: { recordType: 'CalendarFeed' } });
    expect(trail.length).toBeGreaterThan(0);
    expect(JSON.stringify(trail.map((event) => event.after))).not.toMatch(new RegExp(`${token}|${row.tokenHash}`));
    const all = await admin.get(`/api/calendar-feeds?userId=${therapist.id}`).expect(200);
    expect((all.body as { items: unknown[] }).items).toHaveLength(1);
    const stranger = await signedIn(app, 'THERAPIST');
    const none = await stranger.get(`/api/calendar-feeds?userId=${therapist.id}`).expect(200);
    expect((none.body as { items: unknown[] }).items).toEqual([]);
  });

  it('keep no answer with a link for a repeated request', async () => {
    const once = (): supertest.Test =>
      therapist.call('post', '/api/calendar-feeds').set('Idempotency-Key', 'same').send({ label: 'Twice' });
    const links = [await once().expect(201), await once().expect(201)].map(({ body }) => (body as { url: string }).url);
    expect(new Set(links).size).toBe(2);
    expect(await app.prisma.idempotencyKey.count({ where: { key: 'same' } })).toBe(0);
  });

  it('end by revoking: by their user, by an administrator, by nobody else', async () => {
    const mine = await make(therapist, 'Tablet');
    const stranger = await signedIn(app, 'STAFF');
    await stranger.delete(`/api/calendar-feeds/${mine.id}`).expect(404);
    await app.request.get(pathOf(mine.url)).expect(200);
    await therapist.delete(`/api/calendar-feeds/${mine.id}`).expect(204);
    await app.request.get(pathOf(mine.url)).expect(404);
    await therapist.delete(`/api/calendar-feeds/${mine.id}`).expect(204);
    const other = await make(therapist, 'Watch');
    await admin.delete(`/api/calendar-feeds/${other.id}`).expect(204);
    const gone = await app.request.get(pathOf(other.url)).expect(404);
    expect(gone.text).not.toContain(pathOf(other.url).slice(-20));
    const row = await app.prisma.calendarFeed.findUniqueOrThrow({ where: { id: BigInt(other.id) } });
    expect(row.revokedBy).toBe(admin.user.id);
    for (const none of ['x', '1', `${'A'.repeat(43)}`, '%2e%2e', 'a%0ab'])
      await app.request.get(`/api/calendar-feeds/${none}.ics`).expect(404);
  });

  it('are at most twenty for each', async () => {
    const user = await signedIn(app, 'STAFF');
    await app.prisma.calendarFeed.createMany({
      data: Array.from({ length: 20 }, (_, index) => ({ userId: user.user.id, label: 'Old', tokenHash: `full ${index}` })),
    });
    const { body } = await user.post('/api/calendar-feeds', { label: 'One more' }).expect(409);
    expect(body).toMatchObject({ code: 'calendar_feed.too_many' });
    await user.post('/api/calendar-feeds', { label: '  ' }).expect(422);
  });

  it('leave no trace of the link in logs and metrics', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'trace' }, { write: (text: string) => void lines.push(text) });
    const logged = supertest(await createApp({ ...app.deps, log }));
    const token = pathOf(url).split('/').pop()?.replace('.ics', '') ?? '';
    await logged.get(pathOf(url)).expect(200);
    await logged.get(pathOf(url).toUpperCase().replace(token.toUpperCase(), token)).expect(200);
    await logged.get(`${pathOf(url)}/`).expect(200);
    await logged.get(`${pathOf(url)}?x=${token}`);
    await logged.get(`/api/calendar-feeds/${token}`);
    await logged.get(pathOf(url)).set('Authorization', `Bearer ${therapist.token}`).expect(200);
    expect(lines.length).toBeGreaterThan(4);
    expect(lines.join('')).toContain('/calendar-feeds/:token');
    expect(lines.filter((text) => text.includes(token))).toEqual([]);
    const metrics = await admin.get('/api/health/metrics').expect(200);
    expect(metrics.text).not.toContain(token);
    expect(metrics.text).toContain('calendar-feeds/:token');
  });

  it('slow down whoever tries links', async () => {
    await createUser(app, 'STAFF');
    let status = 404;
    for (let tries = 0; tries < 60 && status === 404; tries++)
      ({ status } = await app.request.get(`/api/calendar-feeds/guess${tries}.ics`));
    expect(status).toBe(429);
  });
});
