/** The demo practice: what a newcomer finds in it, and that it is the same every time for a given day. */
import { seedDemo } from '../../prisma/seed/demo.js';
import { ctxOfSystem } from '../../src/access/context.js';
import { turnDay } from '../../src/billing/day/day.service.js';
import { CHECK_NAMES, faultsOf } from '../../src/billing/reconciliation/reconciliation.queries.js';
import type { Queries } from '../../src/database/transaction-seat.js';
import { openDatabase } from '../../src/database/client.js';
import type { Database } from '../../src/database/client.js';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from '../../prisma/seed/demo/sign-ins.js';
import { Temporal } from 'temporal-polyfill';
import { daysOf } from '../../src/scheduling/series/rules/recurrence.js';
import { withApp } from '../support/app.js';
import { testDatabase } from '../support/database.js';
import { OUT_OF_PLACE } from './cents-out-of-place.js';

/** A Tuesday, two days after a change of clocks. */
const MORNING = new Date('2026-03-10T12:00:00Z');
const EVENING = new Date('2026-03-10T23:30:00Z');
const SEEDING_MS = 400_000;
/** Made by the clock or by chance of the real world: not part of the sameness. */
const APART = ['updated_at', 'password', 'token_hash', 'key', 'wrapped_key'];
/** Sealed anew each time, by chance. */
const SEALED_COLUMNS: Record<string, readonly string[]> = { outbox_messages: ['body', 'secret'] };
/** These use cases and triggers leave the time of creation to the database. */
const STAMPED_BY_DATABASE = ['users', 'notification_preferences', 'caregivers', 'funding_authorizations', 'policy_years'];

async function digests(database: Database): Promise<Record<string, string>> {
  const { rows: tables } = await database.pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'
     AND table_name NOT IN ('_prisma_migrations', 'audit_events', 'events', 'permission_types', 'role_permissions', 'document_categories', 'practice')`,
  );
  const result: Record<string, string> = {};
  for (const { name } of tables) {
    const { rows } = await database.pool.query<{ digest: string }>(
      `SELECT count(*) || ' ' || coalesce(md5(string_agg(line, '' ORDER BY line)), '') AS digest
       FROM (SELECT (to_jsonb(t) - $1::text[])::text AS line FROM "${name}" t) AS lines`,
      [[...APART, ...(STAMPED_BY_DATABASE.includes(name) ? ['created_at'] : []), ...(SEALED_COLUMNS[name] ?? [])]],
    );
    result[name] = rows[0]?.digest ?? '';
  }
  return result;
}

/** Tables that only use fills. */
const FILLED_BY_USE = [
  'user_sessions',
  'idempotency_keys',
  'rate_limits',
  'series_previews',
  'calendar_feed_events',
  'outgoing_channels',
  'export_runs',
  // What a transaction touched: empty again when it ends.
  'billing_touched',
  // Of what ends soon the job of the day tells: there may be none.
  'cover_notices',
  // No processor tells a demo anything.
  'card_events',
];

describe('the demo practice', () => {
  const app = withApp();
  const progress: string[] = [];
  let again: { database: Database; drop: () => Promise<void> };

  beforeAll(async () => {
    const other = await testDatabase();
    again = { database: openDatabase(other.url, { max: 5 }), drop: () => other.drop() };
    await Promise.all([
      seedDemo({ ...app.deps, now: () => MORNING }, (text) => progress.push(text)),
      seedDemo({ ...app.deps, database: again.database, now: () => EVENING }, () => undefined),
    ]);
  }, SEEDING_MS);

  afterAll(async () => {
    await again.database.close();
    await again.drop();
  });

  /** One number. */
  async function figure(sql: string): Promise<number> {
    const { rows } = await app.database.pool.query<{ n: string }>(`SELECT (${sql}) AS n`);
    return Number(rows[0]?.n);
  }

  it('tells how far it is', () => expect(progress.length).toBeGreaterThan(3));

  it('is the same, whatever the hour of the day', async () => {
    expect(await digests(again.database)).toEqual(await digests(app.database));
  });

  it('leaves the job of the day nothing to do: policy years, statuses and notices are those of today', async () => {
    expect(await turnDay(ctxOfSystem({ ...app.deps, now: () => EVENING }, 'job'))).toBe(0);
  });

  it.each(DEMO_SIGN_INS)('lets $email sign in', async ({ email }) => {
    await app.request.post('/api/auth/login').send({ email, password: DEMO_PASSWORD }).expect(200);
  });

  it('has the people and places that the contract names', async () => {
    expect(await figure('SELECT count(*) FROM practice_locations')).toBe(3);
    expect(await figure('SELECT count(DISTINCT timezone) FROM practice_locations')).toBe(2);
    expect(await figure('SELECT count(*) FROM users')).toBe(12);
    expect(await figure('SELECT count(*) FROM clients')).toBe(200);
    const learners = await figure('SELECT count(*) FROM learners');
    expect(learners).toBeGreaterThan(260);
    expect(learners).toBeLessThan(340);
  });

  it('has rows in each of the 46 tables but those that only use fills', async () => {
    const { rows } = await app.database.pool.query<{ name: string }>(
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
    );
    const empty: string[] = [];
    for (const { name } of rows) if ((await figure(`SELECT count(*) FROM "${name}"`)) === 0) empty.push(name);
    expect(empty.filter((name) => !FILLED_BY_USE.includes(name))).toEqual([]);
  });

  it('gives the therapist about 25 clients and a full week, and everybody a day like today', async () => {
    const me = "(SELECT id FROM users WHERE email = 'therapist@demo.example')";
    const caseload = await figure(`SELECT count(*) FROM clients WHERE therapist_id = ${me} AND status = 'ACTIVE'`);
    expect(caseload).toBeGreaterThanOrEqual(20);
    expect(caseload).toBeLessThanOrEqual(30);
    const week = "start_time >= '2026-03-09' AND start_time < '2026-03-15' AND status <> 'CANCELLED'";
    expect(await figure(`SELECT count(*) FROM appointments WHERE therapist_id = ${me} AND ${week}`)).toBeGreaterThan(20);
    const today = "(start_time AT TIME ZONE 'UTC' AT TIME ZONE 'America/Toronto')::date = '2026-03-10'";
    expect(
      await figure(`SELECT count(*) FROM appointments WHERE ${today} AND status IN ('SCHEDULED', 'CONFIRMED')`),
    ).toBeGreaterThan(10);
  });

  it('tells each series by its rule', async () => {
    const { rows } = await app.database.pool.query<{
      rrule: string;
      zone: string;
      first: string;
      excluded: string[];
      days: string[];
    }>(
      `SELECT p.rrule, p.timezone AS zone, p.excluded_dates AS excluded,
         (p.start_date AT TIME ZONE 'UTC' AT TIME ZONE p.timezone)::date::text AS first,
         array_agg((a.original_start AT TIME ZONE 'UTC' AT TIME ZONE p.timezone)::date::text ORDER BY a.original_start) AS days
       FROM appointment_recurrence_patterns p JOIN appointments a ON a.recurrence_pattern_id = p.id GROUP BY p.id`,
    );
    expect(rows.length).toBeGreaterThan(50);
    for (const { rrule, first, excluded, days } of rows) {
      const meant = daysOf(rrule, Temporal.PlainDate.from(first)).days.map(String);
      expect(meant.filter((day) => !excluded.includes(day))).toEqual(days);
    }
  });

  it('has every status of every kind, and leaves the past decided', async () => {
    for (const [table, column, type] of [
      ['clients', 'status', 'client_status'],
      ['clients', 'priority', 'priority'],
      ['appointments', 'status', 'appointment_status'],
      ['invoices', 'status', 'invoice_status'],
      ['insurance_claims', 'status', 'claim_status'],
      ['communications', 'type', 'communication_type'],
      ['communications', 'security_classification', 'security_classification'],
      ['documents', 'security_classification', 'security_classification'],
      ['waitlist', 'status', 'waitlist_status'],
    ] as const) {
      const missing = `SELECT count(*) FROM unnest(enum_range(NULL::${type})) AS v WHERE v NOT IN (SELECT ${column} FROM ${table} WHERE ${column} IS NOT NULL)`;
      expect([table, column, await figure(missing)]).toEqual([table, column, 0]);
    }
    expect(
      await figure(`SELECT count(*) FROM appointments WHERE start_time < '2026-03-10' AND status IN ('SCHEDULED', 'CONFIRMED')`),
    ).toBe(0);
  });

  it('keeps office hours in the zone of each location, on both sides of the change of clocks', async () => {
    const local = "a.start_time AT TIME ZONE 'UTC' AT TIME ZONE l.timezone";
    const odd = `SELECT count(*) FROM appointments a JOIN practice_locations l ON l.id = a.location_id
      WHERE (${local})::time NOT BETWEEN '08:00' AND '17:00' OR extract(dow FROM ${local}) = 0`;
    expect(await figure(odd)).toBe(0);
  });

  it('has appointments in working hours, and none in time off or on days when it is closed', async () => {
    const live =
      "FROM appointments a JOIN practice_locations l ON l.id = a.location_id WHERE a.status NOT IN ('CANCELLED', 'NOSHOW')";
    const local = (time: string): string => `(a.${time} AT TIME ZONE 'UTC' AT TIME ZONE l.timezone)`;
    const day = `${local('start_time')}::date`;
    const within = `EXISTS (SELECT FROM working_hours h WHERE h.user_id = a.therapist_id AND h.location_id = a.location_id
      AND h.weekday = extract(isodow FROM ${day}) AND ${day} BETWEEN coalesce(h.valid_from, ${day}) AND coalesce(h.valid_to, ${day})
      AND ${local('start_time')}::time >= h.start_time::time AND ${local('end_time')}::time <= h.end_time::time)`;
    expect(await figure(`SELECT count(*) ${live} AND NOT ${within}`)).toBe(0);
    const away = `EXISTS (SELECT FROM appointment_occupancies o JOIN time_off t ON t.user_id = o.resource_id
      WHERE o.appointment_id = a.id AND o.resource = 'STAFF' AND t.start_time < a.end_time AND t.end_time > a.start_time)`;
    expect(await figure(`SELECT count(*) ${live} AND ${away}`)).toBe(0);
    const closed = `EXISTS (SELECT FROM practice_closures c WHERE coalesce(c.location_id, a.location_id) = a.location_id
      AND ${day} BETWEEN c.start_date AND c.end_date)`;
    expect(await figure(`SELECT count(*) ${live} AND ${closed}`)).toBe(0);
    const ahead = await figure("SELECT count(DISTINCT user_id) FROM time_off WHERE start_time > '2026-03-11'");
    expect(ahead).toBe(await figure('SELECT count(DISTINCT user_id) FROM working_hours'));
  });

  it('has books in which every cent is where it should be', async () => {
    const signIn = await app.request.post('/api/auth/login').send({ email: 'admin@demo.example', password: DEMO_PASSWORD });
    const { token } = signIn.body as { token: string };
    const { body } = await app.request.get('/api/billing/reconciliation').set('Authorization', `Bearer ${token}`).expect(200);
    expect(body).toMatchObject({ clean: true, faults: [] });
  });

  it.each(CHECK_NAMES)('would tell a cent out of place: %s', async (check) => {
    const client = await app.database.pool.connect();
    try {
      await client.query('BEGIN');
      const { rows } = await client.query<{ name: string }>(
        `SELECT DISTINCT event_object_table AS name FROM information_schema.triggers WHERE trigger_schema = 'public'`,
      );
      for (const { name } of rows) await client.query(`ALTER TABLE "${name}" DISABLE TRIGGER USER`);
      await client.query(OUT_OF_PLACE[check] ?? '');
      const within = { ...ctxOfSystem(app.deps, 'job'), pool: client as unknown as Queries };
      expect((await faultsOf(within)).map((fault) => fault.check)).toContain(check);
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  });

  it('has half a year of invoices, their numbers without a gap in the order in which they were sent', async () => {
    expect(await figure("SELECT count(DISTINCT date_trunc('month', issue_date)) FROM invoices WHERE sent_at IS NOT NULL")).toBe(
      6,
    );
    expect(await figure('SELECT count(*) FROM invoices')).toBeGreaterThan(500);
    const { rows } = await app.database.pool.query<{ number: string; year: string; nth: string; day: string; sent: Date }>(
      `SELECT invoice_number AS number, left(invoice_number, 4) AS year, issue_date AS day, sent_at AS sent,
         row_number() OVER (PARTITION BY left(invoice_number, 4) ORDER BY invoice_number) AS nth
       FROM invoices WHERE sent_at IS NOT NULL ORDER BY invoice_number`,
    );
    rows.forEach(({ number, year, nth, day, sent }, index) => {
      expect(number).toBe(`${year}-${nth.padStart(6, '0')}`);
      expect(day.slice(0, 4)).toBe(year);
      const before = rows[index - 1];
      if (before) expect([day >= before.day, sent >= before.sent]).toEqual([true, true]);
    });
    expect(new Set(rows.map(({ year }) => year)).size).toBe(2);
  });

  it('has every status of an invoice, late ones after their day, and nothing that has not happened yet', async () => {
    expect(await figure('SELECT count(DISTINCT status) FROM invoices')).toBe(6);
    expect(await figure("SELECT count(*) FROM invoices WHERE status = 'OVERDUE' AND due_date >= '2026-03-10'")).toBe(0);
    // But those that are paid in instalments, as agreed.
    expect(
      await figure(
        `SELECT count(*) FROM invoices i WHERE status = 'SENT' AND due_date < '2026-03-09' AND NOT EXISTS (
           SELECT FROM payment_plan_invoices x JOIN payment_plans p ON p.id = x.plan_id AND p.status = 'ACTIVE' WHERE x.invoice_id = i.id)`,
      ),
    ).toBe(0);
    expect(await figure('SELECT count(DISTINCT status) FROM payment_plans')).toBe(3);
    expect(await figure("SELECT count(*) FROM card_payments WHERE status = 'PAID'")).toBeGreaterThan(5);
    expect(
      await figure(
        "SELECT count(*) FROM ledger_transactions WHERE recorded_at >= '2026-03-10' OR effective_date >= '2026-03-10'",
      ),
    ).toBe(0);
    expect(await figure('SELECT count(*) FROM ledger_transactions WHERE effective_date <> recorded_at::date')).toBe(0);
  });

  it('has every kind of act, money on account, several invoices in one receipt, a caregiver who paid, and a closed month', async () => {
    for (const act of [
      'INVOICE_SENT',
      'PAYMENT_RECORDED',
      'CREDIT_USED',
      'PAYMENT_REVERSED',
      'REFUNDED',
      'CREDITED',
      'WRITTEN_OFF',
    ])
      expect([act, await figure(`SELECT count(*) FROM ledger_transactions WHERE act = '${act}'`)]).not.toEqual([act, 0]);
    for (const sql of [
      "SELECT -sum(amount) FROM ledger_movements WHERE invoice_id IS NULL AND kind = 'PREPAYMENT'",
      'SELECT count(*) FROM (SELECT FROM payments GROUP BY receipt_id HAVING count(*) > 1) AS several',
      'SELECT count(*) FROM receipts WHERE caregiver_id IS NOT NULL',
      "SELECT count(*) FROM receipts WHERE party = 'INSURANCE' AND payment_method = 'INSURANCE'",
      "SELECT count(*) FROM receipts WHERE party = 'FUNDING' AND payment_method = 'FUNDING'",
      'SELECT count(*) FROM (SELECT FROM invoice_line_taxes GROUP BY line_id HAVING count(*) = 2) AS two',
      'SELECT count(*) FROM billing_periods WHERE closed_at IS NOT NULL',
    ])
      expect([sql, await figure(sql)]).not.toEqual([sql, 0]);
    // The same service costs more from a day on.
    expect(
      await figure(
        'SELECT max(n) FROM (SELECT count(DISTINCT coalesce(list_price, unit_price)) AS n FROM invoice_line_items GROUP BY service_code_id) AS prices',
      ),
    ).toBe(2);
  });

  it('has claims and authorizations that agree with what was paid', async () => {
    const paid = (
      column: string,
    ): string => `(SELECT coalesce(sum(p.amount), 0) FROM payments p JOIN receipts r ON r.id = p.receipt_id
      WHERE p.invoice_id = c.invoice_id AND r.${column} IS NOT NULL)`;
    const ofInsurers = `SELECT count(*) FROM insurance_claims c JOIN invoices i ON i.id = c.invoice_id
      WHERE coalesce(c.amount_paid, 0) <> ${paid('insurance_id')} OR c.amount_claimed > i.total_amount`;
    expect(await figure(ofInsurers)).toBe(0);
    const ofPrograms = `SELECT count(*) FROM funding_authorizations c JOIN invoices i ON i.id = c.invoice_id
      WHERE c.authorized_amount > i.total_amount OR (c.status = 'USED' AND c.authorized_amount <> ${paid('funding_id')})`;
    expect(await figure(ofPrograms)).toBe(0);
    const left = `SELECT count(*) FROM client_funding f JOIN (SELECT client_funding_id AS id, sum(authorized_amount) AS amount
      FROM funding_authorizations GROUP BY 1) a ON a.id = f.id WHERE f.remaining_amount <> greatest(0, f.total_amount - f.drawn_elsewhere - a.amount)`;
    expect(await figure(left)).toBe(0);
  });

  it('was written through the audited ways', async () => {
    for (const [table, kind] of [
      ['clients', 'Client'],
      ['appointments', 'Appointment'],
      ['invoices', 'Invoice'],
      ['payments', 'Payment'],
      ['service_codes', 'ServiceCode'],
      ['users', 'User'],
    ] as const) {
      const unaudited = `SELECT count(*) FROM ${table} t WHERE NOT EXISTS
        (SELECT FROM audit_events e WHERE e.record_type = '${kind}' AND e.record_id = t.id::text AND e.action = 'CREATE')`;
      expect([table, await figure(unaudited)]).toEqual([table, 0]);
    }
  });
});
