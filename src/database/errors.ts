/**
 * Says what the database refused in the words of the product: SQLSTATE and constraint → an AppError. The constraints are
 * the last wall; their error must read like the answer that the rule itself would have given.
 */
import type { CodeOf, ErrorStatus } from '../kernel/error-codes.js';
import { AppError, type FieldError, type Refusal as AnyRefusal } from '../kernel/errors.js';

/** What a constraint means, in the words of the product. 422 where no status is said. */
export type ConstraintWords = { detail: string; path?: string } & (
  { status: 409; code: CodeOf<409> } | { status?: 422; code: CodeOf<422> }
);

/** A column that holds an address of the web, and nothing that a browser would run. */
export const NOT_A_LINK = { code: 'link.not_web', detail: 'This must be a web address, like https://example.org/page.' } as const;

/** A column that holds a National Provider Identifier. */
export const NPI_IN_WORDS = {
  code: 'npi.check_digit',
  path: 'npi',
  detail: 'An NPI is ten digits whose last one is their check digit.',
} as const;

const constraints = new Map<string, ConstraintWords>();

/** Tells what constraints mean, by their names: the tables' descriptions say it. One that nobody tells of gets a general answer. */
export function wordConstraints(words: Readonly<Record<string, ConstraintWords>>): void {
  for (const [name, meaning] of Object.entries(words)) constraints.set(name, meaning);
}

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
  const known = found.constraint ? constraints.get(found.constraint) : undefined;
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
