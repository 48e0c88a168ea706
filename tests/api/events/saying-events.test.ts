/** What use cases say: stored with the change, heard in its transaction or after it. */
import pino from 'pino';
import { updateClient } from '../../../src/clients/clients/clients.service.js';
import { ctxOfSystem, inTransaction } from '../../../src/access/context.js';
import { emit } from '../../../src/events/emit.js';
import { readEvents, type StoredEvent } from '../../../src/events/events.queries.js';
import { handInEvents, type Listener, on } from '../../../src/events/listeners.js';
import { oneOf } from '../../../src/events/pieces.js';
import { ask, handInAnswers } from '../../../src/events/questions.js';
import { ANSWERS, EVENTS, LISTENERS } from '../../../src/house.js';
import { requireNobodyOnClock } from '../../../src/practice/details/clock-in-use.js';
import { withApp } from '../../support/app.js';
import { aClient, aLocation, anAppointment, aWaitlistEntry } from '../../support/builders.js';
import { signedIn } from '../../support/users.js';

describe('events', () => {
  const app = withApp();
  const ctx = () => ctxOfSystem(app.deps, 'job');

  afterEach(() => handInEvents(EVENTS, LISTENERS));
  const hearing = (...listeners: Listener[]): void => handInEvents(EVENTS, [...LISTENERS, ...listeners]);

  /** Of that record, all that were said. */
  async function saidOf(type: string, id: bigint | string): Promise<StoredEvent[]> {
    const { events } = await readEvents(app.database, null, 10_000);
    return events.filter(({ recordType, recordId }) => recordType === type && recordId === String(id));
  }

  it('tell who did what to which record, in which request, and no word of its content', async () => {
    const staff = await signedIn(app, 'STAFF');
    const { id } = await aClient(app.prisma, { firstName: 'Xaviera' });
    const { headers } = await staff.put(`/api/clients/${id}`, { firstName: 'Yolanda', address: 'Springfield' }).expect(200);
    const [event, ...more] = await saidOf('Client', id);
    expect(more).toEqual([]);
    expect(event).toMatchObject({
      name: 'client.updated',
      version: 1,
      recordType: 'Client',
      recordId: String(id),
      clientId: String(id),
      actorId: String(staff.user.id),
      requestId: headers['x-request-id'],
    });
    expect(event?.occurredAt).toBeInstanceOf(Date);
    expect([...(event?.data.changed as string[])].sort()).toEqual(['address', 'firstName']);
    expect(JSON.stringify(event)).not.toMatch(/Yolanda|Xaviera|Springfield/);
  });

  it('are not said where nothing differs, and are taken back with the change', async () => {
    const { id } = await aClient(app.prisma, { address: 'Here' });
    await updateClient(ctx(), id, { address: 'Here' });
    const undone = inTransaction(ctx(), async (tx) => {
      await updateClient(tx, id, { address: 'There' });
      throw new Error('undone');
    });
    await expect(undone).rejects.toThrow('undone');
    expect(await saidOf('Client', id)).toEqual([]);
  });

  it('hand a secret on to those who listen, and are stored without it', async () => {
    const heard: unknown[] = [];
    const listener = on('waitlist.offer_made', 'IN_TRANSACTION', async (_, made) => {
      heard.push(...made.map(({ data }) => data.token));
    });
    handInEvents(EVENTS, [listener]);
    const data = { waitlistId: 1n, appointmentId: null, token: 'for the family alone' };
    await inTransaction(ctx(), (tx) => emit(tx, 'waitlist.offer_made', { id: 987_654_321n, data }));
    expect(heard).toEqual(['for the family alone']);
    const [event] = await saidOf('WaitlistOffer', 987_654_321n);
    expect(event?.data).toEqual({ waitlistId: '1', appointmentId: null });
  });

  it('cannot be said outside of a transaction', async () => {
    await expect(emit(ctx(), 'client.created', { id: 1n, clientId: 1n })).rejects.toThrow(/outside of a transaction/);
  });

  it('tell codes of a closed list alone', () => {
    expect(() => (oneOf(['A', 'B']) as { tell(value: string): unknown }).tell('Xaviera has a cold')).toThrow(/one of A, B/);
  });

  it('are heard in the transaction, all of one call together; who throws there undoes the change', async () => {
    const heard: (readonly unknown[])[] = [];
    hearing(
      on('client.updated', 'IN_TRANSACTION', async (tx, happenings) => {
        expect(tx.transaction).not.toBeNull();
        heard.push(happenings);
      }),
    );
    const [one, other] = [await aClient(app.prisma), await aClient(app.prisma)];
    const about = [one, other].map((row) => ({ id: row.id, clientId: row.id, before: { a: 1 }, after: { a: 2 } }));
    await inTransaction(ctx(), (tx) => emit(tx, 'client.updated', about));
    expect(heard).toEqual([about.map(({ id }): unknown => expect.objectContaining({ id, clientId: id, changed: ['a'] }))]);

    hearing(
      on('client.updated', 'IN_TRANSACTION', async () => {
        throw new Error('not so');
      }),
    );
    const { id } = await aClient(app.prisma, { address: 'Here' });
    await expect(updateClient(ctx(), id, { address: 'There' })).rejects.toThrow('not so');
    expect(await app.prisma.client.findUniqueOrThrow({ where: { id } })).toMatchObject({ address: 'Here' });
    expect(await saidOf('Client', id)).toEqual([]);
  });

  it('are heard after the commit by those who want that; what fails there is logged without data, and the change stands', async () => {
    const lines: string[] = [];
    const log = pino({ level: 'error' }, { write: (line: string) => void lines.push(line) });
    const found: unknown[] = [];
    hearing(
      on('client.updated', 'AFTER_COMMIT', async (after) => {
        // The database's message repeats the value.
        await after.pool.query("SELECT 'Xaviera'::bigint");
      }),
      on('client.updated', 'AFTER_COMMIT', async (after, [happening]) => {
        expect(after.transaction).toBeNull();
        found.push(await after.db.client.findUnique({ where: { id: BigInt(happening?.id ?? 0) }, select: { address: true } }));
      }),
    );
    const { id } = await aClient(app.prisma, { firstName: 'Xaviera', address: 'Here' });
    await updateClient(ctxOfSystem({ ...app.deps, log }, 'job'), id, { address: 'There' });
    expect(found).toEqual([{ address: 'There' }]);
    expect(lines.join('')).toContain('what follows from a change failed');
    expect(lines.join('')).not.toContain('Xaviera');
    expect(await saidOf('Client', id)).toHaveLength(1);
  });

  it('of an appointment tell what became of it, step by step', async () => {
    const staff = await signedIn(app, 'ADMIN');
    const seed = await anAppointment(app.prisma);
    const start = new Date(Date.now() + 40 * 86_400_000);
    start.setUTCMinutes(0, 0, 0);
    const at = (hours: number) => new Date(start.getTime() + hours * 3_600_000).toISOString();
    const { body } = await staff
      .post('/api/appointments', {
        title: 'Therapy',
        clientId: String(seed.clientId),
        therapistId: String(seed.therapistId),
        startTime: at(0),
        endTime: at(1),
      })
      .expect(201);
    const path = `/api/appointments/${body.id}`;
    await staff.put(path, { startTime: at(2), endTime: at(3) }).expect(200);
    await staff.put(path, { title: 'Assessment' }).expect(200);
    await staff.put(path, { status: 'CONFIRMED' }).expect(200);
    await staff.post(`${path}/cancel`, { reason: 'A cold', party: 'CLIENT' }).expect(200);
    const said = await saidOf('Appointment', body.id);
    expect(said.map(({ name }) => name)).toEqual([
      'appointment.booked',
      'appointment.moved',
      'appointment.updated',
      'appointment.confirmed',
      'appointment.cancelled',
    ]);
    expect(said.at(-1)?.data).toMatchObject({ startTime: at(2), late: false, party: 'CLIENT', roomId: null, seriesId: null });
    expect(JSON.stringify(said)).not.toContain('cold');
  });

  it('let who had a place wait again when the appointment is deleted', async () => {
    const appointment = await anAppointment(app.prisma);
    const { id, clientId } = await aWaitlistEntry(app.prisma, {
      clientId: appointment.clientId,
      status: 'PLACED',
      appointmentId: appointment.id,
    });
    const admin = await signedIn(app, 'ADMIN');
    await admin.delete(`/api/appointments/${appointment.id}`).expect(204);
    expect(await app.prisma.waitlistEntry.findUnique({ where: { id } })).toMatchObject({ status: 'WAITING' });
    const [moved] = await saidOf('WaitlistEntry', id);
    expect(moved).toMatchObject({ name: 'waitlist.moved', clientId: String(clientId) });
    expect(moved?.data).toEqual({ from: 'PLACED', to: 'WAITING', appointmentId: null });
  });

  it('go with their audit events in one statement, at the end of the transaction', async () => {
    const { id } = await aClient(app.prisma, { address: 'Here' });
    const texts: string[] = [];
    await inTransaction(ctx(), async (tx) => {
      await updateClient(tx, id, { address: 'There' });
      await updateClient(tx, id, { address: 'Elsewhere' });
      expect(await tx.db.auditEvent.count({ where: { recordType: 'Client', recordId: String(id) } })).toBe(0);
      const query: typeof tx.pool.query = tx.pool.query.bind(tx.pool);
      tx.pool.query = ((...given: [{ text: string }]) => {
        texts.push(given[0].text);
        return query(...given);
      }) as typeof query;
    });
    expect(texts).toHaveLength(1);
    expect(await app.prisma.auditEvent.count({ where: { recordType: 'Client', recordId: String(id) } })).toBe(2);
    expect(await saidOf('Client', id)).toHaveLength(2);
  });
});

describe('questions', () => {
  const app = withApp();
  const ctx = () => ctxOfSystem(app.deps, 'job');

  it('are answered for all keys at once, each once, and nobody is asked about none', async () => {
    const asked: (readonly (bigint | null)[])[] = [];
    handInAnswers({
      ...ANSWERS,
      'location.appointmentsToCome': async (_, keys) => {
        asked.push(keys);
        return new Map([[1n, 7]]);
      },
    });
    try {
      const answers = await ask(ctx(), 'location.appointmentsToCome', [1n, null, 1n, 2n]);
      expect([answers.get(1n), answers.get(null), answers.get(2n)]).toEqual([7, undefined, undefined]);
      expect(await ask(ctx(), 'location.appointmentsToCome', [])).toEqual(new Map());
      expect(asked).toEqual([[1n, null, 2n]]);
    } finally {
      handInAnswers(ANSWERS);
    }
  });

  it('let the practice know whose clock is in use, which only scheduling knows', async () => {
    const soon = new Date(Date.now() + 86_400_000);
    const times = { startTime: soon, endTime: new Date(soon.getTime() + 3_600_000) };
    const [used, unused] = [await aLocation(app.prisma), await aLocation(app.prisma)];
    await anAppointment(app.prisma, { ...times, locationId: used.id });
    await expect(requireNobodyOnClock(ctx(), used.id)).rejects.toMatchObject({
      status: 409,
      details: { clashesWith: { appointments: 1 } },
    });
    await expect(requireNobodyOnClock(ctx(), unused.id)).resolves.toBeUndefined();
  });
});
