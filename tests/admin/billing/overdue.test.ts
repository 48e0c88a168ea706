/** What is overdue is told in five places, and is one figure: home, the list behind its tile, billing home and the receivables, a client's account. */
import { tilesOf } from '../../../admin/pages/home-tiles.js';
import { ctxOfSystem } from '../../../src/access/context.js';
import { turnDay } from '../../../src/billing/day/day.service.js';
import type { HomeFigures } from '../../../src/insight/home/home.queries.js';
import { formatsOf, USUAL_FORMATS } from '../../../src/kernel/formats.js';
import { withApp } from '../../support/app.js';
import { type Account, billing, faultsOfBooks } from '../../support/billing.js';
import { aClient, anInsurance } from '../../support/builders.js';
import { signedIn, type TokenHolder } from '../../support/users.js';
import { type Panel, panelOf } from '../support/panel.js';

const NOW = new Date('2026-04-20T15:00:00Z');
const app = withApp({ now: () => NOW });
let panel: Panel;
let staff: TokenHolder;
const { aService, aDraft, account } = billing(app, () => staff);

beforeAll(async () => {
  panel = await panelOf(app, 'STAFF');
  staff = await signedIn(app, 'STAFF');
}, 60_000);

it('an invoice on a plan that is kept is not in it, and a payer who is to pay later is', async () => {
  const serviceCodeId = await aService('100.00');
  const { id: clientId } = await aClient(app.prisma);
  const policy = await anInsurance(app.prisma, { clientId });
  const invoice = async (issueDate: string, dueDate: string, more: object = {}): Promise<string> => {
    const { id } = await aDraft({ clientId, lines: [{ serviceCodeId, serviceDate: '2026-03-02' }], ...more });
    await staff.post(`/api/billing/invoices/${id}/send`, { issueDate, dueDate }).expect(200);
    return id;
  };
  const late = await invoice('2026-03-02', '2026-03-15', { payers: [{ insuranceId: String(policy.id), percent: '80' }] });
  const onPlan = await invoice('2026-03-02', '2026-03-15');
  await invoice('2026-04-10', '2026-05-10');
  // What the insurer does not pay the client is asked for from a later day on.
  const rejected = { party: 'INSURANCE', insuranceId: policy.id, invoiceId: BigInt(late) } as const;
  expect(await app.prisma.ledgerMovement.count({ where: rejected })).toBeGreaterThan(0);
  await app.database.pool.query(
    `WITH act AS (INSERT INTO ledger_transactions (client_id, effective_date, recorded_at, act) VALUES (${clientId}, '2026-04-15', now(), 'TRANSFERRED') RETURNING id)
     INSERT INTO ledger_movements (transaction_id, client_id, effective_date, kind, party, insurance_id, invoice_id, amount, due_on)
     SELECT act.id, ${clientId}, '2026-04-15', 'TRANSFER', m.party::ledger_party, m.insurance_id, ${late}, m.amount, m.due
     FROM act, (VALUES ('INSURANCE', ${policy.id}::bigint, -30.00, NULL::date), ('CLIENT', NULL, 30.00, '2026-05-15'::date)) m (party, insurance_id, amount, due)`,
  );
  const plan = { clientId: String(clientId), count: 2, rhythm: 'MONTH', firstDueOn: '2026-04-30', invoiceIds: [onPlan] };
  await staff.post('/api/billing/payment-plans', plan).expect(201);
  await turnDay(ctxOfSystem({ ...app.deps, now: () => NOW }, 'job'));

  const figures = (await panel.get('dashboard')) as unknown as HomeFigures;
  expect(figures.overdueInvoices).toEqual({ count: 1, amount: '100.00' });
  const tile = tilesOf(figures, formatsOf(USUAL_FORMATS)).find(({ label }) => label.startsWith('of it overdue'));
  const filters = Object.entries(tile?.filters ?? {}).map(([name, value]) => [`filters.${name}`, value]);
  const listed = await panel.list('Invoice', Object.fromEntries(filters) as Record<string, string>);
  expect(listed.records.map(({ id, params }) => [id, params.balance])).toEqual([[late, '100.00']]);
  const { body } = await staff.get('/api/billing/reports/receivables').expect(200);
  expect(body).toMatchObject({ total: { open: '300.00', overdue: '100.00' } });
  const clients = await staff.get('/api/billing/reports/receivables/clients').expect(200);
  expect(clients.body).toMatchObject({ items: [{ overdue: '100.00' }] });
  expect((await account(clientId)) as Account & { overdue: string }).toMatchObject({ overdue: '100.00' });
  // Before it was due, and before the plan was made, as it was then.
  const then = async (asOf: string): Promise<unknown> =>
    ((await staff.get(`/api/billing/reports/receivables?asOf=${asOf}`).expect(200)).body as { total: { overdue: string } }).total
      .overdue;
  expect([await then('2026-03-15'), await then('2026-03-16')]).toEqual(['0.00', '200.00']);
  expect(await faultsOfBooks(await signedIn(app, 'ADMIN'))).toEqual([]);
});
