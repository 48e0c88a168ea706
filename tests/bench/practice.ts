/**
 * The benchmark's practice as plain SQL. Deterministic: row `i` is a function of `i`. Appointments lie in the order of time, as a
 * practice writes them; nobody and no room is booked twice.
 */
import { USERS, type Sizes } from './sizes.js';

/** One table's rows: `insert` gives the statement for the rows `from` to `to` (both included). */
export interface Fill {
  table: string;
  rows: number;
  insert: (from: number, to: number) => string;
  /** Its rows agree with those of other tables already: its triggers are off meanwhile. */
  agrees?: true;
}

const FIRST =
  'Ada Bilal Carmen Dario Elif Farid Greta Hamza Ines Jonas Keiko Liam Mara Nadia Oscar Priya Quentin Rosa Samir Tessa Ursula Victor Wanda Xenia Yusuf Zoe Émile Chloë Søren Ana';
const LAST =
  'Abbott Brooks Castillo Dufour Ellery Fontaine García Hughes Ibrahim Jansen Kowalski Larsen Müller Novak Okafor Petit Quinn Rivera Sato Thompson Ueda Vasquez Weber Xu Young Zimmer Ångström Dubois Haddad Moreau Nguyen Olsen Park Rossi Silva Tanaka';
const TITLES = [
  'Speech therapy',
  'Occupational therapy',
  'Assessment',
  'Behaviour session',
  'Parent consultation',
  'Progress review',
];
const WEEKS_BACK = 112;

const array = (words: readonly string[]): string => `(ARRAY[${words.map((word) => `'${word}'`).join(',')}])`;
/** A word that depends on `i` and nothing else. */
const pick = (words: readonly string[], salt: number): string => `${array(words)}[1 + ${chance(salt)} % ${words.length}]`;
/** A number from 0 to two thousand million that depends on `i` and nothing else: two years have 63 million seconds. */
const chance = (salt: number): string => `(hashint8(i::bigint * 31 + ${salt}) & 2147483647)`;
const first = (salt: number): string => pick(FIRST.split(' '), salt);
const last = (salt: number): string => pick(LAST.split(' '), salt);
const text = (length: number): string =>
  `left(repeat('Seen as planned; goals reviewed with the family, next steps agreed. ', 8), ${length} + ${chance(9)} % ${length})`;
const PAST_DAYS = 700;
/** Within the last two years, at a whole second. */
const past = (salt: number): string =>
  `(date_trunc('day', now() AT TIME ZONE 'UTC') - ${chance(salt)} % (86400 * ${PAST_DAYS}) * interval '1 second')`;

/** Tables whose rows lie all over those two years, by the column that says when: what else a filter by time would find is luck. */
export const SPREAD: Readonly<Record<string, string>> = {
  clients: 'created_at',
  learners: 'created_at',
  communications: 'sent_at',
  invoices: 'issue_date',
  invoice_line_items: 'service_date',
  payments: 'payment_date',
  audit_events: 'occurred_at',
};

/** The weeks among which those rows are. */
export const SPREAD_WEEKS = Math.floor(PAST_DAYS / 7);

/** Everything but users, whose passwords need the product's own hash. */
export function practice(sizes: Sizes): Fill[] {
  const { therapists: T, clients: C, appointments: A, locations: L } = sizes;
  const P = C / T;
  const { staff, firstTherapist } = USERS;
  const series = (from: number, to: number): string => `generate_series(${from}::bigint, ${to}::bigint) AS i`;
  const fill = (table: string, rows: number, columns: string, values: string, more = ''): Fill => ({
    table,
    rows,
    insert: (from, to) => `INSERT INTO ${table} (${columns}) SELECT ${values} FROM ${series(from, to)} ${more}`,
  });

  return [
    fill(
      'practice_locations',
      L,
      'id, practice_id, name, address, city, province, postal_code, timezone, is_main_location',
      `i, (SELECT min(id) FROM practice), 'Location ' || i, i || ' Harbour Lane', 'Northfield', 'ON', 'A1A 1A1', 'America/Toronto', i = 1`,
    ),
    fill('therapy_rooms', T, 'id, name, capacity, location_id', `i, 'Room ' || i, 4, 1 + i % ${L}`),
    fill('therapy_equipment', T, 'id, name, quantity', `i, 'Equipment ' || i, 3`),
    fill('user_locations', sizes.users, 'user_id, location_id, is_primary', `i, 1 + i % ${L}, true`),
    fill('insurance_providers', 20, 'id, name', `i, 'Insurer ' || i`),
    fill('funding_programs', 20, 'id, name, program_type, created_at, updated_at', `i, 'Program ' || i, 'GRANT', now(), now()`),
    fill('service_codes', 40, 'id, code, description, rate, billable_unit', `i, 'T' || i, 'Service ' || i, 120, 'SESSION'`),
    fill('telehealth_providers', 1, 'id, name', `i, 'Video'`),
    fill(
      'clients',
      C,
      'id, first_name, last_name, email, phone, address, status, priority, notes, therapist_id, created_at, updated_at, created_by, updated_by, preferred_language, requires_interpreter',
      `i, ${first(1)}, ${last(2)}, 'client' || i || '@mail.example', '+1 555 ' || lpad(i::text, 7, '0'), i || ' Harbour Lane, Northfield',
       ${pick(['ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'ACTIVE', 'INACTIVE', 'ARCHIVED', 'WAITLIST'], 3)}::client_status,
       ${pick(['LOW', 'MEDIUM', 'HIGH'], 4)}::priority, ${text(80)}, ${firstTherapist} + (i - 1) % ${T}, ${past(5)}, ${past(5)} + interval '1 hour',
       ${staff}, ${staff}, ${pick(['EN', 'EN', 'EN', 'FR', 'ES'], 6)}::language_code, ${chance(7)} % 20 = 0`,
    ),
    fill(
      'learners',
      C + C / 2,
      'id, first_name, last_name, date_of_birth, client_id, instructor_id, notes, created_at, updated_at, created_by',
      `i, ${first(11)}, ${last(2)}, ${past(12)}::date - 2500, 1 + (i - 1) % ${C}, ${firstTherapist} + (i - 1) % ${T}, ${text(40)}, ${past(5)}, ${past(5)}, ${staff}`,
    ),
    fill(
      'caregivers',
      C,
      'id, client_id, first_name, last_name, relationship, phone, is_primary_contact, created_at, updated_at',
      `i, i, ${first(21)}, ${last(2)}, 'PARENT', '+1 555 ' || lpad(i::text, 7, '0'), true, ${past(5)}, ${past(5)}`,
    ),
    fill(
      'client_insurance',
      C / 2,
      'id, client_id, insurance_provider_id, policy_number, member_id, policy_holder_name, relationship_to_client, coverage_start_date, created_at, updated_at',
      `i, i * 2, 1 + i % 20, 'P' || i, 'M' || i, ${first(21)} || ' ' || ${last(2)}, 'Parent', current_date - 700, ${past(5)}, ${past(5)}`,
    ),
    fill(
      'client_funding',
      Math.floor(C / 5),
      'id, client_id, funding_program_id, status, total_amount, remaining_amount, start_date, end_date, created_at, updated_at',
      `i, i * 5, 1 + i % 20, 'ACTIVE', 5000, 2500, current_date - 300, current_date + 65, ${past(5)}, ${past(5)}`,
    ),
    fill('waitlist', Math.floor(C / 20), 'id, service_type, client_id, request_date', `i, 'THERAPY', i * 20, ${past(5)}`),
    {
      table: 'appointments',
      rows: A,
      // The i-th appointment is the k-th of therapist t, in that therapist's k-th hour. One client in five also sees the next therapist.
      insert: (from, to) => `
        INSERT INTO appointments (id, title, start_time, end_time, status, notes, client_id, learner_id, therapist_id, room_id, location_id,
          is_group_session, max_participants, created_at, updated_at, created_by, updated_by)
        SELECT i, ${pick(TITLES, 31)}, s, s + interval '45 minutes',
          (CASE WHEN s < now() AT TIME ZONE 'UTC' THEN ${pick(['COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'COMPLETED', 'CANCELLED', 'NOSHOW'], 32)}
            ELSE ${pick(['SCHEDULED', 'SCHEDULED', 'SCHEDULED', 'CONFIRMED', 'CONFIRMED', 'CANCELLED'], 33)} END)::appointment_status,
          CASE WHEN ${chance(34)} % 5 < 3 THEN ${text(60)} END, c, CASE WHEN ${chance(35)} % 5 < 4 THEN c END, ${firstTherapist} + t,
          CASE WHEN ${chance(36)} % 10 < 9 THEN 1 + t END, 1 + t % ${L}, i % 50 = 0, CASE WHEN i % 50 = 0 THEN 6 END,
          s - interval '30 days', s - interval '29 days', ${staff}, ${staff}
        FROM ${series(from, to)},
          LATERAL (SELECT (i - 1) % ${T} AS t, (i - 1) / ${T} AS k) a,
          LATERAL (SELECT 1 + (CASE WHEN k % ${P} % 5 = 0 AND k / ${P} % 2 = 1 THEN (t + 1) % ${T} ELSE t END) + ${T} * (k % ${P}) AS c,
            date_trunc('week', now() AT TIME ZONE 'UTC') + interval '1 day' * (k / 8 / 5 * 7 + k / 8 % 5 - ${WEEKS_BACK * 7})
              + interval '1 hour' * (13 + k % 8) AS s) b`,
    },
    fill(
      'appointment_staff',
      Math.floor(A / 50),
      'appointment_id, user_id, role',
      // Somebody who is no therapist: those are all busy in every hour of theirs.
      `i * 50, ${firstTherapist + T} + i % ${sizes.users - T - 2}, 'ASSISTANT'`,
    ),
    fill(
      'appointment_group_participants',
      Math.floor(A / 50),
      'appointment_id, learner_id',
      `a.id, a.client_id`,
      `JOIN appointments a ON a.id = i * 50`,
    ),
    fill(
      'virtual_sessions',
      Math.floor(A / 10),
      'id, appointment_id, provider_id, meeting_id, host_link, join_link, scheduled_start_time, scheduled_end_time, created_by, updated_by',
      `i, a.id, 1, 'm' || i, 'https://video.example/h/' || i, 'https://video.example/j/' || i, a.start_time, a.end_time, ${staff}, ${staff}`,
      `JOIN appointments a ON a.id = i * 10`,
    ),
    fill(
      'messaging_threads',
      Math.floor(C / 5),
      'id, subject, client_id, created_at, updated_at',
      `i, 'About the sessions', i * 5, ${past(5)}, ${past(5)}`,
    ),
    fill(
      'communications',
      C * 4,
      'id, type, subject, content, sent_at, client_id, user_id, is_read, created_at',
      `i, 'EMAIL', 'About the next session', ${text(150)}, ${past(41)}, 1 + (i - 1) % ${C}, ${firstTherapist} + (i - 1) % ${T}, ${chance(42)} % 10 > 0, ${past(41)}`,
    ),
    fill(
      'documents',
      C,
      'id, title, file_path, file_name, file_type, file_size, mime_type, client_id, uploader_id, upload_date, checksum, created_by, updated_by',
      `i, 'Report ' || i, 'documents/' || i, 'report.pdf', 'pdf', 40000, 'application/pdf', i, ${staff}, ${past(5)}, md5(i::text), ${staff}, ${staff}`,
    ),
    ...money(sizes),
    fill('auth_logs', sizes.users * 200, 'id, user_id, action, timestamp', `i, 1 + i % ${sizes.users}, 'LOGIN', ${past(61)}`),
    fill(
      'audit_events',
      Math.floor(A / 2),
      'id, occurred_at, actor_id, actor_name, action, record_type, record_id, client_id, after',
      `i, ${past(62)}, ${staff}, 'Sam Rivera', 'CREATE', 'Appointment', i::text, 1 + i % ${C}, '{"status": "SCHEDULED"}'`,
    ),
  ];
}

/** Of an invoice, each of a visit of its own. */
const LINES = 5;
const PRICE = 120;

/**
 * Invoices that were sent, four of five of them paid, with the movements that say so. Rows that agree already: what the triggers of these tables
 * would look at is not looked at, row by row, while they pour in.
 */
function money({ clients: C, appointments: A }: Sizes): Fill[] {
  const [invoices, paid] = [C * 4, (C * 4 * 4) / 5];
  const lines = invoices * LINES;
  const total = PRICE * LINES;
  const agreeing = (table: string, rows: number, columns: string, values: string, more = ''): Fill => ({
    table,
    rows,
    agrees: true,
    insert: (from, to) =>
      `INSERT INTO ${table} (${columns}) SELECT ${values} FROM generate_series(${from}::bigint, ${to}::bigint) AS i ${more}`,
  });
  const issued = `${past(51)}::date`;
  const ofInvoice = 'JOIN invoices v ON v.id = i';
  const ofLine = `JOIN invoices v ON v.id = (i + ${LINES - 1}) / ${LINES}`;
  // Every fifth stays open.
  const ofPaid = 'JOIN invoices v ON v.id = i + (i - 1) / 4';
  const paidOn = `v.issue_date + ${chance(56)} % 30`;
  return [
    agreeing(
      'invoices',
      invoices,
      'id, invoice_number, client_id, funding_source, status, issue_date, due_date, subtotal, total_amount, amount_paid, balance, sent_at, created_at, updated_at',
      `i, 'INV-' || lpad(i::text, 8, '0'), 1 + (i - 1) % ${C}, 'PRIVATE', (CASE WHEN i % 5 = 0 THEN 'SENT' ELSE 'PAID' END)::invoice_status,
       ${issued}, ${issued} + 30, ${total}, ${total}, CASE WHEN i % 5 = 0 THEN 0 ELSE ${total} END, CASE WHEN i % 5 = 0 THEN ${total} ELSE 0 END,
       ${past(51)}, ${past(51)}, ${past(51)}`,
    ),
    agreeing(
      'invoice_line_items',
      lines,
      'id, invoice_id, service_code_id, description, service_date, quantity, unit_price, line_total, appointment_id',
      `i, v.id, 1 + i % 40, 'Speech therapy', v.issue_date - (1 + ${chance(55)} % 13), 1, ${PRICE}, ${PRICE}, 1 + (i * 7) % ${A}`,
      ofLine,
    ),
    agreeing(
      'billed_visits',
      lines,
      'line_id, appointment_id, client_id, service_code_id',
      `i, 1 + (i * 7) % ${A}, v.client_id, 1 + i % 40`,
      ofLine,
    ),
    agreeing(
      'receipts',
      paid,
      'id, number, client_id, party, received_on, amount, payment_method',
      `i, 'CARD-' || i, v.client_id, 'CLIENT', ${paidOn}, ${total}, 'CREDIT_CARD'`,
      ofPaid,
    ),
    agreeing(
      'payments',
      paid,
      'id, invoice_id, receipt_id, payment_date, amount, payment_method',
      `i, v.id, i, ${paidOn}, ${total}, 'CREDIT_CARD'`,
      ofPaid,
    ),
    agreeing(
      'ledger_transactions',
      invoices,
      'id, client_id, effective_date, recorded_at, act',
      `i, v.client_id, v.issue_date, v.created_at, 'INVOICE_SENT'`,
      ofInvoice,
    ),
    agreeing(
      'ledger_movements',
      lines,
      'id, transaction_id, client_id, effective_date, kind, party, invoice_id, line_id, amount, due_on',
      `i, v.id, v.client_id, v.issue_date, 'CHARGE', 'CLIENT', v.id, i, ${PRICE}, v.due_date`,
      ofLine,
    ),
    agreeing(
      'ledger_transactions',
      paid,
      'id, client_id, effective_date, recorded_at, act',
      `${invoices} + i, v.client_id, ${paidOn}, v.created_at, 'PAYMENT_RECORDED'`,
      ofPaid,
    ),
    agreeing(
      'ledger_movements',
      paid,
      'id, transaction_id, client_id, effective_date, kind, party, invoice_id, receipt_id, payment_id, amount',
      `${lines} + i, ${invoices} + i, v.client_id, ${paidOn}, 'PAYMENT', 'CLIENT', v.id, i, i, -${total}`,
      ofPaid,
    ),
  ];
}

/** Users: one administrator, one of the staff, the therapists, and more staff; all with the same password. */
export function users(sizes: Sizes, passwordHash: string): string {
  const { admin, staff, firstTherapist } = USERS;
  return `INSERT INTO users (id, email, password, first_name, last_name, role, is_email_verified, last_password_change)
    SELECT i, 'user' || i || '@practice.example', '${passwordHash.replaceAll("'", "''")}', ${first(1)}, ${last(2)},
      (CASE WHEN i = ${admin} THEN 'ADMIN' WHEN i = ${staff} OR i >= ${firstTherapist + sizes.therapists} THEN 'STAFF' ELSE 'THERAPIST' END)::user_role, true, now()
    FROM generate_series(1, ${sizes.users}) AS i`;
}
