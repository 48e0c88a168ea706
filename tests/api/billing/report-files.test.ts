/** The journal in balance, reports as files, and who may see them: nothing out of sight is told by a sum. */
import { LedgerPurpose } from '../../../src/generated/prisma/index.js';
import { withApp } from '../../support/app.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import {
  asFile,
  type Books,
  cents,
  itemsOf,
  ledgerSum,
  MARCH_ENDS,
  PERIOD,
  report,
  REPORTS,
  someBooks,
  sum,
} from '../../support/books.js';
import * as build from '../../support/builders.js';
import { at, csv, excel } from '../../support/files.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => MARCH_ENDS });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const bills = billing(app, () => as.STAFF);
const { account } = bills;

/** Every report with what it must be asked. */
const ALL = [
  `revenue?${PERIOD}`,
  'receivables',
  'receivables/clients',
  `cash-up?${PERIOD}`,
  `taxes?${PERIOD}`,
  `write-offs?${PERIOD}`,
  `claims?${PERIOD}`,
  `unbilled-visits?from=2025-10-01&to=2026-03-31`,
  'funding',
  `journal?${PERIOD}`,
];

let books: Books;
const ledger = (where: string): Promise<bigint> => ledgerSum(app, where);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  books = await someBooks(app, { staff: as.STAFF, admin: as.ADMIN }, bills);
}, 120_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

describe('the journal', () => {
  interface Entry {
    id: string;
    act: string;
    document: string | null;
    lines: { account: string | null; debit: string; credit: string; purpose: string }[];
  }

  it('is in balance, act by act, and on the practice’s accounts', async () => {
    const entries = await itemsOf<Entry>(as.ADMIN, `journal?${PERIOD}&limit=200`);
    for (const { lines, ...about } of entries) expect([about, sum(lines, 'debit')]).toEqual([about, sum(lines, 'credit')]);
    const on = (purpose: string): bigint =>
      entries
        .flatMap(({ lines }) => lines)
        .filter((one) => one.purpose === purpose)
        .reduce((so, one) => so + cents(one.debit) - cents(one.credit), 0n);
    expect(on('RECEIVABLE')).toBe(await ledger('invoice_id IS NOT NULL'));
    expect(on('ON_ACCOUNT')).toBe(await ledger('invoice_id IS NULL'));
    expect(on('REVENUE')).toBe(-(await ledger(`kind = 'CHARGE'`)));
    expect(on('CREDIT_NOTE')).toBe(-(await ledger(`kind = 'CREDIT' AND line_tax_id IS NULL`)));
    expect([on('DISCOUNT'), on('WRITE_OFF'), on('ADJUSTMENT')]).toEqual([1_000n, 2_000n, 0n]);
    expect(on('TAX')).toBe(-(await ledger('line_tax_id IS NOT NULL')));
    expect(on('MONEY')).toBe(-(await ledger(`kind IN ('PAYMENT', 'PREPAYMENT', 'REFUND')`)));
    const first = entries.find(({ lines }) => lines.some(({ purpose }) => purpose === 'TAX'));
    expect(first).toMatchObject({
      act: 'INVOICE_SENT',
      document: expect.stringMatching(/^2026-\d{6}$/) as string,
      lines: [
        { account: '1200', debit: '160.97', credit: '0.00' },
        { account: '2200', credit: '20.97' },
        { account: '4000', credit: '140.00' },
      ],
    });
    // From account to an invoice: no money moved.
    expect(entries.find(({ act }) => act === 'CREDIT_USED')?.lines.map(({ purpose }) => purpose)).toEqual([
      'ON_ACCOUNT',
      'RECEIVABLE',
    ]);
  });

  it('begins with an account for each purpose', async () => {
    const { items } = (await as.STAFF.get('/api/billing/ledger-accounts').expect(200)).body as {
      items: { purpose: string; party: string | null; paymentMethod: string | null }[];
    };
    const general = items.filter(({ party, paymentMethod }) => party === null && paymentMethod === null);
    expect(general.map(({ purpose }) => purpose).sort()).toEqual(Object.keys(LedgerPurpose).sort());
  });

  it('goes by the narrowest account, and tells of a purpose that has none', async () => {
    const { body } = await as.ADMIN.post('/api/billing/ledger-accounts', {
      purpose: 'TAX',
      taxName: 'QST',
      number: '2210',
      name: 'QST collected',
    }).expect(201);
    const { id } = body as { id: string };
    const taxes = async (): Promise<unknown> =>
      (await itemsOf<Entry>(as.ADMIN, `journal?from=2026-01-12&to=2026-01-12`)).flatMap(({ lines }) =>
        lines.filter(({ purpose }) => purpose === 'TAX').map(({ account: number, credit }) => [number, credit]),
      );
    expect(await taxes()).toEqual([
      ['2200', '7.00'],
      ['2210', '13.97'],
    ]);
    expect(
      codeOf(
        await as.ADMIN.post('/api/billing/ledger-accounts', { purpose: 'TAX', taxName: 'QST', number: '1', name: 'x' }).expect(
          409,
        ),
      ),
    ).toBe('ledger_account.taken');
    expect(
      codeOf(
        await as.ADMIN.post('/api/billing/ledger-accounts', { purpose: 'TAX', party: 'CLIENT', number: '1', name: 'x' }).expect(
          422,
        ),
      ),
    ).toBe('ledger_account.of');
    await as.STAFF.post('/api/billing/ledger-accounts', { purpose: 'TAX', taxName: 'x', number: '1', name: 'x' }).expect(403);
    const { items } = (await as.STAFF.get('/api/billing/ledger-accounts').expect(200)).body as {
      items: { id: string; purpose: string; taxName: string | null }[];
    };
    const general = items.find((one) => one.purpose === 'TAX' && one.taxName === null);
    await as.ADMIN.delete(`/api/billing/ledger-accounts/${general?.id}`).expect(204);
    expect(await taxes()).toEqual([
      ['2210', '13.97'],
      [null, '7.00'],
    ]);
    await as.ADMIN.delete(`/api/billing/ledger-accounts/${id}`).expect(204);
    await as.ADMIN.post('/api/billing/ledger-accounts', { purpose: 'TAX', number: '2200', name: 'Taxes collected' }).expect(201);
  });
});

describe('a report as a file', () => {
  it('has numbers for numbers, days for days, and no formula', async () => {
    const sheet = await excel(as.ADMIN, asFile(`write-offs?${PERIOD}`, 'xlsx'));
    expect(at(sheet, 0, 'Day')).toEqual(new Date('2026-03-31T00:00:00Z'));
    expect(at(sheet, 0, 'Amount')).toBe(20);
    expect(at(sheet, 0, 'Reason')).toBe('=1+1');
    const [row] = await csv(as.ADMIN, asFile(`write-offs?${PERIOD}`));
    expect(row).toMatchObject({ Day: '2026-03-31', Amount: '20.00', Reason: "'=1+1" });
    const parties = await csv(as.ADMIN, asFile('receivables?asOf=2025-12-31'));
    expect(parties).toMatchObject([
      { 'As of': '2025-12-31', Party: "'+Harbour Mutual", '0 to 30 days': '190.00', Open: '190.00' },
    ]);
  });

  it('holds what the report answers, the journal line by line', async () => {
    const { lines } = await report(as.ADMIN, `revenue?${PERIOD}&by=PARTY&monthly=true`);
    const rows = await csv(as.ADMIN, asFile(`revenue?${PERIOD}&by=PARTY&monthly=true`));
    expect(rows.map((row) => [row.Month, row['Party no.'], row.Net])).toEqual(
      lines.map(({ month, key, net }) => [month, key, net]),
    );
    const journal = await csv(as.ADMIN, asFile(`journal?${PERIOD}`));
    expect(sum(journal, 'Debit')).toBe(sum(journal, 'Credit'));
    const entries = await itemsOf<{ lines: unknown[] }>(as.ADMIN, `journal?${PERIOD}&limit=200`);
    expect(journal).toHaveLength(entries.flatMap((entry) => entry.lines).length);
    expect(journal.find((row) => row.Client === "Zoë O'Ångström")).toBeDefined();
  });

  it('is what the lists of invoices, payments and movements are as well', async () => {
    const total = async (path: string, name: string): Promise<bigint> =>
      sum(await csv(as.STAFF, `/api/billing/${path}format=csv`), name);
    expect(await total('invoices/export?open=true&', 'Balance')).toBe(await ledger('invoice_id IS NOT NULL'));
    expect(await total('payments/export?reversed=false&', 'Amount')).toBe(-(await ledger(`kind IN ('PAYMENT', 'PREPAYMENT')`)));
    expect(await total('payments/export?', 'On account')).toBe(-(await ledger('invoice_id IS NULL')));
    expect(await total(`ledger/export?kind=TAX&`, 'Amount')).toBe(await ledger(`kind = 'TAX'`));
    const sheet = await excel(as.STAFF, '/api/billing/invoices/export?format=xlsx&sort=issueDate');
    expect([at(sheet, 0, 'Issued'), at(sheet, 0, 'Total')]).toEqual([new Date('2025-11-20T00:00:00Z'), 190]);
    expect((await csv(as.THERAPIST, '/api/billing/invoices/export?format=csv')).length).toBe(0);
  });

  it('has the lines that an answer would have too many of', async () => {
    const { prisma } = app;
    const numbers = Array.from({ length: 1001 }, (_, index) => index);
    const insurers = await prisma.insuranceProvider.createManyAndReturn({
      data: numbers.map((n) => ({ name: `Insurer of many ${n}` })),
      select: { id: true },
    });
    const { id: _id, ...policy } = await build.anInsurance(prisma, { clientId: books.family });
    const policies = await prisma.clientInsurance.createManyAndReturn({
      data: insurers.map(({ id: insuranceProviderId }, n) => ({ ...policy, insuranceProviderId, policyNumber: `MANY-${n}` })),
      select: { id: true },
    });
    const claim = {
      invoiceId: BigInt(books.insured.id),
      submissionDate: new Date('2026-03-02'),
      amountClaimed: '1.00',
      status: 'SUBMITTED' as const,
    };
    const line = await prisma.invoiceLineItem.findFirstOrThrow({ where: { invoiceId: claim.invoiceId } });
    await prisma.$transaction(async (tx) => {
      const claims = await tx.insuranceClaim.createManyAndReturn({
        data: policies.map(({ id: insuranceId }) => ({ ...claim, insuranceId, createdAt: MARCH_ENDS })),
      });
      await tx.claimLine.createMany({ data: claims.map(({ id: claimId }) => ({ claimId, lineId: line.id, amountClaimed: 1 })) });
    });
    const asked = 'claims?from=2026-03-02&to=2026-03-02';
    expect(codeOf(await as.ADMIN.get(`${REPORTS}/${asked}`).expect(422))).toBe('report.too_large');
    expect(await csv(as.ADMIN, asFile(asked))).toHaveLength(1001);
    await prisma.insuranceClaim.deleteMany({ where: { submissionDate: claim.submissionDate } });
  });

  it('is written down before it leaves', async () => {
    await csv(as.STAFF, asFile(`cash-up?${PERIOD}`));
    const event = await app.prisma.auditEvent.findFirst({ where: { action: 'EXPORT' }, orderBy: { id: 'desc' } });
    expect(event).toMatchObject({ recordType: 'LedgerMovement' });
  });
});

describe('who may see reports', () => {
  it('is nobody at the desk and no therapist by role, and each by their permission alone', async () => {
    for (const path of ALL) {
      await as.RECEPTIONIST.get(`${REPORTS}/${path}`).expect(403);
      await as.RECEPTIONIST.get(asFile(path)).expect(403);
      await as.THERAPIST.get(`${REPORTS}/${path}`).expect(403);
      await as.STAFF.get(`${REPORTS}/${path}`).expect(200);
    }
  });

  it('sees their own clients in them, and no line about a learner who is closed to them', async () => {
    const { prisma } = app;
    const userId = as.THERAPIST.user.id;
    await build.aUserPermission(prisma, 'VIEW_FINANCIAL_REPORT', { userId });
    for (const path of ALL) {
      const { body } = await as.THERAPIST.get(`${REPORTS}/${path}`).expect(200);
      const { lines, items } = body as { lines?: unknown[]; items?: unknown[] };
      expect([path, lines ?? items]).toEqual([path, []]);
    }
    await prisma.client.update({ where: { id: books.family }, data: { therapistId: userId } });
    expect((await report(as.THERAPIST, `revenue?${PERIOD}`)).total.charges).toBe('340.00');
    expect((await report(as.THERAPIST, 'receivables')).total.open).toBe((await account(books.family)).open);
    await build.aRecordPermission(prisma, 'VIEW_BILLING', { userId, learnerId: books.learner, granted: false });
    expect((await report(as.THERAPIST, `revenue?${PERIOD}`)).total.charges).toBe('240.00');
    const rows = await csv(as.THERAPIST, asFile(`journal?${PERIOD}`));
    expect(sum(rows, 'Debit')).toBe(sum(rows, 'Credit'));
    expect(rows.filter((row) => row.Purpose === 'Revenue').reduce((so, row) => so + cents(row.Credit), 0n)).toBe(24_000n);
  });
});
