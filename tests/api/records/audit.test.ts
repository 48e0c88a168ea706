/** The audit trail: written with the change, without secrets, for refusals too, and changed by nobody. */
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { runSql } from '../../support/database.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

it('tells who changed what, from where, before and after, and of which request', async () => {
  const client = await aClient(app.prisma, { priority: 'LOW' });
  const answer = await as.STAFF.put(`/api/clients/${client.id}`, { priority: 'HIGH' }).expect(200);
  const event = await app.prisma.auditEvent.findFirstOrThrow({
    where: { recordType: 'Client', recordId: String(client.id), action: 'UPDATE' },
  });
  expect(event).toMatchObject({
    actorId: as.STAFF.user.id,
    clientId: client.id,
    before: { priority: 'LOW' },
    after: { priority: 'HIGH' },
    requestId: answer.get('X-Request-Id'),
  });
  expect(event.ipAddress).toMatch(/127\.0\.0\.1|::1/);
  expect(event.session).toMatch(/^[0-9a-f]{16}$/);
  expect(as.STAFF.token).not.toContain(event.session ?? '-');
});

it('writes nothing for a change that changes nothing, or that fails', async () => {
  const client = await aClient(app.prisma, { priority: 'LOW' });
  await as.STAFF.put(`/api/clients/${client.id}`, { priority: 'LOW' }).expect(200);
  await as.STAFF.put(`/api/clients/${client.id}`, { priority: 'HIGH', therapistId: '999999' }).expect(422);
  expect(await app.prisma.auditEvent.count({ where: { recordType: 'Client', recordId: String(client.id) } })).toBe(0);
});

it('keeps refusals, sign-ins and failed sign-ins', async () => {
  const user = await signedIn(app, 'RECEPTIONIST');
  await user.get('/api/health/metrics').expect(403);
  await app.request.post('/api/auth/login').send({ email: user.user.email, password: 'not the password!!' }).expect(401);
  await app.request.post('/api/auth/login').send({ email: 'nobody@nowhere.example', password: 'not the password!!' }).expect(401);
  const refusal = await app.prisma.auditEvent.findFirstOrThrow({ where: { actorId: user.user.id, action: 'REFUSED' } });
  expect(refusal.reason).toBe('GET /api/health/metrics: permission.denied');
  const about = await app.prisma.auditEvent.findMany({
    where: { recordType: 'User', recordId: user.id },
    orderBy: { id: 'asc' },
  });
  expect(about.map((event) => event.action)).toEqual(['SIGN_IN', 'SIGN_IN_FAILED']);
  expect(await app.prisma.auditEvent.count({ where: { action: 'SIGN_IN_FAILED', recordId: null } })).toBeGreaterThan(0);
});

it('holds no password, hash or token', async () => {
  const user = await signedIn(app, 'STAFF');
  await user
    .post('/api/auth/change-password', { currentPassword: 'seventeen blue teapots', newPassword: 'eighteen green teapots' })
    .expect(204);
  const all = JSON.stringify(await app.prisma.auditEvent.findMany(), (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  for (const secret of ['teapots', '$2', user.token.slice(4, 30)]) expect(all).not.toContain(secret);
});

it.each(['UPDATE audit_events SET reason = $$x$$', 'DELETE FROM audit_events', 'TRUNCATE audit_events'])(
  'is not open to %s',
  async (sql) => {
    await aClient(app.prisma);
    await expect(runSql(app.deps.config.databaseUrl ?? '', sql)).rejects.toThrow('audit events cannot be changed or deleted');
  },
);
