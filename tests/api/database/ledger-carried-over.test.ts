/** The migration that brings the ledger takes what stood here before along: also figures that never agreed. */
import { existsSync, readdirSync } from 'node:fs';
import pino from 'pino';
import { ctxOfSystem } from '../../../src/access/context.js';
import { faultsOf } from '../../../src/billing/reconciliation/reconciliation.queries.js';
import { openDatabase } from '../../../src/database/client.js';
import { testConfig } from '../../support/config.js';
import { emptyDatabase, runSql, withDatabase } from '../../support/database.js';
import { fromRoot, readText } from '../../support/paths.js';

const LEDGER = '20261129020000_ledger';
const sqlOf = (name: string): string => readText(`prisma/migrations/${name}/migration.sql`);
const migrations = readdirSync(fromRoot('prisma/migrations'))
  .filter((name) => existsSync(fromRoot('prisma/migrations', name, 'migration.sql')))
  .sort();

interface Old {
  number: string;
  status: string;
  /** As it was typed. */
  total: string;
  paid: string;
  /** Quantity, price, discount, tax rate; with a line total that need not follow. */
  lines?: [string, string, string, string, string][];
  payments?: string[];
}

/** What people could type into the panel before. */
const OLD: readonly Old[] = [
  {
    number: '2026-00007',
    status: 'PAID',
    total: '120.00',
    paid: '120.00',
    lines: [['2', '60.00', '0', '0', '120.00']],
    payments: ['100.00', '20.00'],
  },
  {
    number: '2026-00009',
    status: 'SENT',
    total: '556.94',
    paid: '0.00',
    lines: [['1', '556.94', '0', '0', '556.94']],
    payments: ['99999.00'],
  },
  { number: '2026-00010', status: 'PAID', total: '1.00', paid: '1.00', lines: [['2', '60.00', '0', '0', '7.00']] },
  { number: '2026-00011', status: 'OVERDUE', total: '113.00', paid: '13.00', lines: [['1', '100.00', '0', '13', '113.00']] },
  { number: 'HAND-1', status: 'SENT', total: '50.00', paid: '0.00' },
  { number: '2026-00012', status: 'CANCELLED', total: '80.00', paid: '0.00', lines: [['1', '80.00', '0', '0', '80.00']] },
  {
    number: '2026-00013',
    status: 'REFUNDED',
    total: '80.00',
    paid: '80.00',
    lines: [['1', '80.00', '0', '0', '80.00']],
    payments: ['80.00'],
  },
  { number: '2026-00014', status: 'DRAFT', total: '95.00', paid: '0.00', lines: [['1', '100.00', '5.00', '0', '95.00']] },
  {
    number: '2026-00015',
    status: 'DRAFT',
    total: '95.00',
    paid: '10.00',
    lines: [['1', '95.00', '0', '0', '95.00']],
    payments: ['10.00'],
  },
];

describe('what stood here before the ledger', () => {
  const database = withDatabase(emptyDatabase);
  let rows: Record<string, { status: string; total: string; paid: string; balance: string; notes: string | null }>;

  beforeAll(async () => {
    for (const name of migrations.filter((each) => each < LEDGER)) await runSql(database.url, sqlOf(name));
    await runSql(
      database.url,
      `INSERT INTO clients (first_name, last_name, phone, status, priority, created_at, updated_at) VALUES ('Ada', 'Old', '', 'ACTIVE', 'LOW', now(), now());
       INSERT INTO service_codes (code, description, rate, billable_unit) VALUES ('OLD', 'Session', 60, 'SESSION')`,
    );
    for (const one of OLD) {
      const [made] = await runSql<{ id: string }>(
        database.url,
        `INSERT INTO invoices (invoice_number, client_id, funding_source, status, issue_date, due_date, subtotal, total_amount, amount_paid, balance)
         VALUES ($1, 1, 'PRIVATE', $2::invoice_status, '2026-03-01', '2026-03-31', $3, $3, $4, $3::numeric - $4::numeric) RETURNING id::text`,
        [one.number, one.status, one.total, one.paid],
      );
      for (const [quantity, price, discount, taxRate, total] of one.lines ?? [])
        await runSql(
          database.url,
          `INSERT INTO invoice_line_items (invoice_id, service_code_id, description, service_date, quantity, unit_price, discount_amount, tax_rate, line_total)
           VALUES ($1, 1, 'Session', '2026-03-01', $2, $3, $4, $5, $6)`,
          [made?.id, quantity, price, discount, taxRate, total],
        );
      for (const amount of one.payments ?? [])
        await runSql(
          database.url,
          `INSERT INTO payments (invoice_id, payment_date, amount, payment_method) VALUES ($1, '2026-03-05', $2, 'CASH')`,
          [made?.id, amount],
        );
    }
    for (const name of migrations.filter((each) => each >= LEDGER)) await runSql(database.url, sqlOf(name));
    const found = await runSql<{
      number: string;
      status: string;
      total: string;
      paid: string;
      balance: string;
      notes: string | null;
    }>(
      database.url,
      'SELECT invoice_number AS number, status::text, total_amount AS total, amount_paid AS paid, balance, notes FROM invoices ORDER BY id',
    );
    rows = Object.fromEntries(found.map(({ number, ...row }, index) => [OLD[index]?.number ?? number, row]));
  }, 120_000);

  it('is carried over so that the books are clean', async () => {
    const opened = openDatabase(database.url);
    try {
      const deps = { config: testConfig({ databaseUrl: database.url }), database: opened, log: pino({ level: 'silent' }) };
      expect(await faultsOf(ctxOfSystem(deps, 'job'))).toEqual([]);
    } finally {
      await opened.close();
    }
  });

  it('keeps what was paid, and what was said to be paid without a payment', () => {
    expect(rows['2026-00007']).toMatchObject({ status: 'PAID', paid: '120.00', balance: '0.00', notes: null });
    expect(rows['2026-00011']).toMatchObject({ status: 'OVERDUE', total: '113.00', paid: '13.00', balance: '100.00' });
    expect(rows['2026-00015']).toMatchObject({ status: 'SENT', paid: '10.00', balance: '85.00' });
    expect(rows['2026-00014']).toMatchObject({ status: 'DRAFT', paid: '0.00', balance: '95.00' });
    expect(rows['HAND-1']).toMatchObject({ status: 'SENT', total: '50.00', balance: '50.00' });
  });

  it('puts what was more than an invoice on account, and says which total was given before', async () => {
    expect(rows['2026-00009']).toMatchObject({ status: 'PAID', paid: '556.94', balance: '0.00' });
    const [account] = await runSql<{ credit: string }>(
      database.url,
      'SELECT -sum(amount) AS credit FROM ledger_movements WHERE invoice_id IS NULL',
    );
    expect(account?.credit).toBe('99442.06');
    expect(rows['2026-00010']).toMatchObject({
      status: 'PAID',
      total: '120.00',
      notes: expect.stringContaining('1.00') as string,
    });
  });

  it('has a credit note for what was called off, a refund for what was given back, and numbers that go on', async () => {
    expect(rows['2026-00012']).toMatchObject({ status: 'CANCELLED', balance: '0.00' });
    expect(rows['2026-00013']).toMatchObject({ status: 'REFUNDED', balance: '0.00' });
    const [series] = await runSql<{ first: number; last: number }>(
      database.url,
      `SELECT first, last FROM number_series WHERE series = 'INVOICE'`,
    );
    expect(series).toEqual({ first: 16, last: 15 });
  });
});
