/** One key, one act: however often and at once it is sent, whoever dies, and whoever reads the answer later. */
import { once } from 'node:events';
import { connect } from 'node:net';
import { createClient } from '../../../src/clients/clients/clients.service.js';
import { ctxOfSystem } from '../../../src/access/context.js';
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, aRecordPermission, aUser, aUserPermission } from '../../support/builders.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const codeOf = (answer: { body: unknown }): string => (answer.body as { code: string }).code;

describe('an Idempotency-Key', () => {
  const app = withApp();
  let as: Awaited<ReturnType<typeof oneOfEachRole>>;
  let counter = 0;

  beforeAll(async () => {
    as = await oneOfEachRole(app);
  }, 60_000);

  const aBody = (): Record<string, string> => ({ firstName: 'Once', lastName: `Only ${++counter}`, phone: '+1 613 555 0100' });
  const send = (who: TokenHolder, key: string, body: object) =>
    who.call('post', '/api/clients').set('Idempotency-Key', key).send(body);
  const count = (lastName = '') => app.prisma.client.count({ where: { lastName } });
  const keyRow = (key: string, given: object) =>
    app.prisma.idempotencyKey.update({ where: { userId_key: { userId: as.STAFF.user.id, key } }, data: given });
  const before = (seconds: number) => new Date(Date.now() - seconds * 1000);

  it('sent twenty times at once does it once, and all get the one answer', async () => {
    for (let round = 0; round < 3; round++) {
      const body = aBody();
      const answers = await Promise.all(Array.from({ length: 20 }, () => send(as.STAFF, `many-${round}`, body)));
      expect([...new Set(answers.map((answer) => `${answer.status} ${String(answer.body.id)}`))]).toHaveLength(1);
      expect(answers[0]?.status).toBe(201);
      expect(answers.filter((answer) => answer.get('Idempotency-Replayed') === undefined)).toHaveLength(1);
      expect(await count(body.lastName)).toBe(1);
    }
  });

  it('of a malformed request is still good for the right one', async () => {
    const body = aBody();
    expect((await send(as.STAFF, 'typing', { ...body, lastName: 7 })).status).toBe(400);
    expect((await send(as.STAFF, 'typing', { ...body, noSuchField: 'x' })).status).toBe(400);
    expect((await send(as.STAFF, 'typing', body)).status).toBe(201);
    expect(await count(body.lastName)).toBe(1);
  });

  it('of a refusal is good for another try: it changed nothing, and its answer may tell what is out of sight by then', async () => {
    const therapistId = String((await aUser(app.prisma, { role: 'THERAPIST' })).id);
    const times = { startTime: '2031-06-03T14:00:00.000Z', endTime: '2031-06-03T14:50:00.000Z' };
    const blocking = await anAppointment(app.prisma, {
      therapistId: BigInt(therapistId),
      startTime: new Date(times.startTime),
      endTime: new Date(times.endTime),
    });
    const body = { title: 'Session', clientId: String((await aClient(app.prisma)).id), therapistId, ...times };
    const book = () => as.STAFF.call('post', '/api/appointments').set('Idempotency-Key', 'taken').send(body);
    expect((await book()).status).toBe(409);
    await app.prisma.appointment.delete({ where: { id: blocking.id } });
    const again = await book();
    expect([again.status, again.get('Idempotency-Replayed')]).toEqual([201, undefined]);
    expect((await book()).get('Idempotency-Replayed')).toBe('true');
  });

  it('of a request whose body did not arrive is not taken: the repeat at once is the first', async () => {
    const { hostname, port } = new URL(app.baseUrl);
    const cookie = `Bearer ${as.STAFF.token}`;
    for (let round = 0; round < 40; round++) {
      const body = JSON.stringify(aBody());
      const head = [
        'POST /api/clients HTTP/1.1',
        `Host: ${hostname}`,
        `Authorization: ${cookie}`,
        'Content-Type: application/json',
        `Idempotency-Key: cut-${round}`,
        `Content-Length: ${Buffer.byteLength(body)}`,
      ].join('\r\n');
      const socket = connect(Number(port), hostname);
      await once(socket, 'connect');
      socket.write(`${head}\r\n\r\n${round % 2 ? body.slice(0, 20) : ''}`);
      await new Promise((done) => setTimeout(done, round % 8));
      socket.destroy();
      const answer = await as.STAFF.call('post', '/api/clients')
        .set('Idempotency-Key', `cut-${round}`)
        .set('Content-Type', 'application/json')
        .send(body);
      expect({ round, status: answer.status }).toEqual({ round, status: 201 });
    }
  });

  it('whose worker died before it changed anything is taken over, once, when its lease is over', async () => {
    const body = aBody();
    const first = await send(as.STAFF, 'dead', body);
    expect(first.status).toBe(201);
    await app.prisma.client.delete({ where: { id: BigInt(first.body.id as string) } });
    await keyRow('dead', { state: 'STARTED', worker: 'gone', leaseUntil: new Date(Date.now() + 1500), status: null, body: null });
    const answers = await Promise.all(Array.from({ length: 5 }, () => send(as.STAFF, 'dead', body)));
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(await count(body.lastName)).toBe(1);
  });

  it('whose worker lives on is waited for, and then told to be in progress, with the time to come back', async () => {
    const body = aBody();
    await send(as.STAFF, 'slow', body);
    for (const state of ['STARTED', 'COMMITTED']) {
      await keyRow('slow', { state, worker: 'slow', leaseUntil: new Date(Date.now() + 60_000) });
      const answer = await send(as.STAFF, 'slow', body);
      expect([answer.status, codeOf(answer), answer.get('Retry-After')]).toEqual([409, 'idempotency.in_progress', '1']);
    }
    expect(await count(body.lastName)).toBe(1);
  }, 60_000);

  it('whose worker died after the change has lost its answer, and nothing is done again', async () => {
    const body = aBody();
    await send(as.STAFF, 'lost', body);
    await keyRow('lost', { state: 'COMMITTED', worker: 'gone', leaseUntil: before(1) });
    const answer = await send(as.STAFF, 'lost', body);
    expect([answer.status, codeOf(answer)]).toEqual([409, 'idempotency.answer_lost']);
    expect(await count(body.lastName)).toBe(1);
  });

  it('that was taken over while its first worker was only slow lets that one change nothing', async () => {
    const body = aBody();
    await send(as.STAFF, 'fenced', aBody());
    await keyRow('fenced', { state: 'STARTED', worker: 'second' });
    const claim = { userId: as.STAFF.user.id, key: 'fenced', worker: 'first', written: [] };
    const first = { ...ctxOfSystem(app.deps, 'job'), idempotency: claim };
    await expect(createClient(first, body as never)).rejects.toMatchObject({ code: 'idempotency.in_progress' });
    expect(await count(body.lastName)).toBe(0);
  });

  it('gives the answer again of an act that was tried twice', async () => {
    // The first insert loses against another transaction; a sequence does not go back with it.
    await app.database.pool.query(`CREATE SEQUENCE tries;
      CREATE FUNCTION lose_once() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
        IF nextval('tries') = 1 THEN RAISE EXCEPTION 'deadlock' USING ERRCODE = '40P01'; END IF; RETURN NULL; END $$;
      CREATE TRIGGER lose_once AFTER INSERT ON audit_events FOR EACH ROW WHEN (NEW.record_type = 'Client') EXECUTE FUNCTION lose_once()`);
    const body = aBody();
    const first = await send(as.STAFF, 'twice', body);
    const again = await send(as.STAFF, 'twice', body);
    await app.database.pool.query('DROP TRIGGER lose_once ON audit_events');
    expect(Number((await app.database.pool.query<{ last: string }>('SELECT last_value AS last FROM tries')).rows[0]?.last)).toBe(
      2,
    );
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
    expect(await count(body.lastName)).toBe(1);
  });

  it('gives the answer again only to somebody who may still see the record', async () => {
    const desk = await signedIn(app, 'STAFF');
    const body = aBody();
    const first = await send(desk, 'closed', body);
    expect((await send(desk, 'closed', body)).status).toBe(201);
    await aRecordPermission(app.prisma, 'VIEW_CLIENT', {
      userId: desk.user.id,
      clientId: BigInt(first.body.id as string),
      granted: false,
    });
    const again = await send(desk, 'closed', body);
    expect(again.status).toBe(404);
    expect(again.text).not.toContain(body.lastName);
    expect(await count(body.lastName)).toBe(1);
  });

  it('and only while they may see all that it tells', async () => {
    const desk = await signedIn(app, 'STAFF');
    const body = { ...aBody(), notes: 'a note between us' };
    expect((await send(desk, 'notes', body)).text).toContain('between us');
    await aUserPermission(app.prisma, 'VIEW_CLINICAL_NOTE', { userId: desk.user.id, granted: false });
    const again = await send(desk, 'notes', body);
    expect(again.status).toBeGreaterThanOrEqual(400);
    expect(again.text).not.toContain('between us');
  });
});
