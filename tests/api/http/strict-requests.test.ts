/**
 * What an operation does not take, it refuses: held over every operation of the spec, so that a new one is held to it without a line here.
 */
import type { Response } from 'supertest';
import { withApp } from '../../support/app.js';
import { aClient, aUser } from '../../support/builders.js';
import { jsonBody, operationsOf, readSpec } from '../../support/openapi.js';
import type { Operation } from '../../support/openapi.js';
import { problemFaults } from '../../support/problem.js';
import type { Problem } from '../../support/problem.js';
import { targetOf } from '../../support/targets.js';
import { signedIn } from '../../support/users.js';
import type { TokenHolder } from '../../support/users.js';

const spec = readSpec();
/** These end the caller's session, or count tries by address. */
const SKIPPED = /\/api\/auth\/(logout|refresh-token|login|forgot-password|reset-password|verify-email|register)$/;
const operations = operationsOf(spec).filter((one) => !SKIPPED.test(one.path));

describe('every operation', () => {
  const app = withApp();
  let admin: TokenHolder;

  beforeAll(async () => {
    admin = await signedIn(app, 'ADMIN');
  });

  async function call(operation: Operation, change: (address: string, body: unknown) => Promise<Response>): Promise<Response> {
    const { address, body } = await targetOf(app, spec, operation, { userId: admin.user.id });
    return change(address, body);
  }

  const withQuery = (address: string, query: string): string => `${address}${address.includes('?') ? '&' : '?'}${query}`;

  it('refuses a query parameter that it does not name, and does nothing', async () => {
    const before = await app.prisma.client.count();
    const faults: string[] = [];
    let made = 0;
    for (const operation of operations) {
      const answer = await call(operation, (address, body) => {
        made = 0;
        return admin.call(operation.method, withQuery(address, 'dryRun=true')).send(body as object | undefined);
      });
      const found = problemFaults(answer, [400]);
      const [error] = (answer.body as Problem).errors ?? [];
      if (error?.path !== 'dryRun') found.push(`names ${String(error?.path)}`);
      if (found.length) faults.push(`${operation.title}: ${found.join('; ')}`);
    }
    expect(faults).toEqual([]);
    // Only what the tests themselves put there.
    expect(await app.prisma.client.count({ where: { firstName: 'Sample' } })).toBe(made);
    expect(await app.prisma.client.count()).toBeGreaterThanOrEqual(before);
  }, 120_000);

  it('refuses a body where it takes none, and none where it takes one', async () => {
    const faults: string[] = [];
    for (const operation of operations) {
      const takesBody = operation.requestBody !== undefined;
      if (takesBody && !(jsonBody(operation) && operation.requestBody?.required)) continue;
      const answer = await call(operation, (address) => {
        const request = admin.call(operation.method, address);
        // Announced as JSON of no length.
        return takesBody ? request.set('Content-Type', 'application/json').set('Content-Length', '0') : request.send({ a: 1 });
      });
      const found = problemFaults(answer, [400]);
      if (found.length) faults.push(`${operation.title}: ${found.join('; ')}`);
    }
    expect(faults).toEqual([]);
  }, 120_000);

  it('names what an address takes, where it does not take a method', async () => {
    const faults: string[] = [];
    const byPath = new Map<string, Operation[]>();
    for (const one of operationsOf(spec)) byPath.set(one.path, [...(byPath.get(one.path) ?? []), one]);
    for (const [path, there] of byPath) {
      const answer = await admin.call('patch', path.replace(/\{\w+\}/g, '1')).send({});
      if (answer.status !== 405) faults.push(`${path}: ${answer.status}`);
      const allowed = String(answer.headers.allow).split(', ');
      const missing = there.map((one) => one.method.toUpperCase()).filter((method) => !allowed.includes(method));
      if (missing.length || allowed.includes('PATCH')) faults.push(`${path}: Allow: ${String(answer.headers.allow)}`);
      if (allowed.includes('GET') !== allowed.includes('HEAD')) faults.push(`${path}: HEAD goes with GET`);
    }
    expect(faults).toEqual([]);
    const options = await admin.call('options', '/api/clients').expect(204);
    expect(options.headers.allow).toBe('GET, HEAD, OPTIONS, POST');
    // What is nowhere stays a 404, whatever the method.
    await admin.call('patch', '/api/no-such-thing').send({}).expect(404);
  }, 60_000);

  it('takes the text "null" for a text, never for null', async () => {
    const therapist = await aUser(app.prisma, { role: 'THERAPIST' });
    const { id } = await aClient(app.prisma, { therapistId: therapist.id });
    const answer = await admin.put(`/api/clients/${id}`, { therapistId: 'null' }).expect(400);
    expect((answer.body as Problem).errors).toEqual([{ path: 'therapistId', message: expect.stringContaining('must be an id') }]);
    const { therapistId } = await app.prisma.client.findUniqueOrThrow({ where: { id } });
    expect(therapistId).toBe(therapist.id);
    await admin.put(`/api/clients/${id}`, { therapistId: null }).expect(200);
  });

  it('says what is wrong with a value, in the words of its field', async () => {
    const { id } = await aClient(app.prisma);
    const faultOf = async (address: string, body: object): Promise<unknown> =>
      ((await admin.post(address, body).expect(400)).body as Problem).errors;
    expect(await faultOf(`/api/clients/${id}/learners`, { firstName: 'A', lastName: 'B', dateOfBirth: '2018-2-3' })).toEqual([
      { path: 'dateOfBirth', message: 'must be a date like 2026-03-08' },
    ]);
    expect(await faultOf('/api/clients', { firstName: 'A', lastName: 'B', phone: '1', priority: 'URGENT' })).toEqual([
      { path: 'priority', message: 'is not one of the allowed values: LOW, MEDIUM, HIGH' },
    ]);
  });
});
