/**
 * Says what the database refused in the words of the product: SQLSTATE and constraint → an AppError. The constraints are
 * the last wall; their error must read like the answer that the rule itself would have given.
 */
import type { CodeOf, ErrorStatus } from '../kernel/error-codes.js';
import { AppError, type FieldError, type Refusal as AnyRefusal } from '../kernel/errors.js';

type Refusal = { detail: string; path?: string } & ({ status: 409; code: CodeOf<409> } | { status?: 422; code: CodeOf<422> });

const NO_LINK = { code: 'link.not_web', detail: 'This must be a web address, like https://example.org/page.' } as const;

/** What each constraint means. One that is missing here gets a general answer. */
const CONSTRAINTS: Record<string, Refusal> = {
  users_email_key: {
    status: 409,
    code: 'user.email_taken',
    detail: 'There is already an account with this e-mail address.',
    path: 'email',
  },
  waitlist_priority_levels_name_key: {
    status: 409,
    code: 'priority_level.name_taken',
    detail: 'There is a level with this name already.',
    path: 'name',
  },
  cancellation_reasons_name_key: {
    status: 409,
    code: 'cancellation_reason.name_taken',
    detail: 'There is a reason with this name already.',
    path: 'name',
  },
  users_email_check: { code: 'user.email_invalid', detail: 'That is not an e-mail address.', path: 'email' },
  client_insurance_one_primary_excl: {
    status: 409,
    code: 'insurance.primary_exists',
    path: 'isPrimary',
    detail: 'The client already has a primary policy in this period. End that one, or make this one secondary.',
  },
  caregivers_one_primary_contact_key: {
    status: 409,
    code: 'caregiver.primary_exists',
    path: 'isPrimaryContact',
    detail: 'The client already has a primary contact.',
  },
  caregivers_contact_check: {
    code: 'caregiver.contact_missing',
    detail: 'Give an e-mail address or a phone number.',
    path: 'phone',
  },
  caregivers_relationship_check: {
    code: 'caregiver.relationship_unknown',
    detail: 'That relationship is not one of the list.',
    path: 'relationship',
  },
  user_locations_one_primary_key: {
    status: 409,
    code: 'user_location.primary_exists',
    path: 'isPrimary',
    detail: 'This person already has a primary location.',
  },
  practice_locations_one_main_key: {
    status: 409,
    code: 'location.main_exists',
    path: 'isMainLocation',
    detail: 'The practice already has a main location.',
  },
  record_permissions_one_record_check: {
    code: 'record_permission.one_record',
    path: 'clientId',
    detail: 'Name either a client or a learner, not both and not neither.',
  },
  record_permissions_client_key: {
    status: 409,
    code: 'record_permission.exists',
    path: 'permissionId',
    detail: 'This user already has an entry for this client and permission.',
  },
  record_permissions_learner_key: {
    status: 409,
    code: 'record_permission.exists',
    path: 'permissionId',
    detail: 'This user already has an entry for this learner and permission.',
  },
  appointment_occupancies_excl: {
    status: 409,
    code: 'appointment.conflict',
    path: 'startTime',
    detail: 'Somebody or something of this appointment is taken at this time.',
  },
  appointment_equipment_quantity_excl: {
    status: 409,
    code: 'appointment.conflict',
    path: 'quantity',
    detail: 'There is not so much of this equipment free at this time.',
  },
  appointment_group_participants_seats_check: {
    status: 409,
    code: 'appointment.conflict',
    path: 'maxParticipants',
    detail: 'All seats of this session are taken.',
  },
  appointments_time_check: {
    code: 'appointment.time',
    path: 'endTime',
    detail: 'An appointment ends after it starts, and within 24 hours.',
  },
  appointment_group_participants_group_check: {
    code: 'appointment.not_a_group',
    path: 'appointmentId',
    detail: 'That appointment is not a group session.',
  },
  appointments_group_check: {
    code: 'appointment.has_participants',
    path: 'isGroupSession',
    detail: 'An appointment with participants is a group session.',
  },
  waitlist_preferred_days_check: {
    code: 'waitlist.preferred_days',
    path: 'preferredDays',
    detail: 'Days of the week are numbered from 1 (Monday) to 7 (Sunday).',
  },
  waitlist_preferred_times_check: {
    code: 'waitlist.preferred_times',
    path: 'preferredTo',
    detail: 'The time until which it suits is after the one from which it suits.',
  },
  waitlist_offers_one_open_key: {
    status: 409,
    code: 'waitlist.offer_open',
    path: 'startTime',
    detail: 'There is an offer that is not answered yet.',
  },
  waitlist_placed_check: {
    code: 'waitlist.not_placed',
    path: 'appointmentId',
    detail: 'Only who is placed has an appointment.',
  },
  working_hours_weekday_check: {
    code: 'working_hours.weekday',
    path: 'weekday',
    detail: 'Days of the week are numbered from 1 (Monday) to 7 (Sunday).',
  },
  working_hours_time_check: {
    code: 'working_hours.time',
    path: 'endTime',
    detail: 'Working hours are times like 09:00, and end after they start, on the same day.',
  },
  working_hours_valid_check: {
    code: 'working_hours.validity',
    path: 'validTo',
    detail: 'The last day is the first one or a later one.',
  },
  virtual_sessions_host_link_link_check: { ...NO_LINK, path: 'hostLink' },
  virtual_sessions_join_link_link_check: { ...NO_LINK, path: 'joinLink' },
  virtual_session_participants_personal_join_link_link_check: { ...NO_LINK, path: 'personalJoinLink' },
  virtual_session_recordings_recording_url_link_check: { ...NO_LINK, path: 'recordingUrl' },
  telehealth_providers_api_endpoint_link_check: { ...NO_LINK, path: 'apiEndpoint' },
  practice_website_link_check: { ...NO_LINK, path: 'website' },
  insurance_providers_website_link_check: { ...NO_LINK, path: 'website' },
  funding_programs_website_link_check: { ...NO_LINK, path: 'website' },
  time_off_time_check: { code: 'time_off.time', path: 'endTime', detail: 'Time off ends after it starts.' },
  practice_closures_name_check: { code: 'closure.name', path: 'name', detail: 'A closure has a name.' },
  practice_closures_dates_check: {
    code: 'closure.dates',
    path: 'endDate',
    detail: 'The last day is the first one or a later one.',
  },
  users_buffer_minutes_check: {
    code: 'user.buffer_minutes',
    path: 'bufferMinutes',
    detail: 'The buffer is from 0 to 240 minutes.',
  },
  client_insurance_coverage_check: {
    code: 'insurance.coverage',
    path: 'coverageEndDate',
    detail: 'Coverage ends on or after the day it starts.',
  },
  client_insurance_money_check: {
    code: 'insurance.amount',
    path: 'remainingCoverage',
    detail: 'Coverage is not negative, and what remains is not more than the maximum.',
  },
  client_funding_dates_check: { code: 'funding.dates', path: 'endDate', detail: 'Funding ends on or after the day it starts.' },
  client_funding_money_check: {
    code: 'funding.amount',
    path: 'remainingAmount',
    detail: 'Amounts are not negative, and what remains is not more than the total.',
  },
  client_funding_status_check: { code: 'funding.status', path: 'status', detail: 'That status is not one of the list.' },
  invoices_dates_check: { code: 'invoice.dates', path: 'dueDate', detail: 'An invoice is due on or after the day of issue.' },
  invoices_total_check: {
    code: 'invoice.total',
    path: 'totalAmount',
    detail: 'The total must be subtotal plus tax minus discount.',
  },
  invoices_balance_check: {
    code: 'invoice.balance',
    path: 'balance',
    detail: 'The balance must be the total minus what was paid.',
  },
  payments_amount_check: { code: 'payment.amount', path: 'amount', detail: 'A payment is more than 0.00.' },
};

interface Found {
  sqlstate: string | undefined;
  constraint: string | undefined;
  kind: string | undefined;
  fields: string[];
  column: string | undefined;
  /** What it said in words: names of tables and keys, for us alone. */
  text: string;
}

/** Reads what the driver said, however deep Prisma wrapped it. */
function find(error: unknown): Found | undefined {
  const seen = new Set<unknown>();
  const queue: unknown[] = [error];
  const found: Found = { sqlstate: undefined, constraint: undefined, kind: undefined, fields: [], column: undefined, text: '' };
  let hit = false;
  while (queue.length) {
    const item = queue.shift();
    if (typeof item !== 'object' || item === null || seen.has(item)) continue;
    seen.add(item);
    const it = item as Record<string, unknown>;
    const text = [it.originalMessage, it.message].find((value): value is string => typeof value === 'string') ?? '';
    found.text += `${text}\n${typeof it.detail === 'string' ? it.detail : ''}\n`;
    const state = [it.originalCode, it.code].find(
      (value): value is string => typeof value === 'string' && /^[0-9A-Z]{5}$/.test(value) && !value.startsWith('P'),
    );
    if (state) {
      found.sqlstate ??= state;
      found.constraint ??=
        (typeof it.constraint === 'string' ? it.constraint : undefined) ?? /constraint "([^"]+)"/.exec(text)?.[1];
      found.column ??= (typeof it.column === 'string' ? it.column : undefined) ?? /column "([^"]+)"/.exec(text)?.[1];
      hit = true;
    }
    if (typeof it.kind === 'string') {
      found.kind ??= it.kind;
      hit = true;
    }
    const constraint = it.constraint as { fields?: string[] } | undefined;
    if (Array.isArray(constraint?.fields)) found.fields = constraint.fields;
    if (typeof it.code === 'string' && /^P[12]\d{3}$/.test(it.code)) {
      found.kind ??= it.code;
      hit = true;
    }
    if (LOST.test(text) || isSocketFault(it)) {
      found.kind ??= 'ConnectionClosed';
      hit = true;
    }
    queue.push(it.cause, it.meta, it.driverAdapterError, ...(Array.isArray(it.errors) ? (it.errors as unknown[]) : []));
  }
  return hit ? found : undefined;
}

/** What node-postgres says, without a code, of a connection that broke, never came or does not answer. */
const LOST =
  /^(?:Connection terminated|Client (?:has encountered a connection error and is not queryable|was closed and is not queryable)|timeout exceeded when trying to connect|timeout expired|Query read timeout|Cannot use a pool after calling end)/;

const SOCKET_FAULTS = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
]);

/** The network's own fault. One with a command is a mail server's. */
const isSocketFault = ({ code, syscall, command }: Record<string, unknown>): boolean =>
  typeof code === 'string' && SOCKET_FAULTS.has(code) && typeof syscall === 'string' && command === undefined;

const camel = (column: string): string =>
  column.replaceAll('"', '').replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
const at = (path: string | undefined, message: string): { errors?: FieldError[] } =>
  path ? { errors: [{ path, message }] } : {};

/** The answer to a refusal by the database; undefined for anything that isn't one (a programming error, say). */
export function translateDatabaseError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  const found = find(error);
  if (!found) return undefined;
  const known = found.constraint ? CONSTRAINTS[found.constraint] : undefined;
  if (known)
    return new AppError(
      ...([known.status ?? 422, known.code, known.detail, { ...at(known.path, known.detail), cause: error }] as AnyRefusal),
    );
  const state = found.sqlstate ?? '';
  const field = found.fields[0] ?? found.column;
  const path = field && /^[a-z_"]+$/.test(field) ? camel(field) : undefined;
  const refuse = <Status extends ErrorStatus>(status: Status, code: CodeOf<Status>, detail: string, where = path): AppError =>
    new AppError(...([status, code, detail, { ...at(where, detail), cause: error }] as AnyRefusal));

  if (state === '23505' || found.kind === 'P2002') return refuse(409, 'record.exists', 'There is already such a record.');
  if (refusedDelete(error))
    return new AppError(409, 'record.in_use', 'Other records refer to this one, so it cannot be deleted.', { cause: error });
  if (state === '23503' || found.kind === 'P2003') {
    return refuse(
      422,
      'reference.not_found',
      'This refers to a record that does not exist.',
      found.constraint?.endsWith('_fkey') ? fieldOfKey(found.constraint) : path,
    );
  }
  if (state === '23514')
    return refuse(422, 'record.rule', 'This is against a rule of the record.', pathOfCheck(found.constraint));
  if (state === '23P01') return refuse(409, 'record.conflict', 'This overlaps with another record.');
  if (state === '23502' || found.kind === 'P2011') return refuse(422, 'field.required', 'This field must be filled in.');
  if (state === '22001' || found.kind === 'P2000') return refuse(422, 'field.too_long', 'This text is too long.');
  if (
    ['22003', '22007', '22008', '22021', '22P02', '22P05'].includes(state) ||
    found.kind === 'P2020' ||
    found.kind === 'ValueOutOfRange'
  ) {
    return refuse(400, 'request.malformed', 'A value is not of the kind that the field takes.');
  }
  if (state === '42501') return refuse(403, 'database.refused', 'The database does not allow this change.');
  if (found.kind === 'P2025') return new AppError(404, 'record.not_found', 'There is no such record.', { cause: error });
  const outage = OUTAGES.find(({ states, kinds }) => states.test(state) || kinds.includes(found.kind ?? ''));
  return outage && new AppError(503, outage.code, outage.detail, { retryAfterSeconds: outage.seconds, cause: error });
}

interface Outage {
  /** SQLSTATEs, whole or by their class. */
  states: RegExp;
  /** What Prisma calls it. */
  kinds: readonly string[];
  code: CodeOf<503>;
  detail: string;
  /** After which a try may succeed. */
  seconds: number;
}

/** When the database does not do its work, and nobody's request is at fault. */
const OUTAGES: readonly Outage[] = [
  {
    states: /^(?:40001|40P01|55P03)$/,
    kinds: ['P2034', 'TransactionWriteConflict'],
    code: 'database.busy',
    detail: 'Too many changes at once. Try again.',
    seconds: 1,
  },
  {
    states: /^(?:53300|53400)$/,
    kinds: ['TooManyConnections', 'P2024'],
    code: 'database.busy',
    detail: 'The database has too much to do. Try again in a moment.',
    seconds: 5,
  },
  {
    states: /^(?:53000|53100|53200)$/,
    kinds: [],
    code: 'database.full',
    detail: 'The database has no room left. What was sent is not kept; an administrator must make room.',
    seconds: 60,
  },
  {
    states: /^25006$/,
    kinds: [],
    code: 'database.read_only',
    detail: 'The database takes no changes at present. Try again in a moment.',
    seconds: 10,
  },
  {
    // Broken, refused or ended connections; a statement or transaction that took too long; a disk that fails.
    states: /^(?:08...|28...|57P..|57014|25P0[34]|3D000|58...)$/,
    kinds: [
      'P1001',
      'P1002',
      'P1008',
      'P1017',
      'P2028',
      'DatabaseNotReachable',
      'DatabaseDoesNotExist',
      'DatabaseAccessDenied',
      'AuthenticationFailed',
      'ConnectionClosed',
      'SocketTimeout',
      'TlsConnectionError',
    ],
    code: 'database.away',
    detail: 'The database does not answer. Try again in a moment.',
    seconds: 5,
  },
];

/** Whether a transaction failed only because others were at the same rows, so that it may be tried again. */
export function isContention(error: unknown): boolean {
  const found = find(error);
  return (
    found?.sqlstate === '40001' ||
    found?.sqlstate === '40P01' ||
    found?.kind === 'P2034' ||
    found?.kind === 'TransactionWriteConflict'
  );
}

/** A row that could not be deleted because others refer to it. */
export interface RefusedDelete {
  table: string;
  /** Undefined where the database does not say it. */
  id: string | undefined;
}

/**
 * What the database would not delete; undefined for any other error. Since version 18 PostgreSQL reports RESTRICT as 23001, before as
 * 23503, which it also says of a reference that leads nowhere.
 */
export function refusedDelete(error: unknown): RefusedDelete | undefined {
  const found = find(error);
  if (found?.sqlstate !== '23001' && found?.sqlstate !== '23503' && found?.kind !== 'P2003') return undefined;
  const table = /update or delete on table "(\w{1,63})"/.exec(found.text)?.[1];
  return table === undefined ? undefined : { table, id: /Key \(\w{1,63}\)=\((\d{1,19})\)/.exec(found.text)?.[1] };
}

/** `clients_therapist_id_fkey` → `therapistId`: the column part of a foreign key's name, as far as it can be told. */
function fieldOfKey(constraint: string): string | undefined {
  const parts = constraint.slice(0, -'_fkey'.length).split('_');
  return parts.length > 2 && ['id', 'by'].includes(parts.at(-1) ?? '') ? camel(parts.slice(-2).join('_')) : undefined;
}

/** The field that a CHECK is about, where its name says so: `therapy_rooms_capacity_check` → `capacity`. */
function pathOfCheck(constraint: string | undefined): string | undefined {
  const last = constraint
    ?.replace(/_check$/, '')
    .split('_')
    .pop();
  return last && /^(capacity|quantity|version|retention|duration|subject|title|name|phone|amount)$/.test(last) ? last : undefined;
}
