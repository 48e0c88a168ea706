/** Each field of an account that its owner or an administrator sets: kept as sent, read back. */
import { createHash } from 'node:crypto';
import { withApp } from '../../support/app.js';
import { createUser, PASSWORD, signedIn, type TokenHolder } from '../../support/users.js';

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

describe('a link that was sent', () => {
  const token = 'the token of the mail';
  const digest = createHash('sha256').update(token).digest('hex');
  const [past, soon] = [new Date(Date.now() - 1000), new Date(Date.now() + 60_000)];
  const verify = () => app.request.post('/api/auth/verify-email').send({ token });
  const reset = () => app.request.post('/api/auth/reset-password').send({ token, newPassword: 'nineteen green kettles' });

  it('to confirm an address is good until it expires, and once', async () => {
    const user = await createUser(app, 'STAFF', { isEmailVerified: false, emailVerificationToken: digest });
    const expiring = async (emailVerificationTokenExpires: Date) =>
      app.prisma.user.update({ where: { id: user.id }, data: { emailVerificationTokenExpires } });
    const isVerified = async () => (await app.prisma.user.findUniqueOrThrow({ where: { id: user.id } })).isEmailVerified;
    await expiring(past);
    await verify().expect(422);
    expect(await isVerified()).toBe(false);
    await expiring(soon);
    await verify().expect(204);
    expect(await isVerified()).toBe(true);
    await verify().expect(422);
  });

  it('to set a password is good until it expires', async () => {
    const user = await createUser(app, 'STAFF', { passwordResetToken: digest, passwordResetExpires: past });
    await reset().expect(422);
    await app.prisma.user.update({ where: { id: user.id }, data: { passwordResetExpires: soon } });
    await reset().expect(204);
  });
});

it('the log of sign-ins says from where, with which program and when', async () => {
  const user = await createUser(app, 'STAFF');
  const before = new Date();
  const sent = app.request.post('/api/auth/login').set('User-Agent', 'Desk/1.0');
  await sent.send({ email: user.email, password: PASSWORD }).expect(200);
  const log = await app.prisma.authLog.findFirstOrThrow({ where: { userId: user.id } });
  expect(log).toMatchObject({ success: true, userAgent: 'Desk/1.0', ipAddress: expect.stringMatching(/127\.0\.0\.1$/) });
  expect(Math.abs(log.timestamp.getTime() - before.getTime())).toBeLessThan(60_000);
});
