/** Each field of an account that its owner or an administrator sets: kept as sent, read back. */
import { withApp } from '../../support/app.js';
import { createUser, signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let admin: TokenHolder;

beforeAll(async () => {
  admin = await signedIn(app, 'ADMIN');
}, 60_000);

describe('each field', () => {
  it('of one’s own profile is kept', async () => {
    const therapist = await signedIn(app, 'THERAPIST');
    const sent = {
      firstName: 'Ines',
      phone: '+1 613 555 0177',
      preferredLanguage: 'FR',
      secondaryLanguages: 'EN, ES',
      timezone: 'America/Halifax',
      defaultTheme: 'dark',
    };
    await therapist.put('/api/auth/profile', sent).expect(200);
    expect((await therapist.get('/api/auth/profile').expect(200)).body).toMatchObject(sent);
    const cleared = { phone: null, secondaryLanguages: null, timezone: null, defaultTheme: 'light' };
    expect((await therapist.put('/api/auth/profile', cleared).expect(200)).body).toMatchObject({ ...sent, ...cleared });
    await therapist.put('/api/auth/profile', { defaultTheme: 'pink' }).expect(400);
    await therapist.put('/api/auth/profile', { timezone: 'Mars/Base' }).expect(422);
  });

  it('of somebody else’s account is kept, and each role is given', async () => {
    const { id } = await createUser(app, 'RECEPTIONIST');
    const sent = {
      isEmailVerified: true,
      requirePasswordChange: true,
      portalAccess: true,
      secondaryLanguages: 'PL',
      defaultTheme: 'system',
      bufferMinutes: 10,
    };
    await admin.put(`/api/users/${id}`, sent).expect(200);
    expect((await admin.get(`/api/users/${id}`).expect(200)).body).toMatchObject(sent);
    for (const role of ['STAFF', 'THERAPIST', 'ADMIN', 'RECEPTIONIST'])
      expect((await admin.put(`/api/users/${id}`, { role }).expect(200)).body).toMatchObject({ role });
  });
});
