/** What a monitor asks: whether the process lives, whether the database answers, how the server is doing. */
import { withApp } from '../../support/app.js';
import { signedIn } from '../../support/users.js';

describe('health', () => {
  const app = withApp();

  it('is told to anybody: the process, and the database with its migrations', async () => {
    const { version } = (await app.request.get('/api/health').expect(200)).body as { version: string };
    expect(version).toMatch(/^\d+\.\d+\.\d+/);
    expect((await app.request.get('/api/health/database').expect(200)).body).toMatchObject({ status: 'ok' });
  });

  it('has figures for those who may see them, as Prometheus takes them or as JSON', async () => {
    await app.request.get('/api/health/metrics').expect(401);
    await (await signedIn(app, 'STAFF')).get('/api/health/metrics').expect(403);
    const admin = await signedIn(app, 'ADMIN');
    const text = await admin
      .get('/api/health/metrics')
      .expect(200)
      .expect('Content-Type', /text\/plain/);
    expect(text.text).toMatch(/^http_request_duration_seconds_count\{.*route="\/api\/health\/database".*\} 1$/m);
    const list = await admin.get('/api/health/metrics').set('Accept', 'application/json').expect(200);
    expect((list.body as { name: string }[]).map(({ name }) => name)).toEqual(
      expect.arrayContaining(['http_request_duration_seconds', 'database_connections']),
    );
  });
});
