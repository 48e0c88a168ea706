/** Books with something of each kind, and their reports, as the tests of reports need them. */
import { ctxOfSystem } from '../../src/access/context.js';
import { forgetHabits } from '../../src/access/practice-zone.js';
import type { TestApp } from './app.js';
import { at, type Billing, type Invoice } from './billing.js';
import * as build from './builders.js';
import type { TokenHolder } from './users.js';

/** Ten in the evening of 31 March in Toronto: in UTC it is April. */
export const MARCH_ENDS = new Date('2026-04-01T02:00:00Z');

export const REPORTS = '/api/billing/reports';
/** All that is booked here. */
export const PERIOD = 'from=2025-09-01&to=2026-12-31';

/** The address of a report's file. */
export const asFile = (path: string, format = 'csv'): string => {
  const [name, asked] = path.split('?');
  return `${REPORTS}/${name}/export?format=${format}${asked === undefined ? '' : `&${asked}`}`;
};

export type Figures = Record<string, string>;
export interface Report {
  asOf: string;
  lines: (Figures & { key: string | null; label: string | null; month: string | null })[];
  total: Figures;
}

export const report = async (who: TokenHolder, path: string): Promise<Report> =>
  (await who.get(`${REPORTS}/${path}`).expect(200)).body as Report;

export const itemsOf = async <Item>(who: TokenHolder, path: string): Promise<Item[]> =>
  ((await who.get(`${REPORTS}/${path}`).expect(200)).body as { items: Item[] }).items;

export const cents = (text: string | undefined): bigint => BigInt((text ?? '').replace('.', ''));
export const sum = (lines: readonly object[], name: string): bigint =>
  lines.reduce((so, line) => so + cents((line as Figures)[name]), 0n);

/** One figure of the ledger in cents, by SQL that no report has. */
export async function ledgerSum(app: TestApp, where: string): Promise<bigint> {
  const { rows } = await app.database.pool.query<{ sum: string }>(
    `SELECT (100 * coalesce(sum(amount), 0))::bigint::text AS sum FROM ledger_movements WHERE ${where}`,
  );
  return BigInt(rows[0]?.sum ?? 0);
}

/** What the tests name of the books. */
export interface Books {
  family: bigint;
  other: bigint;
  /** Whom one line of the insured invoice is about. */
  learner: bigint;
  insured: Invoice;
  send(wanted: Parameters<Billing['aDraft']>[0], issueDate: string, dueDate: string): Promise<Invoice>;
}

/** Two taxes, a credit, a discount, an insurer, a write-off, money on account, a payment that bounced, a refund, a closed month. */
export async function someBooks(
  app: TestApp,
  { staff, admin }: { staff: TokenHolder; admin: TokenHolder },
  { aService, aDraft, pay }: Billing,
): Promise<Books> {
  const { prisma } = app;
  const send = async (wanted: Parameters<Billing['aDraft']>[0], issueDate: string, dueDate: string): Promise<Invoice> => {
    const draft = await aDraft(wanted);
    return (await staff.post(`${at(draft.id)}/send`, { issueDate, dueDate }).expect(200)).body as Invoice;
  };
  await prisma.practice.updateMany({ data: { timezone: 'America/Toronto' } });
  forgetHabits(ctxOfSystem(app.deps, 'job'));
  for (const [name, rate] of [
    ['GST', '5'],
    ['QST', '9.975'],
  ] as const)
    await prisma.taxRate.create({
      data: {
        name,
        purpose: 'EVALUATION',
        country: 'CA',
        rate,
        validFrom: new Date('2020-01-01'),
        registrationNumber: `${name} 1`,
      },
    });
  await prisma.practice.updateMany({ data: { country: 'CA' } });
  const serviceCodeId = await aService('140.00', { taxPurpose: 'EVALUATION', description: '=Évaluation' });
  const plain = await aService('100.00');
  const family = (await build.aClient(prisma, { firstName: 'Zoë', lastName: "O'Ångström" })).id;
  const other = (await build.aClient(prisma)).id;
  const learner = await build.aLearner(prisma, { clientId: family });
  const therapist = await build.aUser(prisma, { role: 'THERAPIST', firstName: 'Tess', lastName: 'Ng' });
  const location = await build.aLocation(prisma, { name: 'North' });
  const visit = await build.anAppointment(prisma, {
    clientId: family,
    therapistId: therapist.id,
    locationId: location.id,
    startTime: new Date('2026-01-12T15:00:00Z'),
    endTime: new Date('2026-01-12T16:00:00Z'),
  });
  const insurer = await build.anInsuranceProvider(prisma, { name: '+Harbour Mutual' });
  const policy = await build.anInsurance(prisma, { clientId: family, insuranceProviderId: insurer.id });

  // With two taxes, of a visit; paid in part, credited in part.
  const taxed = await send(
    { clientId: family, lines: [{ serviceCodeId, appointmentId: String(visit.id), serviceDate: '2026-01-12' }] },
    '2026-01-12',
    '2026-01-31',
  );
  await pay(taxed.id, '60.00', { paymentDate: '2026-02-02' }).expect(201);
  const [line] = taxed.lines;
  await staff
    .post(`${at(taxed.id)}/credit-notes`, {
      reason: 'Shorter',
      issueDate: '2026-02-10',
      lines: [{ lineId: line?.id, amount: '32.19' }],
    })
    .expect(201);
  // For an insurer, discounted, with a line about a learner.
  const insured = await send(
    {
      clientId: family,
      fundingSource: 'INSURANCE',
      insuranceId: String(policy.id),
      lines: [
        { serviceCodeId: plain, discountAmount: '10.00' },
        { serviceCodeId: plain, learnerId: String(learner.id) },
      ],
    },
    '2025-11-20',
    '2025-12-01',
  );
  // Written off in part; money on account, used in part; a payment that bounced; a refund.
  const lost = await send({ clientId: other, lines: [{ serviceCodeId: plain, quantity: '3' }] }, '2026-02-01', '2026-03-01');
  await staff.post(`${at(lost.id)}/write-off`, { reason: '=1+1', amount: '20.00' }).expect(200);
  const { body: deposit } = await staff
    .post('/api/billing/payments', {
      clientId: String(other),
      amount: '90.00',
      paymentMethod: 'CHECK',
      paymentDate: '2026-02-14',
    })
    .expect(201);
  await staff.post(`/api/clients/${other}/account/use-credit`, { invoiceId: lost.id, amount: '50.00' }).expect(200);
  await staff
    .post(`/api/billing/payments/${(deposit as { id: string }).id}/refunds`, {
      amount: '15.00',
      reason: 'Asked for it',
      paymentMethod: 'BANK_TRANSFER',
      refundDate: '2026-03-03',
    })
    .expect(201);
  const { body: bounced } = await pay(lost.id, '70.00', { paymentMethod: 'CREDIT_CARD', paymentDate: '2026-03-10' }).expect(201);
  await staff.post(`/api/billing/payments/${(bounced as { id: string }).id}/reverse`, { reason: 'Bounced' }).expect(200);
  await admin.post('/api/billing/periods/2025-11/close', {});
  return { family, other, learner: learner.id, insured, send };
}
