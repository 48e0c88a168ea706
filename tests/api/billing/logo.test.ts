/** The practice's logo: on every paper from then on, and nothing that could not be drawn. */
import { deflateSync } from 'node:zlib';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { codeOf } from '../../support/billing.js';
import { bytesFrom } from '../../support/pdf.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';
import { tealLogo } from '../../../prisma/seed/demo/logo.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const LOGO = '/api/billing/settings/logo';

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

it('stands on papers from then on, until it is taken off', async () => {
  const { id } = await aClient(app.prisma);
  const paper = async (): Promise<Buffer> => (await bytesFrom(as.STAFF, `/api/clients/${id}/statement/pdf`)).body as Buffer;
  await as.STAFF.get(LOGO).expect(204);
  const plain = await paper();
  const image = tealLogo();
  const set = await as.ADMIN.put(LOGO, { image: image.toString('base64') }).expect(200);
  expect(set.body).toMatchObject({ type: 'image/png', width: 240, height: 72 });
  const kept = await bytesFrom(as.STAFF, LOGO);
  expect(kept.type).toBe('image/png');
  expect((kept.body as Buffer).equals(image)).toBe(true);
  const drawn = await paper();
  expect(plain.includes('/Subtype /Image')).toBe(false);
  expect(drawn.includes('/Subtype /Image')).toBe(true);
  await as.ADMIN.delete(LOGO).expect(204);
  await as.ADMIN.delete(LOGO).expect(204);
  expect((await paper()).includes('/Subtype /Image')).toBe(false);
  const events = await app.prisma.auditEvent.findMany({ where: { recordType: 'BillingSettings', action: 'UPDATE' } });
  expect(JSON.stringify(events.map(({ after }) => after))).toContain('240 × 72');
});

it('is refused where it could not be drawn, or is too much, and by those who may not change the practice', async () => {
  const put = (bytes: Buffer) => as.ADMIN.put(LOGO, { image: bytes.toString('base64') });
  expect(codeOf(await put(Buffer.from('<svg onload="alert(1)"/>')).expect(422))).toBe('logo.unfit');
  expect(codeOf(await put(Buffer.concat([tealLogo().subarray(0, 40), deflateSync(Buffer.alloc(1000))])).expect(422))).toBe(
    'logo.unfit',
  );
  await put(Buffer.alloc(524_289)).expect((answer) => expect([400, 413, 422]).toContain(answer.status));
  await as.ADMIN.put(LOGO, { image: 'not base64!' }).expect((answer) => expect([400, 422]).toContain(answer.status));
  const image = tealLogo().toString('base64');
  for (const who of [as.STAFF, as.THERAPIST, as.RECEPTIONIST]) await who.put(LOGO, { image }).expect(403);
  await as.STAFF.get(LOGO).expect(204);
});
