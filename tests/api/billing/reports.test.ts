/** Reports of money: their sums are the ledger's own, by SQL that is not theirs; each age and each month is on its right day. */
import { withApp } from '../../support/app.js';
import { billing, codeOf, faultsOfBooks } from '../../support/billing.js';
import {
  asFile,
  type Books,
  cents,
  type Figures,
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
import { csv } from '../../support/files.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp({ now: () => MARCH_ENDS });
let as: Record<'ADMIN' | 'THERAPIST' | 'STAFF' | 'RECEPTIONIST', TokenHolder>;
const bills = billing(app, () => as.STAFF);
const { aService, pay, account } = bills;
let books: Books;
const ledger = (where: string): Promise<bigint> => ledgerSum(app, where);

beforeAll(async () => {
  as = await oneOfEachRole(app);
  books = await someBooks(app, { staff: as.STAFF, admin: as.ADMIN }, bills);
}, 120_000);

afterEach(async () => {
  expect(await faultsOfBooks(as.ADMIN)).toEqual([]);
});

describe('revenue', () => {
  it.each(['MONTH', 'SERVICE', 'THERAPIST', 'LOCATION', 'PARTY'])('by %s adds up to the ledger', async (by) => {
    const { lines, total } = await report(as.ADMIN, `revenue?${PERIOD}&by=${by}&monthly=true`);
    const whole = `effective_date BETWEEN '2025-09-01' AND '2026-12-31'`;
    const kinds: [string, string][] = [
      ['charges', `'CHARGE'`],
      ['discounts', `'DISCOUNT'`],
      ['taxes', `'TAX'`],
      ['credits', `'CREDIT'`],
      ['writeOffs', `'WRITE_OFF'`],
      ['adjustments', `'ADJUSTMENT'`],
      ['net', `'CHARGE', 'DISCOUNT', 'TAX', 'CREDIT', 'WRITE_OFF', 'ADJUSTMENT'`],
      ['refunds', `'REFUND'`],
    ];
    for (const [name, kind] of kinds) {
      expect(cents(total[name])).toBe(await ledger(`kind IN (${kind}) AND ${whole}`));
      expect(sum(lines, name)).toBe(cents(total[name]));
    }
    expect(cents(total.payments)).toBe(-(await ledger(`kind IN ('PAYMENT', 'PREPAYMENT') AND ${whole}`)));
    expect(cents(total.withoutTax)).toBe(cents(total.net) - (await ledger(`line_tax_id IS NOT NULL AND ${whole}`)));
  });

  it('is that of the visit’s therapist and place, of the insurer and of the service', async () => {
    const charged = async (by: string): Promise<Record<string, string | undefined>> =>
      Object.fromEntries(
        (await report(as.ADMIN, `revenue?${PERIOD}&by=${by}`)).lines.map((one) => [one.label ?? '–', one.charges]),
      );
    expect(await charged('THERAPIST')).toEqual({ 'Tess Ng': '140.00', '–': '500.00' });
    expect(await charged('LOCATION')).toEqual({ North: '140.00', '–': '500.00' });
    expect(await charged('PARTY')).toEqual({ Clients: '440.00', '+Harbour Mutual': '200.00' });
    expect(Object.values(await charged('SERVICE')).sort()).toEqual(['0.00', '140.00', '500.00']);
  });

  it('has both ends of its days, and refuses days the wrong way round and eleven years', async () => {
    expect((await report(as.ADMIN, 'revenue?from=2026-01-12&to=2026-01-12')).total).toMatchObject({
      charges: '140.00',
      taxes: '20.97',
    });
    expect((await report(as.ADMIN, 'revenue?from=2026-01-13&to=2026-01-31')).lines).toEqual([]);
    expect(codeOf(await as.ADMIN.get(`${REPORTS}/revenue?from=2026-01-02&to=2026-01-01`).expect(422))).toBe('request.range');
    expect(codeOf(await as.ADMIN.get(`${REPORTS}/revenue?from=2016-01-02&to=2027-01-01`).expect(422))).toBe('request.range');
  });
});

describe('receivables', () => {
  it('are those of the ledger on that day, whichever it is', async () => {
    for (const day of ['2025-11-19', '2025-12-31', '2026-02-05', '2026-03-05', '2026-03-31', '2026-12-31']) {
      const { total, lines } = await report(as.ADMIN, `receivables?asOf=${day}`);
      expect(cents(total.open)).toBe(await ledger(`invoice_id IS NOT NULL AND effective_date <= '${day}'`));
      expect(cents(total.credit)).toBe(
        -(await ledger(`invoice_id IS NULL AND package_id IS NULL AND effective_date <= '${day}'`)),
      );
      expect(cents(total.prepaid)).toBe(
        -(await ledger(`package_id IS NOT NULL AND invoice_id IS NULL AND effective_date <= '${day}'`)),
      );
      const ages = ['upTo30', 'upTo60', 'upTo90', 'upTo120', 'over120'];
      expect(ages.reduce((so, name) => so + sum(lines, name), 0n)).toBe(cents(total.open));
      const clients = await itemsOf<Figures>(as.ADMIN, `receivables/clients?asOf=${day}`);
      expect([sum(clients, 'open'), sum(clients, 'credit')]).toEqual([cents(total.open), cents(total.credit)]);
      // By client they come to the same, whichever page one is on; a later page does not tell it again.
      const { body } = await as.ADMIN.get(`${REPORTS}/receivables/clients?asOf=${day}&limit=1`).expect(200);
      const page = body as { sums: Figures; nextCursor: string | null };
      expect(page.sums).toEqual(total);
      if (page.nextCursor === null) continue;
      const next = await as.ADMIN.get(
        `${REPORTS}/receivables/clients?asOf=${day}&limit=1&cursor=${encodeURIComponent(page.nextCursor)}`,
      );
      expect((next.body as { sums: unknown }).sums).toBeNull();
    }
  });

  it('come to nothing on a day before there was anything', async () => {
    const { body } = await as.ADMIN.get(`${REPORTS}/receivables/clients?asOf=2020-01-01`).expect(200);
    expect(body).toMatchObject({ items: [], sums: { open: '0.00', credit: '0.00', prepaid: '0.00' } });
  });

  it('tell money in packages apart from what stands on account, as a client’s page and the reconciliation do', async () => {
    const client = await build.aClient(app.prisma);
    const offer = {
      clientId: String(client.id),
      serviceCodeId: await aService('100.00'),
      visits: 10,
      price: '900.00',
      validFrom: '2026-03-01',
    };
    const { body } = await as.STAFF.post('/api/billing/packages', offer).expect(201);
    const paid = { amount: '950.00', paymentMethod: 'CASH', paymentDate: '2026-03-21' };
    await as.STAFF.post('/api/billing/payments', { ...paid, packageId: (body as { id: string }).id, onAccount: true }).expect(
      201,
    );
    const told = { open: '0.00', credit: '50.00', prepaid: '900.00' };
    expect(await clientAge(client.id)).toMatchObject(told);
    expect(await account(client.id)).toMatchObject(told);
    const { total } = await report(as.ADMIN, 'receivables');
    const { totals } = (await as.ADMIN.get('/api/billing/reconciliation').expect(200)).body as { totals: Figures };
    expect([totals.open, totals.onAccount, totals.inPackages]).toEqual([total.open, total.credit, total.prepaid]);
    expect(total.prepaid).toBe('900.00');
    const rows = await csv(as.ADMIN, asFile('receivables/clients'));
    expect(rows.find((row) => row['Client no.'] === String(client.id))).toMatchObject({
      'On account': '50.00',
      'In packages': '900.00',
    });
    expect((await itemsOf<Figures>(as.ADMIN, 'receivables/clients?sort=-prepaid'))[0]?.clientId).toBe(String(client.id));
  });

  it('are of the practice’s today where no day is said: 31 March, though in UTC it is April', async () => {
    expect((await report(as.ADMIN, 'receivables')).asOf).toBe('2026-03-31');
    expect((await account(books.family)).open).toBe((await clientAge(books.family)).open);
  });

  const clientAge = async (id: bigint, day?: string): Promise<Figures> => {
    const all = await itemsOf<Figures>(as.ADMIN, `receivables/clients${day === undefined ? '' : `?asOf=${day}`}`);
    return all.find(({ clientId }) => clientId === String(id)) ?? {};
  };

  it('have day 30 in the first, day 31 in the second, and so on', async () => {
    const insurers = async (day: string): Promise<Figures | undefined> =>
      (await report(as.ADMIN, `receivables?asOf=${day}`)).lines.find(({ label }) => label === '+Harbour Mutual');
    // Due on 1 December.
    const ages: [string, string][] = [
      ['2025-12-01', 'upTo30'],
      ['2025-12-31', 'upTo30'],
      ['2026-01-01', 'upTo60'],
      ['2026-01-30', 'upTo60'],
      ['2026-01-31', 'upTo90'],
      ['2026-03-01', 'upTo90'],
      ['2026-03-02', 'upTo120'],
      ['2026-03-31', 'upTo120'],
      ['2026-04-01', 'over120'],
    ];
    for (const [day, age] of ages)
      expect([day, await insurers(day)]).toMatchObject([day, { [age]: '190.00', open: '190.00', credit: '0.00' }]);
    expect(await insurers('2025-12-01')).toMatchObject({ overdue: '0.00' });
    expect(await insurers('2025-12-02')).toMatchObject({ overdue: '190.00' });
  });

  it('age what a party came to owe later from its own day, and payments take what was due first', async () => {
    const { prisma } = app;
    const client = await build.aClient(prisma);
    const service = await aService('100.00');
    const one = await books.send({ clientId: client.id, lines: [{ serviceCodeId: service }] }, '2025-12-01', '2025-12-31');
    await pay(one.id, '30.00', { paymentDate: '2026-02-03' }).expect(201);
    const policy = await build.anInsurance(prisma, { clientId: client.id });
    // An insurer takes 50.00 over, and on 15 March the client 20.00 of it back.
    const move = (from: string, to: string, amount: string, day: string, due: string): Promise<unknown> =>
      app.database.pool.query(
        `WITH act AS (INSERT INTO ledger_transactions (client_id, effective_date, recorded_at, act) VALUES (${client.id}, '${day}', now(), 'TRANSFERRED') RETURNING id)
         INSERT INTO ledger_movements (transaction_id, client_id, effective_date, kind, party, insurance_id, invoice_id, amount, due_on)
         SELECT act.id, ${client.id}, '${day}', 'TRANSFER', m.party::ledger_party, CASE m.party WHEN 'INSURANCE' THEN ${policy.id} END, ${one.id}, m.amount, m.due
         FROM act, (VALUES ('${from}', -${amount}, NULL::date), ('${to}', ${amount}, '${due}'::date)) m (party, amount, due)`,
      );
    await move('CLIENT', 'INSURANCE', '50.00', '2026-02-10', '2026-02-09');
    await move('INSURANCE', 'CLIENT', '20.00', '2026-03-15', '2026-04-14');
    // 20.00 of 31 December are left of what was the client's at first, 90 days ago; 20.00 are not due yet; the insurer's 30.00 are 50 days old.
    expect(await clientAge(client.id)).toMatchObject({
      upTo30: '20.00',
      upTo60: '30.00',
      upTo90: '20.00',
      open: '70.00',
      // The invoice is overdue as a whole, whichever day its payers have of their own.
      overdue: '70.00',
    });
    await pay(one.id, '20.00', { paymentDate: '2026-03-20' }).expect(201);
    expect(await clientAge(client.id)).toMatchObject({ upTo30: '20.00', upTo60: '30.00', upTo90: '0.00', open: '50.00' });
  });

  it('come page by page, in the orders that they have', async () => {
    const order = async (sort: string): Promise<string[]> => {
      const found: string[] = [];
      let cursor = '';
      do {
        const { body } = await as.ADMIN.get(`${REPORTS}/receivables/clients?limit=1&sort=${sort}${cursor}`).expect(200);
        const page = body as { items: Figures[]; nextCursor: string | null };
        found.push(...page.items.map((one) => one.clientName ?? ''));
        cursor = page.nextCursor === null ? '' : `&cursor=${encodeURIComponent(page.nextCursor)}`;
      } while (cursor);
      return found;
    };
    const names = await order('clientName');
    expect(names.length).toBeGreaterThanOrEqual(2);
    expect(names).toContain("Zoë O'Ångström");
    expect((await order('-open')).sort()).toEqual([...names].sort());
  });
});

describe('the cash-up', () => {
  it('tells what came and went, by day and way; money used from account came before', async () => {
    const { lines, total } = await report(as.ADMIN, `cash-up?${PERIOD}`);
    // The latest day is first.
    expect(lines.filter(({ day }) => (day ?? '') < '2026-03-20' || day === '2026-03-31').reverse()).toMatchObject([
      { day: '2026-02-02', paymentMethod: 'CASH', receipts: 1, payments: '60.00', net: '60.00' },
      { day: '2026-02-03', paymentMethod: 'CASH', payments: '30.00' },
      { day: '2026-02-14', paymentMethod: 'CHECK', payments: '90.00', net: '90.00' },
      { day: '2026-03-03', paymentMethod: 'BANK_TRANSFER', payments: '0.00', refunds: '15.00', net: '-15.00' },
      { day: '2026-03-10', paymentMethod: 'CREDIT_CARD', payments: '70.00', net: '70.00' },
      { day: '2026-03-31', paymentMethod: 'CREDIT_CARD', reversals: '70.00', net: '-70.00' },
    ]);
    expect(cents(total.net)).toBe(-(await ledger(`kind IN ('PAYMENT', 'PREPAYMENT', 'REFUND')`)));
  });
});

describe('taxes', () => {
  it('are told by name, rate and number, and less what was credited', async () => {
    const { lines, total } = await report(as.ADMIN, `taxes?${PERIOD}`);
    expect(lines).toMatchObject([
      { name: 'GST', rate: '5.00000', registrationNumber: 'GST 1', base: '140.00', charged: '7.00' },
      { name: 'QST', rate: '9.97500', registrationNumber: 'QST 1', base: '140.00', charged: '13.97' },
    ]);
    expect(cents(total.charged)).toBe(await ledger(`kind = 'TAX'`));
    expect(cents(total.credited)).toBe(-(await ledger(`kind = 'CREDIT' AND line_tax_id IS NOT NULL`)));
    expect(cents(total.net)).toBe(await ledger('line_tax_id IS NOT NULL'));
    const creditedNet = -(await ledger(`kind = 'CREDIT' AND line_tax_id IS NULL`));
    for (const line of lines) expect(cents(line.creditedBase)).toBe(creditedNet);
    expect((await report(as.ADMIN, `taxes?${PERIOD}&monthly=true`)).lines.map(({ month }) => month)).toEqual([
      '2026-01-01',
      '2026-01-01',
      '2026-02-01',
      '2026-02-01',
    ]);
  });
});

describe('write-offs', () => {
  it('are told one by one, with their reason', async () => {
    const items = await itemsOf<Figures>(as.ADMIN, `write-offs?${PERIOD}`);
    expect(items).toMatchObject([
      { kind: 'WRITE_OFF', amount: '20.00', reason: '=1+1', clientId: String(books.other), effectiveDate: '2026-03-31' },
    ]);
    expect(await itemsOf(as.ADMIN, `write-offs?${PERIOD}&kind=ADJUSTMENT`)).toEqual([]);
    expect(await itemsOf(as.ADMIN, `write-offs?${PERIOD}&clientId=${books.family}`)).toEqual([]);
  });
});

describe('claims and funding', () => {
  it('are told by status and payer, as their records are now', async () => {
    const { prisma } = app;
    const { insuranceId, invoiceLineItems } = await prisma.invoice.findUniqueOrThrow({
      where: { id: BigInt(books.insured.id) },
      include: { invoiceLineItems: true },
    });
    const lineId = invoiceLineItems[0]?.id as bigint;
    const claim = { invoiceId: BigInt(books.insured.id), insuranceId: insuranceId as bigint, createdAt: MARCH_ENDS };
    for (const [day, amountClaimed, more] of [
      ['2026-01-05', '50.00', { status: 'REJECTED' }],
      ['2026-02-05', '40.00', { status: 'REJECTED', amountApproved: '30.00' }],
    ] as const) {
      const lines = { create: { lineId, amountClaimed } };
      await prisma.insuranceClaim.create({
        data: { ...claim, ...more, submissionDate: new Date(day), amountClaimed, lines },
      });
    }
    expect(await report(as.ADMIN, 'claims?from=2026-01-05&to=2026-02-05')).toMatchObject({
      lines: [
        {
          status: 'REJECTED',
          payerName: '+Harbour Mutual',
          claims: 2,
          claimed: '90.00',
          approved: '30.00',
          paid: '0.00',
          oldest: '2026-01-05',
        },
      ],
      total: { claims: 2, claimed: '90.00' },
    });
    expect((await report(as.ADMIN, 'claims?from=2026-01-06&to=2026-02-04')).lines).toEqual([]);
    const funding = await build.aFunding(prisma, { clientId: books.other });
    const bill = await books.send(
      {
        clientId: books.other,
        fundingSource: 'GRANT',
        fundingId: String(funding.id),
        lines: [{ serviceCodeId: await aService('80.00') }],
      },
      '2026-03-01',
      '2026-03-31',
    );
    await pay(bill.id, '30.00', { paymentMethod: 'FUNDING' }).expect(201);
    expect((await report(as.ADMIN, 'funding')).lines).toMatchObject([
      {
        status: 'ACTIVE',
        sources: 1,
        granted: '1000.00',
        remaining: '920.00',
        billed: '80.00',
        paid: '30.00',
        // What its invoices draw on it follows from the ledger.
        authorized: '80.00',
      },
    ]);
  });
});
