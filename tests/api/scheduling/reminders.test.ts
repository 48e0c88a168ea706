/** Reminders and offers to families, and what staff are told when a place becomes free. */
import { ctxOfSystem } from '../../../src/access/context.js';
import { sendOutbox } from '../../../src/messages/outbox/outbox.service.js';
import { remind } from '../../../src/messages/reminders/reminders.service.js';
import { tellFreedPlaces } from '../../../src/messages/freed-places/freed-places.service.js';
import { withApp } from '../../support/app.js';
import { bodiesOf } from '../../support/messages.js';
import * as build from '../../support/builders.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';
import type { UserRole } from '../../../src/generated/prisma/index.js';

const HOUR = 3_600_000;
const NOW = new Date('2031-03-04T12:00:00.000Z');

describe('messages', () => {
  const app = withApp({
    now: () => new Date(),
    config: { smtpUrl: 'smtp://127.0.0.1:1', offerUrl: 'https://portal.example/o/{token}' },
  });
  let as: Record<UserRole, TokenHolder>;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
    await app.prisma.practice.updateMany({ data: { name: 'Harbour Therapy', timezone: 'America/New_York', reminderHours: 24 } });
  }, 60_000);
  beforeEach(async () => {
    await app.prisma.outboxMessage.deleteMany();
    await app.prisma.notification.deleteMany();
    await app.prisma.waitlistOffer.deleteMany();
    await app.prisma.waitlistEntry.deleteMany();
    await app.prisma.appointment.deleteMany();
    await app.prisma.workingHours.deleteMany();
  });

  const job = (now = NOW) => ctxOfSystem({ ...app.deps, now: () => now }, 'job');
  const outbox = () => app.prisma.outboxMessage.findMany({ orderBy: { id: 'asc' } });
  const inHours = (hours: number): Date => new Date(NOW.getTime() + hours * HOUR);

  describe('reminders', () => {
    it('go to the client in their language, on the clock of the place, once', async () => {
      const client = await build.aClient(app.prisma, { firstName: 'Inés', email: 'ines@example.org', preferredLanguage: 'ES' });
      const location = await build.aLocation(app.prisma, { name: 'Pier 4', timezone: 'America/Chicago' });
      const therapist = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera' });
      const startTime = inHours(20);
      await build.anAppointment(app.prisma, {
        clientId: client.id,
        therapistId: therapist.id,
        locationId: location.id,
        startTime,
        title: 'Assessment of a stammer',
        notes: 'Private.',
      });
      const written = await Promise.all([1, 2, 3].map(() => remind(job())));
      expect(written.reduce((sum, one) => sum + one)).toBe(1);
      expect(await remind(job())).toBe(0);
      const [message] = await outbox();
      expect(message).toMatchObject({
        channel: 'EMAIL',
        address: 'ines@example.org',
        language: 'ES',
        kind: 'REMINDER',
        status: 'QUEUED',
      });
      expect(message?.subject).toBe('Su cita del miércoles, 5 de marzo de 2031');
      const [body] = await bodiesOf(app, message ? [message] : []);
      expect(body).toMatch(/Inés[^]*a las 2:00[^]*Pier 4[^]*Sam Rivera[^]*Harbour Therapy/);
      expect(body).not.toMatch(/stammer|Private/);
    });

    it('about a learner go to the primary caregiver whose consent holds', async () => {
      const client = await build.aClient(app.prisma, { email: 'client@example.org' });
      const learner = await build.aLearner(app.prisma, { clientId: client.id });
      const past = await build.aCaregiver(app.prisma, {
        clientId: client.id,
        email: 'past@example.org',
        isPrimaryContact: true,
        consentExpiresOn: new Date('2020-01-01'),
      });
      await build.anAppointment(app.prisma, { clientId: client.id, learnerId: learner.id, startTime: inHours(2) });
      await remind(job());
      expect((await outbox()).map((one) => one.address)).toEqual(['client@example.org']);
      await app.prisma.outboxMessage.deleteMany();
      await app.prisma.caregiver.update({ where: { id: past.id }, data: { consentExpiresOn: null, preferredLanguage: 'FR' } });
      await remind(job());
      expect(await outbox()).toMatchObject([{ address: 'past@example.org', language: 'FR' }]);
    });

    it('go by phone where there is no e-mail, in English where there is no text', async () => {
      const client = await build.aClient(app.prisma, { email: null, phone: '+1 613 555 0199', preferredLanguage: 'PL' });
      await build.anAppointment(app.prisma, { clientId: client.id, startTime: inHours(2) });
      await remind(job());
      expect(await outbox()).toMatchObject([{ channel: 'SMS', address: '+1 613 555 0199', language: 'EN', status: 'KEPT' }]);
    });

    it('go in the practice’s language where there is no text in theirs', async () => {
      const { id } = await build.thePractice(app.prisma);
      const speaks = (primaryLanguage: 'EN' | 'ES') => app.prisma.practice.update({ where: { id }, data: { primaryLanguage } });
      await speaks('ES');
      const client = await build.aClient(app.prisma, { email: 'deutsch@example.org', preferredLanguage: 'DE' });
      await build.anAppointment(app.prisma, { clientId: client.id, startTime: inHours(2) });
      await remind(job());
      expect(await outbox()).toMatchObject([{ address: 'deutsch@example.org', language: 'ES' }]);
      await speaks('EN');
    });

    it('say what the practice says', async () => {
      const where = { contentType: 'NOTIFICATION', contentId: 'reminder.subject', language: 'EN' as const };
      await app.prisma.contentTranslation.updateMany({ where, data: { translatedContent: 'See you on {day}!' } });
      const client = await build.aClient(app.prisma);
      await build.anAppointment(app.prisma, { clientId: client.id, startTime: inHours(2) });
      await remind(job());
      expect((await outbox())[0]?.subject).toBe('See you on Tuesday, March 4, 2031!');
    });

    it('without a location have no line for it, and no empty one', async () => {
      for (const location of [null, ' ']) await build.anAppointment(app.prisma, { startTime: inHours(2), location });
      await remind(job());
      const bodies = await bodiesOf(app, await outbox());
      expect(bodies).toHaveLength(2);
      for (const body of bodies) {
        expect(body).not.toMatch(/Where|\n\n\n|\n\s+\n\s*\n/);
        expect(body).toMatch(/at 9:00[^\n]*\nWith: /);
      }
    });

    it('go to each family of a group, and of nothing that is off, held or far away', async () => {
      const group = await build.anAppointment(app.prisma, { isGroupSession: true, startTime: inHours(3) });
      for (let n = 0; n < 2; n++) {
        const learner = await build.aLearner(app.prisma);
        await app.prisma.appointmentGroupParticipant.create({ data: { appointmentId: group.id, learnerId: learner.id } });
      }
      await build.anAppointment(app.prisma, { startTime: inHours(4), status: 'CANCELLED', cancellationReason: 'Ill.' });
      await build.anAppointment(app.prisma, { startTime: inHours(5), isHold: true });
      await build.anAppointment(app.prisma, { startTime: inHours(30) });
      await build.anAppointment(app.prisma, { startTime: inHours(-1) });
      expect(await remind(job())).toBe(3);
      expect(new Set((await outbox()).map((one) => one.appointmentId))).toEqual(new Set([group.id]));
      await app.prisma.practice.updateMany({ data: { reminderHours: 0 } });
      await app.prisma.outboxMessage.deleteMany();
      expect(await remind(job())).toBe(0);
      await app.prisma.practice.updateMany({ data: { reminderHours: 24 } });
    });

    it('follow an appointment that moves, and those of its old time are not sent', async () => {
      const appointment = await build.anAppointment(app.prisma, { startTime: inHours(10) });
      await remind(job());
      await app.prisma.appointment.update({
        where: { id: appointment.id },
        data: { startTime: inHours(12), endTime: inHours(13) },
      });
      expect(await remind(job())).toBe(1);
      await app.prisma.outboxMessage.updateMany({ data: { sendAfter: NOW } });
      const transport = { channel: 'EMAIL' as const, send: () => Promise.resolve({ ok: true as const }), close: () => undefined };
      expect(await sendOutbox(job(), { transports: [transport] })).toBe(1);
      expect((await outbox()).map((one) => one.status).sort()).toEqual(['DROPPED', 'SENT']);
    });
  });

  it('an offer reaches the family with the token that takes it', async () => {
    const client = await build.aClient(app.prisma, { email: 'family@example.org' });
    const entry = await build.aWaitlistEntry(app.prisma, { clientId: client.id });
    const therapist = await build.aUser(app.prisma, { role: 'THERAPIST' });
    const made = await as.STAFF.post(`/api/waitlist/${entry.id}/offers`).send({
      startTime: '2032-01-06T15:00:00.000Z',
      endTime: '2032-01-06T15:50:00.000Z',
      therapistId: String(therapist.id),
    });
    expect(made.status).toBe(201);
    const [message] = await outbox();
    expect(message).toMatchObject({ kind: 'OFFER', address: 'family@example.org', clientId: client.id });
    expect((await bodiesOf(app, message ? [message] : []))[0]).not.toContain(made.body.token as string);
    let link = '';
    const transport = {
      channel: 'EMAIL' as const,
      send: ({ body }: { body: string }) => {
        link = /https:\S+/.exec(body)?.[0] ?? '';
        return Promise.resolve({ ok: true as const });
      },
      close: () => undefined,
    };
    expect(await sendOutbox(job(new Date()), { transports: [transport] })).toBe(1);
    expect(link).toBe(`https://portal.example/o/${made.body.token as string}`);
    const taken = await app.request.post('/api/waitlist/offers/accept').send({ token: link.split('/').at(-1) });
    expect(taken.status).toBe(200);
  });

  describe('a place that became free', () => {
    it('is told to those who keep the waitlist, as each prefers, once', async () => {
      const client = await build.aClient(app.prisma, { priority: 'HIGH', firstName: 'Wanda' });
      await build.aWaitlistEntry(app.prisma, { clientId: client.id });
      const therapist = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST' });
      const appointment = await build.anAppointment(app.prisma, {
        therapistId: therapist.id,
        startTime: new Date('2033-05-03T15:00:00.000Z'),
      });
      await app.prisma.notificationPreference.create({
        data: { userId: as.STAFF.user.id, emailNotifications: false, pushNotifications: true },
      });
      await as.STAFF.post(`/api/appointments/${appointment.id}/cancel`).send({ reason: 'Ill.' });
      const done = await Promise.all([1, 2, 3].map(() => tellFreedPlaces(job(new Date()))));
      expect(Math.max(...done)).toBe(1);
      expect(await tellFreedPlaces(job(new Date()))).toBe(0);
      const mine = await as.STAFF.get('/api/notifications?unread=true');
      expect(mine.body.items).toHaveLength(1);
      expect(mine.body.items[0]).toMatchObject({
        kind: 'PLACE_FREE',
        title: 'A time became free from 11:00 AM to 11:50 AM on May 3, 2033 (America/New_York)',
        link: `/admin/pages/calendar?view=day&date=2033-05-03&therapist=${therapist.id}`,
      });
      expect(mine.body.items[0].body).toMatch(/One who waits would suit\. The first: priority high/);
      expect(JSON.stringify(mine.body)).not.toContain('Wanda');
      const messages = await outbox();
      const of = (holder: TokenHolder) => messages.filter((one) => one.userId === holder.user.id).map((one) => one.channel);
      expect(of(as.STAFF)).toEqual(['PUSH']);
      expect(of(as.RECEPTIONIST)).toEqual(['EMAIL']);
      expect(of(as.THERAPIST)).toEqual([]);
    });

    it('that suits nobody is told to nobody', async () => {
      const client = await build.aClient(app.prisma);
      await build.aWaitlistEntry(app.prisma, { clientId: client.id, preferredDays: [7] });
      const appointment = await build.anAppointment(app.prisma, { startTime: new Date('2033-05-03T15:00:00.000Z') });
      await as.STAFF.post(`/api/appointments/${appointment.id}/cancel`).send({ reason: 'Ill.' });
      expect(await tellFreedPlaces(job(new Date()))).toBe(1);
      expect(await app.prisma.notification.count()).toBe(0);
    });

    describe('is told once', () => {
      const times = async (): Promise<string[]> => {
        const { body } = await as.STAFF.get('/api/notifications');
        return (body.items as { title: string }[]).map(({ title }) => title).sort();
      };
      const at = (hour: number, minute = 0) => new Date(Date.UTC(2033, 4, 3, hour, minute));
      const cancel = async (id: bigint) =>
        as.STAFF.post(`/api/appointments/${id}/cancel`)
          .send({ reason: 'Ill.' })
          .then((reply) => expect(reply.status).toBe(200));
      const booked = async (therapistId: bigint, hour: number, minute = 0) =>
        build.anAppointment(app.prisma, { therapistId, startTime: at(hour, minute), endTime: at(hour, minute + 50) });

      it('for each stretch, however many appointments it is made of', async () => {
        await build.aWaitlistEntry(app.prisma);
        const { id } = await build.aUser(app.prisma, { role: 'THERAPIST' });
        const [one, two, , four] = await Promise.all([booked(id, 14), booked(id, 15), booked(id, 16), booked(id, 17)]);
        for (const each of [one, two, four]) await cancel(each.id);
        expect(await tellFreedPlaces(job(new Date()))).toBe(3);
        expect(await tellFreedPlaces(job(new Date()))).toBe(0);
        expect(await times()).toEqual([
          'A time became free from 10:00 AM to 11:50 AM on May 3, 2033 (America/New_York)',
          'A time became free from 1:00 PM to 1:50 PM on May 3, 2033 (America/New_York)',
        ]);
      });

      it('for a cancelled series, with how many times it leaves', async () => {
        await build.aWaitlistEntry(app.prisma);
        const client = await build.aClient(app.prisma);
        const therapist = await build.aUser(app.prisma, { role: 'THERAPIST' });
        const made = await as.STAFF.post('/api/appointments/recurring').send({
          title: 'Speech therapy',
          clientId: String(client.id),
          therapistId: String(therapist.id),
          startTime: at(15).toISOString(),
          endTime: at(15, 50).toISOString(),
          recurrence: { frequency: 'WEEKLY', count: 60 },
        });
        const id = (made.body as { appointments: { id: string }[] }).appointments[0]?.id ?? '';
        const gone = await as.STAFF.post(`/api/appointments/${id}/series/cancel`).send({ scope: 'ALL', reason: 'Moved away.' });
        expect(gone.status).toBe(200);
        expect(await tellFreedPlaces(job(new Date()))).toBe(60);
        expect(await times()).toEqual([
          'A series became free: 60 times, the first from 11:00 AM to 11:50 AM on May 3, 2033 (America/New_York)',
        ]);
      });
    });

    it.each<[string, (therapistId: bigint, clientId: bigint) => Promise<unknown>]>([
      [
        'booked anew',
        (therapistId) =>
          build.anAppointment(app.prisma, {
            therapistId,
            startTime: new Date('2033-05-03T15:30:00Z'),
            endTime: new Date('2033-05-03T16:00:00Z'),
          }),
      ],
      [
        'in the therapist’s time off',
        (userId) =>
          app.prisma.timeOff.create({
            data: { userId, startTime: new Date('2033-05-03T04:00:00Z'), endTime: new Date('2033-05-04T04:00:00Z') },
          }),
      ],
      [
        'in a closure',
        () =>
          app.prisma.practiceClosure.create({
            data: { name: 'Holiday', startDate: new Date('2033-05-03'), endDate: new Date('2033-05-03') },
          }),
      ],
      [
        'outside of the therapist’s working hours',
        (userId) =>
          app.prisma.workingHours.create({
            data: { userId, weekday: 2, startTime: '13:00', endTime: '17:00', createdAt: new Date('2020-01-01') },
          }),
      ],
      [
        'outside of the opening hours',
        () => app.prisma.openingHours.create({ data: { weekday: 2, startTime: '13:00', endTime: '17:00' } }),
      ],
    ])('that is %s by then is not told', async (_, happens) => {
      await build.aWaitlistEntry(app.prisma);
      const therapist = await build.aUser(app.prisma, { role: 'THERAPIST' });
      const appointment = await build.anAppointment(app.prisma, {
        therapistId: therapist.id,
        startTime: new Date('2033-05-03T15:00:00.000Z'),
      });
      const client = await build.aClient(app.prisma);
      await as.STAFF.post(`/api/appointments/${appointment.id}/cancel`).send({ reason: 'Ill.' });
      const added = (await happens(therapist.id, client.id)) as { id: bigint };
      expect(await tellFreedPlaces(job(new Date()))).toBe(1);
      expect(await app.prisma.notification.count()).toBe(0);
      await app.prisma.practiceClosure.deleteMany({ where: { id: added.id } });
      await app.prisma.openingHours.deleteMany();
    });

    it('by new working hours is told as well', async () => {
      await build.aWaitlistEntry(app.prisma, { preferredDays: [2], preferredFrom: '09:00', preferredTo: '12:00' });
      const therapist = await build.aUser(app.prisma, { firstName: 'Sam', lastName: 'Rivera', role: 'THERAPIST' });
      const set = await as.STAFF.post('/api/practice/working-hours').send({
        userId: String(therapist.id),
        weekday: 2,
        startTime: '09:00',
        endTime: '12:00',
      });
      expect(set.status).toBe(201);
      expect(await tellFreedPlaces(job(new Date()))).toBe(1);
      const [told] = (await as.STAFF.get('/api/notifications')).body.items as { title: string }[];
      expect(told?.title).toBe('New working hours: Sam Rivera, Tuesday 9:00 AM to 12:00 PM');
    });
  });

  it('belong to whom they are for', async () => {
    const stranger = await signedIn(app, 'ADMIN');
    const row = await app.prisma.notification.create({
      data: { userId: as.STAFF.user.id, kind: 'PLACE_FREE', title: 'A time became free', body: 'Look.', dedupeKey: 'one' },
    });
    expect((await as.STAFF.get('/api/notifications/unread')).body).toEqual({ unread: 1 });
    expect((await stranger.get('/api/notifications')).body.items).toEqual([]);
    expect((await stranger.post(`/api/notifications/${row.id}/read`)).status).toBe(404);
    expect((await as.STAFF.post(`/api/notifications/${row.id}/read`)).status).toBe(204);
    expect((await as.STAFF.get('/api/notifications?unread=true')).body.items).toEqual([]);
    expect((await as.STAFF.post('/api/notifications/read-all')).status).toBe(204);
    expect((await app.request.get('/api/notifications')).status).toBe(401);
  });
});
