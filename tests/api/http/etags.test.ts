/**
 * ETags: over every operation of the spec that gives one or takes If-Match, so that a new one is held to it; and the cases that a version of
 * the row alone would miss.
 */
import { etagOf } from '../../../src/http/etag.js';
import { withApp } from '../../support/app.js';
import { aClient, aLearner, anAppointment, aUser } from '../../support/builders.js';
import { operationsOf, readSpec } from '../../support/openapi.js';
import { targetOf } from '../../support/targets.js';
import { signedIn } from '../../support/users.js';
import type { TokenHolder } from '../../support/users.js';

const spec = readSpec();
const operations = operationsOf(spec);
const takesIfMatch = operations.filter((one) => one.parameters.some(({ name }) => name === 'If-Match'));
/** Fields that change though nobody changes the record. */
const PASSING: Record<string, string[]> = {
  'GET /api/users/{id}': ['accountLocked', 'lockedUntil', 'failedLoginAttempts', 'lastLoginAt'],
  'GET /api/auth/profile': ['accountLocked', 'lockedUntil', 'failedLoginAttempts', 'lastLoginAt'],
  'GET /api/waitlist/{id}': ['waitingDays', 'position'],
};
/** The GET that shows what an operation changes. */
const shownAt = (path: string): string =>
  path
    .replace(/\/(cancel|status|timezone|send|write-off|credit-notes|submit|answer|reverse-answer|pass-on|end|lines(\/\d+)?)$/, '')
    .replace(/\/series$/, '');

describe('every ETag', () => {
  const app = withApp();
  let admin: TokenHolder;

  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
  });

  it('is made from the answer that it stands with', async () => {
    const faults: string[] = [];
    let seen = 0;
    for (const operation of operations.filter(({ method, isPublic }) => method === 'get' && !isPublic)) {
      const { address } = await targetOf(app, spec, operation, { userId: admin.user.id });
      const answer = await admin.get(address).set('Accept-Encoding', 'identity');
      const etag = answer.get('ETag');
      if (etag === undefined || answer.type !== 'application/json') continue;
      seen++;
      const version = new Date(parseInt(etag.slice(1), 36));
      if (etag !== etagOf([version, answer.body as object, PASSING[operation.title] ?? []]))
        faults.push(`${operation.title}: ${etag}`);
      const again = await admin.get(address).set('If-None-Match', `"other", W/${etag}`).set('Accept-Encoding', 'identity');
      if (again.status !== 304 || again.text !== '' || again.get('ETag') !== etag)
        faults.push(`${operation.title}: ${again.status}, not 304`);
    }
    expect(faults).toEqual([]);
    expect(seen).toBeGreaterThan(15);
  }, 120_000);

  it('is held to by each write that takes If-Match', async () => {
    const faults: string[] = [];
    for (const operation of takesIfMatch) {
      const { address, body: sample } = await targetOf(app, spec, operation, { userId: admin.user.id });
      // The sample places the entry at an appointment that is not there.
      const body = operation.path === '/api/waitlist/{id}/status' ? { status: 'CANCELLED' } : sample;
      const read = await admin.get(shownAt(address));
      const etag = read.get('ETag') ?? '';
      if (read.status !== 200 || !etag) faults.push(`${operation.title}: no ETag at ${shownAt(address)}`);
      const write = (ifMatch: string) =>
        admin
          .call(operation.method, address)
          .set('If-Match', ifMatch)
          .send(body as object | undefined);
      const changed = await write(etag.replace(/\..{4}/, '.AAAA'));
      const malformed = await write(etag.replaceAll('"', ''));
      const right = await write(`"other", ${etag}`);
      if (changed.status !== 412) faults.push(`${operation.title}: ${changed.status} for another answer`);
      if (malformed.status !== 400) faults.push(`${operation.title}: ${malformed.status} for what is no tag`);
      if (right.status === 412 || right.status === 400 || right.status >= 500)
        faults.push(`${operation.title}: ${right.status} for the tag that it gave: ${right.text}`);
    }
    expect(faults).toEqual([]);
    expect(takesIfMatch.length).toBeGreaterThan(25);
  }, 120_000);

  it('is refused as a condition where an operation does not look at it', async () => {
    const { id } = await aClient(app.prisma);
    await admin.post(`/api/clients/${id}/learners`, { firstName: 'A', lastName: 'B' }).set('If-Match', '"a"').expect(400);
    await admin.put(`/api/clients/${id}`, { priority: 'LOW' }).set('If-None-Match', '*').expect(400);
    expect(await app.prisma.learner.count({ where: { clientId: id } })).toBe(0);
  });

  describe('changes', () => {
    async function changes(path: string, change: () => Promise<unknown>): Promise<void> {
      const before = await admin.get(path).expect(200);
      const etag = before.get('ETag') ?? '';
      await admin.get(path).set('If-None-Match', etag).expect(304);
      await change();
      const after = await admin.get(path).set('If-None-Match', etag).expect(200);
      expect(after.get('ETag')).not.toBe(etag);
    }

    it('with the name of the therapist, for client and appointment', async () => {
      const therapist = await aUser(app.prisma, { role: 'THERAPIST' });
      const client = await aClient(app.prisma, { therapistId: therapist.id });
      const appointment = await anAppointment(app.prisma, { clientId: client.id, therapistId: therapist.id });
      const rename = (lastName: string) => admin.put(`/api/users/${therapist.id}`, { lastName }).expect(200);
      await changes(`/api/clients/${client.id}`, () => rename('Öztürk'));
      await changes(`/api/appointments/${appointment.id}`, () => rename("O'Hara"));
      await changes(`/api/appointments/${appointment.id}`, () =>
        admin.put(`/api/clients/${client.id}`, { lastName: 'Müller' }).expect(200),
      );
    });

    it('with the participants of a group', async () => {
      const client = await aClient(app.prisma);
      const learner = await aLearner(app.prisma, { clientId: client.id });
      const { id } = await anAppointment(app.prisma, { clientId: client.id, isGroupSession: true });
      await admin.post(`/api/appointments/${id}/participants`, { learnerId: String(learner.id) }).expect(201);
      const path = `/api/appointments/${id}`;
      const { headers } = await admin.get(path).expect(200);
      await changes(path, () => admin.delete(`${path}/participants/${learner.id}`).expect(204));
      await admin
        .put(path, { title: 'Late' })
        .set('If-Match', headers.etag as string)
        .expect(412);
    });
  });

  it('lets one of many writers through who saw the same answer', async () => {
    const client = await aClient(app.prisma);
    const path = `/api/clients/${client.id}`;
    const etag = (await admin.get(path).expect(200)).get('ETag') ?? '';
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, n) => admin.put(path, { address: `${n} Elm` }).set('If-Match', etag)),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array<number>(7).fill(412)]);
  });
});
