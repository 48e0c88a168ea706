/** The demo practice: what a newcomer finds in it, and that it is the same every time for a given day. */
import { seedDemo } from '../../prisma/seed/demo.js';
import { openDatabase } from '../../src/database/client.js';
import type { Database } from '../../src/database/client.js';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from '../../prisma/seed/demo/sign-ins.js';
import { Temporal } from 'temporal-polyfill';
import { daysOf } from '../../src/scheduling/series/rules/recurrence.js';
import { withApp } from '../support/app.js';
import { testDatabase } from '../support/database.js';

/** A Tuesday, two days after a change of clocks. */
const MORNING = new Date('2026-03-10T12:00:00Z');
const EVENING = new Date('2026-03-10T23:30:00Z');
const SEEDING_MS = 400_000;
/** Made by the clock or by chance of the real world: not part of the sameness. */
const APART = ['updated_at', 'password', 'token_hash'];
/** These use cases leave the time of creation to the database. */
const STAMPED_BY_DATABASE = ['users', 'notification_preferences', 'caregivers'];

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
      [STAMPED_BY_DATABASE.includes(name) ? [...APART, 'created_at'] : APART],
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

  it('has invoices that add up to the cent', async () => {
    const wrong = `SELECT count(*) FROM invoices i WHERE total_amount <> (SELECT sum(line_total) FROM invoice_line_items WHERE invoice_id = i.id)
      OR subtotal <> (SELECT sum(quantity * unit_price) FROM invoice_line_items WHERE invoice_id = i.id)
      OR amount_paid <> (SELECT coalesce(sum(amount), 0) FROM payments WHERE invoice_id = i.id)`;
    expect(await figure(wrong)).toBe(0);
  });

  it('was written through the audited ways', async () => {
    for (const [table, kind] of [
      ['clients', 'Client'],
      ['appointments', 'Appointment'],
      ['invoices', 'Invoice'],
      ['users', 'User'],
    ] as const) {
      const unaudited = `SELECT count(*) FROM ${table} t WHERE NOT EXISTS
        (SELECT FROM audit_events e WHERE e.record_type = '${kind}' AND e.record_id = t.id::text AND e.action = 'CREATE')`;
      expect([table, await figure(unaudited)]).toEqual([table, 0]);
    }
  });
});
