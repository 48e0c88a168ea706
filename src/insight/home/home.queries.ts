/** The figures of the panel's home page: what the signed-in person may see, in few statements. */
import { Permission } from '../../access/permissions.js';
import { classifiedConditions, clientConditions, LEARNER_OF_COMMUNICATION, learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { practiceZone } from '../../access/practice-zone.js';
import { Binding } from '../../database/binding.js';

export interface HomeAppointment {
  id: string;
  title: string;
  startTime: string;
  endTime: string;
  status: string;
  /** Whose clocks show the times: the location's zone, else the practice's. */
  zone: string;
  client: { id: string; name: string };
  therapist: { id: string; name: string };
  room: string | null;
}

/** Null where the person may not know. Money as text with two decimals. */
export interface HomeFigures {
  name: string;
  /** The person's own id. */
  me: string;
  /** The calendar day that "today" means, in the practice's zone. */
  today: string;
  /** When it begins there, and its last moment; and when the month began. */
  dayStart: string;
  dayEnd: string;
  monthStart: string;
  zone: string;
  appointmentsToday: number | null;
  myAppointmentsToday: number | null;
  /** What is still to come today; when nothing is, the first appointments of the next day that has any. */
  next: HomeAppointment[];
  /** The day of `next` when it is not today, on the person's own calendar. */
  nextDay: string | null;
  activeClients: number | null;
  newClientsThisMonth: number | null;
  myCaseload: number | null;
  waiting: number | null;
  unread: number | null;
  openInvoices: { count: number; amount: string } | null;
  overdueInvoices: { count: number; amount: string } | null;
}

const and = (conditions: readonly string[]): string => (conditions.length ? conditions.join(' AND ') : 'true');
const APPOINTMENT = { client: 'a.client_id', learner: 'a.learner_id' };
const COMMUNICATION = { client: 'm.client_id', learner: LEARNER_OF_COMMUNICATION };

interface FigureRow {
  today: string;
  day_start: Date;
  day_end: Date;
  month_start: Date;
  appointments_today: string | null;
  my_appointments_today: string | null;
  active_clients: string | null;
  new_clients: string | null;
  my_caseload: string | null;
  waiting: string | null;
  unread: string | null;
  open_count: string | null;
  open_amount: string | null;
  overdue_count: string | null;
  overdue_amount: string | null;
}

/** Day limits of today in the zone, as UTC timestamps without zone, like the columns. */
function dayLimits(zone: string, now: string): { from: string; to: string; month: string; today: string } {
  const local = `(${now}::timestamptz AT TIME ZONE ${zone})`;
  const utc = (expression: string): string => `((${expression}) AT TIME ZONE ${zone} AT TIME ZONE 'UTC')`;
  return {
    today: `${local}::date`,
    from: utc(`date_trunc('day', ${local})`),
    to: utc(`date_trunc('day', ${local}) + interval '1 day'`),
    month: utc(`date_trunc('month', ${local})`),
  };
}

async function counts(ctx: Ctx, practice: string): Promise<FigureRow> {
  const binding = new Binding();
  const { bind } = binding;
  const { actor } = ctx;
  const limits = dayLimits(bind(practice), bind(ctx.now().toISOString()));
  const me = `${bind(actor.id === null ? null : String(actor.id))}::bigint`;
  const when = (permission: Permission, query: () => string): string => (actor.can(permission) ? `(${query()})` : 'NULL::bigint');
  const client = (column: string, permission = Permission.VIEW_CLIENT): string =>
    and(clientConditions(actor, permission, column, binding));
  const P = Permission;
  const todays = (): string =>
    `SELECT count(*) FROM appointments a WHERE a.start_time >= ${limits.from} AND a.start_time < ${limits.to}
       AND a.status <> 'CANCELLED' AND ${and(learnerConditions(actor, P.VIEW_APPOINTMENT, APPOINTMENT, binding))}`;
  const invoices = (what: string, condition: string): string =>
    actor.can(P.VIEW_BILLING) && actor.can(P.VIEW_FINANCIAL_REPORT)
      ? `(SELECT ${what} FROM invoices i WHERE i.status IN ('SENT', 'OVERDUE') AND i.balance > 0 ${condition} AND ${client('i.client_id', P.VIEW_BILLING)})`
      : 'NULL';
  // Confidential ones count only for those who may read them.
  const communications = (): string =>
    and([
      ...learnerConditions(actor, P.VIEW_COMMUNICATION, COMMUNICATION, binding),
      ...classifiedConditions(actor, 'm.security_classification', COMMUNICATION, binding),
    ]);
  // As the list behind it: an invoice on a payment plan that is kept is not overdue.
  const overdue = `AND i.status = 'OVERDUE'`;
  const amount = 'coalesce(sum(i.balance), 0)::numeric(30,2)::text';
  const sql = `SELECT ${limits.today}::text AS today, ${limits.from} AT TIME ZONE 'UTC' AS day_start,
    ${limits.to} AT TIME ZONE 'UTC' - interval '1 millisecond' AS day_end, ${limits.month} AT TIME ZONE 'UTC' AS month_start,
    ${when(P.VIEW_APPOINTMENT, todays)} AS appointments_today,
    ${when(P.VIEW_APPOINTMENT, () => `${todays()} AND a.therapist_id = ${me}`)} AS my_appointments_today,
    ${when(P.VIEW_CLIENT, () => `SELECT count(*) FROM clients c WHERE c.status = 'ACTIVE' AND ${client('c.id')}`)} AS active_clients,
    ${when(P.VIEW_CLIENT, () => `SELECT count(*) FROM clients c WHERE c.created_at >= ${limits.month} AND ${client('c.id')}`)} AS new_clients,
    ${when(P.VIEW_CLIENT, () => `SELECT count(*) FROM clients c WHERE c.therapist_id = ${me} AND c.status = 'ACTIVE' AND ${client('c.id')}`)} AS my_caseload,
    ${when(P.VIEW_WAITLIST, () => `SELECT count(*) FROM waitlist w WHERE w.status = 'WAITING' AND ${client('w.client_id', P.VIEW_WAITLIST)}`)} AS waiting,
    ${when(P.VIEW_COMMUNICATION, () => `SELECT count(*) FROM communications m WHERE NOT m.is_read AND ${communications()}`)} AS unread,
    ${invoices('count(*)', '')} AS open_count, ${invoices(amount, '')} AS open_amount,
    ${invoices('count(*)', overdue)} AS overdue_count, ${invoices(amount, overdue)} AS overdue_amount`;
  const { rows } = await ctx.pool.query<FigureRow>(sql, binding.values);
  return rows[0] as FigureRow;
}

interface NextRow {
  id: string;
  /** On the person's own calendar. */
  day: string;
  title: string;
  start_time: Date;
  end_time: Date;
  status: string;
  zone: string | null;
  client_id: string;
  client: string;
  therapist_id: string;
  therapist: string;
  room: string | null;
}

const MOST_NEXT = 12;
/** So many days ahead are looked at for the next day with appointments. */
const DAYS_AHEAD = 14;

type Next = Pick<HomeFigures, 'next' | 'nextDay'>;

/** What is left of today; in the evening the next day with appointments, by one more statement. */
async function nextAppointments(ctx: Ctx, practice: string): Promise<Next> {
  const today = await upcoming(ctx, practice, 'today');
  if (today.length > 0) return { next: today.map((row) => toAppointment(row, practice)), nextDay: null };
  const later = await upcoming(ctx, practice, 'later');
  const nextDay = later[0]?.day ?? null;
  return { next: later.filter((row) => row.day === nextDay).map((row) => toAppointment(row, practice)), nextDay };
}

/** The first appointments that are not over: of today, or of the days after it. */
async function upcoming(ctx: Ctx, practice: string, when: 'today' | 'later'): Promise<NextRow[]> {
  const { actor } = ctx;
  if (!actor.can(Permission.VIEW_APPOINTMENT)) return [];
  const binding = new Binding();
  const { bind } = binding;
  const now = bind(ctx.now().toISOString());
  const limits = dayLimits(bind(practice), now);
  const window =
    when === 'today'
      ? `a.start_time >= ${limits.from} AND a.start_time < ${limits.to}`
      : `a.start_time >= ${limits.to} AND a.start_time < ${limits.to} + interval '${DAYS_AHEAD} days'`;
  // Therapists see their own day; the front desk sees everybody's.
  const own = actor.role === 'THERAPIST' ? `AND a.therapist_id = ${bind(String(actor.id))}::bigint` : '';
  const sql = `SELECT a.id::text, a.title, (a.start_time AT TIME ZONE 'UTC' AT TIME ZONE ${bind(actor.timezone ?? practice)})::date::text AS day,
      a.start_time AT TIME ZONE 'UTC' AS start_time, a.end_time AT TIME ZONE 'UTC' AS end_time, a.status::text,
      l.timezone AS zone, c.id::text AS client_id, c.first_name || ' ' || c.last_name AS client,
      u.id::text AS therapist_id, u.first_name || ' ' || u.last_name AS therapist, r.name AS room
    FROM appointments a JOIN clients c ON c.id = a.client_id JOIN users u ON u.id = a.therapist_id
      LEFT JOIN therapy_rooms r ON r.id = a.room_id LEFT JOIN practice_locations l ON l.id = coalesce(a.location_id, r.location_id)
    WHERE a.end_time >= (${now}::timestamptz AT TIME ZONE 'UTC') AND ${window}
      AND a.status IN ('SCHEDULED', 'CONFIRMED') ${own} AND ${and(learnerConditions(actor, Permission.VIEW_APPOINTMENT, APPOINTMENT, binding))}
    ORDER BY a.start_time, a.id LIMIT ${MOST_NEXT}`;
  const { rows } = await ctx.pool.query<NextRow>(sql, binding.values);
  return rows;
}

function toAppointment(row: NextRow, practice: string): HomeAppointment {
  return {
    id: row.id,
    title: row.title,
    startTime: row.start_time.toISOString(),
    endTime: row.end_time.toISOString(),
    status: row.status,
    zone: row.zone ?? practice,
    client: { id: row.client_id, name: row.client },
    therapist: { id: row.therapist_id, name: row.therapist },
    room: row.room,
  };
}

const number = (value: string | null): number | null => (value === null ? null : Number(value));
const sum = (count: string | null, amount: string | null): { count: number; amount: string } | null =>
  count === null || amount === null ? null : { count: Number(count), amount };

/** The home page's figures for the acting person. */
export async function homeFigures(ctx: Ctx): Promise<HomeFigures> {
  const zone = await practiceZone(ctx);
  const [row, upNext] = await Promise.all([counts(ctx, zone), nextAppointments(ctx, zone)]);
  const therapist = ctx.actor.role === 'THERAPIST';
  return {
    name: ctx.actor.name,
    me: String(ctx.actor.id),
    today: row.today,
    dayStart: row.day_start.toISOString(),
    dayEnd: row.day_end.toISOString(),
    monthStart: row.month_start.toISOString(),
    zone,
    appointmentsToday: number(row.appointments_today),
    myAppointmentsToday: therapist ? number(row.my_appointments_today) : null,
    ...upNext,
    activeClients: number(row.active_clients),
    newClientsThisMonth: number(row.new_clients),
    myCaseload: therapist ? number(row.my_caseload) : null,
    waiting: number(row.waiting),
    unread: number(row.unread),
    openInvoices: sum(row.open_count, row.open_amount),
    overdueInvoices: sum(row.overdue_count, row.overdue_amount),
  };
}
