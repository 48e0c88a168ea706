/** The reconciliation reads all of the books: once for all who ask at the same time, and always anew. */
import { withApp } from '../../support/app.js';
import { billing, faultsOfBooks } from '../../support/billing.js';
import { aClient, aRecordPermission, aUserPermission } from '../../support/builders.js';
import { oneOfEachRole, signedIn, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const { aService, aSent } = billing(app, () => as.STAFF);

beforeAll(async () => {
  as = await oneOfEachRole(app);
}, 60_000);

it('is done at most twice for twenty who ask at once: the one under way, and the next', async () => {
  await aSent({ clientId: (await aClient(app.prisma)).id, lines: [{ serviceCodeId: await aService('100.00') }] });
  const answers = await Promise.all(Array.from({ length: 20 }, () => as.ADMIN.get('/api/billing/reconciliation').expect(200)));
  const bodies = answers.map(({ body }) => body as { checkedAt: string; clean: boolean; totals: { open: string } });
  // Requests of one client come one after another: a run may be over before the last of them is there.
  expect(new Set(bodies.map(({ checkedAt }) => checkedAt)).size).toBeLessThan(8);
  for (const { clean, totals } of bodies) expect([clean, totals.open]).toEqual([true, '100.00']);
});

it('tells what was put out of place a moment ago, and no longer what was put right', async () => {
  const wrong = (by: string): Promise<unknown> =>
    app.database.pool.query(
      `ALTER TABLE number_series DISABLE TRIGGER USER; UPDATE number_series SET last = last + ${by} WHERE series = 'INVOICE';
       ALTER TABLE number_series ENABLE TRIGGER USER`,
    );
  await wrong('1');
  expect(await faultsOfBooks(as.ADMIN)).toMatchObject([{ check: 'series.gaps', amount: '1.00' }]);
  await wrong('-1');
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

it('is for those alone who see all clients', async () => {
  await as.RECEPTIONIST.get('/api/billing/reconciliation').expect(403);
  await as.THERAPIST.get('/api/billing/reconciliation').expect(403);
  // Whoever sees their own caseload, or all but one client, would learn of the others.
  await aUserPermission(app.prisma, 'VIEW_FINANCIAL_REPORT', { userId: as.THERAPIST.user.id, granted: true });
  await as.THERAPIST.get('/api/billing/reconciliation').expect(403);
  const clientId = (await aClient(app.prisma)).id;
  for (const permission of ['VIEW_CLIENT', 'VIEW_BILLING']) {
    const other = await signedIn(app, 'STAFF');
    await other.get('/api/billing/reconciliation').expect(200);
    await aRecordPermission(app.prisma, permission, { userId: other.user.id, clientId, granted: false });
    await other.get('/api/billing/reconciliation').expect(403);
  }
});
