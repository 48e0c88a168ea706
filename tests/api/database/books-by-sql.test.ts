/** What the database refuses to whoever writes SQL as the application's role: each in a transaction of its own that comes to its commit. */
import type pg from 'pg';
import { withApp } from '../../support/app.js';
import { aClient, anAppointment, anAppointmentType, anInsurance } from '../../support/builders.js';
import { at, billing, type Invoice } from '../../support/billing.js';
import { oneOfEachRole, type TokenHolder } from '../../support/users.js';

const app = withApp();
let as: Record<'ADMIN' | 'STAFF', TokenHolder>;
const { aService, aSent, aDraft, pay } = billing(app, () => as.STAFF);
/** What the statements name as `:name`. */
const ids: Record<string, string> = {};

beforeAll(async () => {
  as = await oneOfEachRole(app);
  const serviceCodeId = await aService('100.00');
  const client = (await aClient(app.prisma)).id;
  const other = (await aClient(app.prisma)).id;
  const sent = (lines = 2): Promise<Invoice> =>
    aSent({ clientId: client, lines: Array.from({ length: lines }, () => ({ serviceCodeId })) });
  const open = await sent();
  const paid = await sent();
  ids.receipt = ((await pay(paid.id, '250.00', { onAccount: true }).expect(201)).body as { id: string }).id;
  const reversed = ((await pay(open.id, '10.00').expect(201)).body as { id: string }).id;
  await as.STAFF.post(`/api/billing/payments/${reversed}/reverse`, { reason: 'Bounced' }).expect(200);
  const credited = await sent();
  await as.STAFF.post(`${at(credited.id)}/credit-notes`, {
    reason: 'Shorter',
    lines: [{ lineId: credited.lines[0]?.id, amount: '40.00' }],
  }).expect(201);
  const elsewhere = await aSent({ clientId: other, lines: [{ serviceCodeId }] });
  const draft = await aDraft({ clientId: client, lines: [{ serviceCodeId }] });
  const type = await anAppointmentType(app.prisma, { serviceCodeId: BigInt(serviceCodeId) });
  const visit = await anAppointment(app.prisma, { clientId: client, status: 'COMPLETED', appointmentTypeId: type.id });
  await aSent({ clientId: client, lines: [{ serviceCodeId, appointmentId: String(visit.id) }] });
  await as.ADMIN.post('/api/billing/periods/2019-03/close').expect(200);
  const insurance = (await anInsurance(app.prisma, { clientId: client })).id;
  const insured = await aSent({
    clientId: client,
    fundingSource: 'INSURANCE',
    insuranceId: String(insurance),
    lines: [{ serviceCodeId }, { serviceCodeId }],
  });
  const claimed = async (line: number): Promise<string> => {
    const lines = [{ lineId: insured.lines[line]?.id }];
    return ((await as.STAFF.post('/api/billing/claims', { invoiceId: insured.id, lines }).expect(201)).body as { id: string }).id;
  };
  const [answered, waiting] = [await claimed(0), await claimed(1)];
  await as.STAFF.post(`/api/billing/claims/${answered}/answer`, { paid: '90.00', adjustment: '10.00' }).expect(200);
  const sold = {
    clientId: String(client),
    serviceCodeId,
    visits: 2,
    price: '100.00',
    validFrom: '2026-01-01',
    refundRule: 'NONE',
  };
  const ended = ((await as.STAFF.post('/api/billing/packages', sold).expect(201)).body as { id: string }).id;
  await as.STAFF.post(`/api/billing/packages/${ended}/end`, { reason: 'Moved' }).expect(200);
  const { id: runId } = await app.prisma.invoiceRun.create({
    data: {
      fromDay: new Date('2026-03-01'),
      toDay: new Date('2026-03-31'),
      issueDate: new Date('2026-03-31'),
      status: 'DONE',
      clients: { create: { clientId: client } },
    },
  });
  const one = async (sql: string): Promise<string> =>
    String((await app.database.pool.query<{ id: string }>(`SELECT (${sql})::text AS id`)).rows[0]?.id);
  Object.assign(ids, {
    client: String(client),
    other: String(other),
    open: open.id,
    paid: paid.id,
    credited: credited.id,
    elsewhere: elsewhere.id,
    draft: draft.id,
    reversed,
    visit: String(visit.id),
    answered,
    waiting,
    ended,
    run: String(runId),
    otherPolicy: String((await anInsurance(app.prisma, { clientId: client })).id),
    foreignPolicy: String((await anInsurance(app.prisma, { clientId: other })).id),
    line: String(open.lines[0]?.id),
    note: await one(`SELECT id FROM credit_notes WHERE invoice_id = ${credited.id}`),
    otherLine: String(credited.lines[1]?.id),
    payment: await one(`SELECT id FROM payments WHERE invoice_id = ${paid.id}`),
    act: await one(`SELECT transaction_id FROM ledger_movements WHERE invoice_id = ${open.id} ORDER BY id LIMIT 1`),
  });
}, 60_000);

/** An act of today, and one movement of it. */
const acting = (movement: string, act = 'TRANSFERRED', day = 'current_date', more = ''): string =>
  `WITH act AS (INSERT INTO ledger_transactions (client_id, effective_date, recorded_at, act, reason)
     VALUES (:client, ${day}, now(), '${act}', 'By hand') RETURNING id)
   INSERT INTO ledger_movements (transaction_id, client_id, effective_date, party, kind, invoice_id, amount, receipt_id, payment_id, credit_note_id, line_id)
   SELECT act.id, :client, ${day}, 'CLIENT', ${movement} FROM act ${more}`;

const REFUSED: readonly (readonly [what: string, sql: string])[] = [
  ['a movement that is changed', 'UPDATE ledger_movements SET amount = 1 WHERE invoice_id = :open'],
  ['a movement that is deleted', 'DELETE FROM ledger_movements WHERE invoice_id = :open'],
  ['an act that is changed', `UPDATE ledger_transactions SET reason = 'x' WHERE id = :act`],
  ['all movements at once', 'TRUNCATE ledger_movements CASCADE'],
  ['a balance', 'UPDATE invoices SET balance = 0, amount_paid = total_amount WHERE id = :open'],
  ['a status', `UPDATE invoices SET status = 'PAID' WHERE id = :open`],
  [
    'figures whose note was taken away first',
    `INSERT INTO billing_touched (what, id) VALUES ('i', 0); UPDATE billing_touched SET id = :open;
     UPDATE invoices SET balance = 0, amount_paid = total_amount, status = 'PAID' WHERE id = :open`,
  ],
  ['a number', `UPDATE invoices SET invoice_number = '1999-000001' WHERE id = :open`],
  ['a line of what was sent', 'UPDATE invoice_line_items SET quantity = 3 WHERE invoice_id = :open'],
  ['a sent invoice that is deleted', 'DELETE FROM invoices WHERE id = :open'],
  [
    'a draft that gets a number of its own',
    `UPDATE invoices SET sent_at = now(), status = 'SENT', invoice_number = '1999-000001' WHERE id = :draft`,
  ],
  [
    'an invoice that comes as sent',
    `INSERT INTO invoices (invoice_number, client_id, funding_source, issue_date, due_date, status, sent_at)
     VALUES ('2019-000009', :client, 'PRIVATE', '2026-01-01', '2026-01-01', 'PAID', now())`,
  ],
  ['what an invoice owes that left nobody', acting(`'TRANSFER', :open, -50, NULL, NULL, NULL, NULL`)],
  ['money on account out of nothing', acting(`'TRANSFER', NULL, -50, NULL, NULL, NULL, NULL`)],
  ['a payment of one invoice that pays another', `${acting(`'PAYMENT', :elsewhere, -10, :receipt, :payment, NULL, NULL`)}`],
  ['a credit of another invoice’s paper', acting(`'CREDIT', :open, -40, NULL, NULL, :note, :line`, 'CREDITED')],
  [
    'a credit of another line',
    `INSERT INTO credit_notes (number, invoice_id, issue_date, reason, net_amount, tax_amount, total)
       VALUES ('CN-X', :credited, current_date, 'x', 10, 0, 10);
     INSERT INTO credit_note_lines (credit_note_id, line_id, net_amount, tax_amount)
       SELECT id, (SELECT min(id) FROM invoice_line_items WHERE invoice_id = :credited), 10, 0 FROM credit_notes WHERE number = 'CN-X';
     UPDATE invoices SET balance = balance - 10, amount_paid = amount_paid + 10 WHERE id = :credited;
     ${acting(`'CREDIT', :credited, -10, NULL, NULL, n.id, :otherLine`, 'CREDITED', 'current_date', `, credit_notes n WHERE n.number = 'CN-X'`)}`,
  ],
  [
    'a write-off without a reason',
    `WITH act AS (INSERT INTO ledger_transactions (client_id, effective_date, recorded_at, act) VALUES (:client, current_date, now(), 'WRITTEN_OFF') RETURNING id)
     INSERT INTO ledger_movements (transaction_id, client_id, effective_date, party, kind, invoice_id, amount)
     SELECT act.id, :client, current_date, 'CLIENT', 'WRITE_OFF', :open, -10 FROM act;
     UPDATE invoices SET balance = balance - 10, amount_paid = amount_paid + 10 WHERE id = :open`,
  ],
  [
    'an adjustment that nobody answered',
    `${acting(`'ADJUSTMENT', :open, -10, NULL, NULL, NULL, NULL`)};
     UPDATE invoices SET balance = balance - 10, amount_paid = amount_paid + 10 WHERE id = :open`,
  ],
  [
    'an adjustment in an answer to no claim',
    `${acting(`'ADJUSTMENT', :open, -10, NULL, NULL, NULL, NULL`, 'CLAIM_ANSWERED')};
     UPDATE invoices SET balance = balance - 10, amount_paid = amount_paid + 10 WHERE id = :open`,
  ],
  [
    'an adjustment that comes back by itself',
    `${acting(`'ADJUSTMENT', :open, 10, NULL, NULL, NULL, NULL`)};
     UPDATE invoices SET balance = balance + 10, amount_paid = amount_paid - 10 WHERE id = :open`,
  ],
  [
    'a write-off that says it was carried over',
    `${acting(`'WRITE_OFF', :open, -10, NULL, NULL, NULL, NULL`, 'CARRIED_OVER')};
     UPDATE invoices SET balance = balance - 10, amount_paid = amount_paid + 10 WHERE id = :open`,
  ],
  [
    'an act of a name that there is not',
    acting(`'TRANSFER', :open, x.amount, NULL, NULL, NULL, NULL`, 'ANY', 'current_date', ', (VALUES (-50), (50)) AS x (amount)'),
  ],
  ['a claim that is paid without an answer', `UPDATE insurance_claims SET status = 'PAID' WHERE id = :waiting`],
  ['a claim that is denied though it was paid', `UPDATE insurance_claims SET status = 'DENIED' WHERE id = :answered`],
  [
    'a claim to another policy once it was answered',
    'UPDATE insurance_claims SET insurance_id = :otherPolicy WHERE id = :answered',
  ],
  ['a claim to another client’s policy', 'UPDATE insurance_claims SET insurance_id = :foreignPolicy WHERE id = :waiting'],
  [
    'a claim for more than its lines charge',
    `UPDATE claim_lines SET amount_claimed = 1000 WHERE claim_id = :waiting; UPDATE insurance_claims SET amount_claimed = 1000 WHERE id = :waiting`,
  ],
  [
    'a second claim over lines that wait',
    `WITH k AS (INSERT INTO insurance_claims (invoice_id, insurance_id, submission_date, status, amount_claimed, created_at)
       SELECT invoice_id, insurance_id, submission_date, 'SUBMITTED', 100, now() FROM insurance_claims WHERE id = :waiting RETURNING id)
     INSERT INTO claim_lines (claim_id, line_id, amount_claimed) SELECT k.id, l.line_id, 100 FROM k, claim_lines l WHERE l.claim_id = :waiting`,
  ],
  ['a draft that is cancelled', `UPDATE invoices SET status = 'CANCELLED' WHERE id = :draft`],
  ['a package that is taken up again', 'UPDATE client_packages SET ended_at = NULL, end_reason = NULL WHERE id = :ended'],
  ['a run that made another client’s invoice', 'UPDATE invoice_run_clients SET invoice_id = :elsewhere WHERE run_id = :run'],
  ['an act in a closed month', acting(`'TRANSFER', :open, -50, NULL, NULL, NULL, NULL`, 'TRANSFERRED', `date '2019-03-05'`)],
  ['an act before a closed month', acting(`'TRANSFER', :open, -50, NULL, NULL, NULL, NULL`, 'TRANSFERRED', `date '2019-01-05'`)],
  ['a month that is opened without a reason', 'UPDATE billing_periods SET closed_at = NULL, closed_by = NULL'],
  ['a month that is another', `UPDATE billing_periods SET month = '2018-01-01'`],
  ['a month that is forgotten', 'DELETE FROM billing_periods'],
  ['all months at once', 'TRUNCATE billing_periods'],
  ['a number that is given again', `UPDATE number_series SET last = last - 1 WHERE series = 'INVOICE'`],
  ['a number that nobody uses', `UPDATE number_series SET last = last + 1 WHERE series = 'INVOICE'`],
  ['a series that is forgotten', 'DELETE FROM number_series'],
  ['a receipt’s amount', 'UPDATE receipts SET amount = amount + 1 WHERE id = :receipt'],
  ['a reversal that is taken back', 'UPDATE receipts SET reversed_at = NULL, reversal_reason = NULL WHERE id = :reversed'],
  ['a reversal at another time', `UPDATE receipts SET reversed_at = '2001-01-01' WHERE id = :reversed`],
  ['a billed visit of another client', 'UPDATE appointments SET client_id = :other WHERE id = :visit'],
  ['a billed visit that did not take place', `UPDATE appointments SET status = 'NOSHOW' WHERE id = :visit`],
  ['an invoice of another client', 'UPDATE invoices SET client_id = :other WHERE id = :draft'],
  [
    'a waiver of a billed visit',
    `INSERT INTO visit_waivers (appointment_id, client_id, reason, created_at) VALUES (:visit, :client, 'By hand', now())`,
  ],
  ['all billed visits at once', 'TRUNCATE billed_visits'],
  ['all claims at once', 'TRUNCATE insurance_claims CASCADE'],
];

async function tried(sql: string): Promise<string> {
  const client: pg.PoolClient = await app.database.pool.connect();
  try {
    await client.query('BEGIN');
    await client.query(sql.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => ids[name] ?? `:${name}`));
    await client.query('SET CONSTRAINTS ALL IMMEDIATE');
    return 'written';
  } catch (error) {
    const { code = '', message } = error as { code?: string; message: string };
    return ['23514', '23503'].includes(code) ? 'refused' : `${code} ${message}`;
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
}

it.each(REFUSED)('refuses %s', async (_, sql) => {
  expect(await tried(sql)).toBe('refused');
});

it('lets what is whole through, so that the refusals above are not about their form', async () => {
  const whole = `${acting(`'TRANSFER', :open, x.amount, NULL, NULL, NULL, NULL`, 'TRANSFERRED', 'current_date', ', (VALUES (-50), (50)) AS x (amount)')}`;
  expect(await tried(whole)).toBe('written');
});

it('lets one alone have what is on account, of two who take it at the same moment', async () => {
  const take = async (invoice: string): Promise<string> => {
    const client = await app.database.pool.connect();
    try {
      await client.query('BEGIN');
      const sql = acting(
        `'TRANSFER', x.invoice, x.amount, NULL, NULL, NULL, NULL`,
        'TRANSFERRED',
        'current_date',
        `, (VALUES (:${invoice}, -50), (NULL, 50)) AS x (invoice, amount)`,
      );
      await client.query(sql.replaceAll(/:([a-zA-Z]+)/g, (_, name: string) => ids[name] ?? ''));
      await client.query(`UPDATE invoices SET balance = balance - 50, amount_paid = amount_paid + 50 WHERE id = ${ids[invoice]}`);
      await new Promise((done) => setTimeout(done, 50));
      await client.query('COMMIT');
      return 'taken';
    } catch {
      await client.query('ROLLBACK');
      return 'refused';
    } finally {
      client.release();
    }
  };
  const both = await Promise.all([take('open'), take('credited')]);
  expect(both.sort()).toEqual(['refused', 'taken']);
});
