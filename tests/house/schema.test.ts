/** The migrated database against the documented tables, column by column, and the rules that hold for every table. */
import { columnsOf, foreignKeysOf, indexLeadersOf, tablesWithTrigger } from '../support/catalog.js';
import type { Column } from '../support/catalog.js';
import { withDatabase } from '../support/database.js';
import { readJson } from '../support/paths.js';

interface DocumentedColumn {
  type: string;
  /** Absent where the document does not say. */
  nullable?: boolean;
  key?: true;
  default?: string;
}
type DocumentedTables = Record<string, Record<string, DocumentedColumn>>;

const documented = readJson<DocumentedTables>('tests/house/documented/tables.json');

/** References without a foreign key, each with its reason. */
const WITHOUT_FOREIGN_KEY: Record<string, string> = {
  'appointment_occupancies.resource_id':
    'a user, a room, a learner or equipment; triggers write it from columns that have their keys',
  'audit_events.actor_id': 'the trail outlives the account',
  'audit_events.client_id': 'the trail outlives the client',
  'sealing_keys.client_id': 'a key that was destroyed tells so when its client is gone',
  'events.actor_id': 'as of the trail, and pruned',
  'events.client_id': 'as of the trail, and pruned',
  'outbox_messages.attachment_id': 'an invoice or a receipt, by its kind; neither is ever deleted once it was sent',
  'idempotency_keys.user_id': 'kept for a day, written on every POST; a stray row harms nobody',
};

/** The document's words for a type, in PostgreSQL's. */
function typeOf(column: DocumentedColumn): string {
  if (column.type === 'timestamp') return 'timestamp(3) without time zone';
  return column.type.replace(/^varchar\((\d+)\)$/, 'character varying($1)');
}

/** The catalogue's default in the document's words: `'DRAFT'::invoice_status` is `DRAFT`, a sequence is none. */
function plainDefault(expression: string | null): string | undefined {
  if (expression === null || expression.startsWith('nextval(')) return undefined;
  const literal = /^'(.*)'::[\w ".]+(\(\d+\))?$/.exec(expression);
  return literal ? literal[1] : expression;
}

function differences(place: string, wanted: DocumentedColumn, found: Column): string[] {
  const said = [
    ['type', typeOf(wanted), found.type],
    ['nullable', wanted.nullable, wanted.nullable === undefined ? undefined : found.nullable],
    ['primary key', wanted.key ?? false, found.key],
    ['default', wanted.default, plainDefault(found.default)],
  ] as const;
  return said.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${place}: ${what} is ${String(b)}, documented ${String(a)}`);
}

describe('the migrated database', () => {
  const database = withDatabase();
  let columns: Column[];

  beforeAll(async () => {
    columns = await columnsOf(database.url);
  });

  it('has the 46 documented tables', () => {
    const tables = new Set(columns.map((column) => column.table));
    expect(Object.keys(documented)).toHaveLength(46);
    expect(Object.keys(documented).filter((table) => !tables.has(table))).toEqual([]);
  });

  it('has every documented column with its type, nullability, key and default', () => {
    const byPlace = new Map(columns.map((column) => [`${column.table}.${column.name}`, column]));
    const faults = Object.entries(documented).flatMap(([table, wanted]) =>
      Object.entries(wanted).flatMap(([name, column]) => {
        const found = byPlace.get(`${table}.${name}`);
        return found ? differences(`${table}.${name}`, column, found) : [`${table}.${name} is missing`];
      }),
    );
    expect(faults).toEqual([]);
  });

  it('has no undocumented column that an insert must give in a documented table', () => {
    const faults = columns
      .filter((column) => documented[column.table] && !documented[column.table]?.[column.name])
      .filter((column) => !column.nullable && column.default === null)
      .map((column) => `${column.table}.${column.name}`);
    expect(faults).toEqual([]);
  });

  it('has a foreign key behind every reference', async () => {
    const keys = await foreignKeysOf(database.url);
    expect(references(columns).filter((place) => !keys.has(place) && !(place in WITHOUT_FOREIGN_KEY))).toEqual([]);
  });

  it('has an index that starts with every foreign key', async () => {
    const leaders = await indexLeadersOf(database.url);
    const keys = await foreignKeysOf(database.url);
    expect([...keys].filter((place) => !leaders.has(place))).toEqual([]);
  });

  it('touches updated_at in every table that has it', async () => {
    const touched = await tablesWithTrigger(database.url, 'touch_updated_at');
    const faults = columns.filter((column) => column.name === 'updated_at' && !touched.has(column.table));
    expect(faults.map((column) => column.table)).toEqual([]);
  });

  it('keeps instants in UTC to the millisecond, nowhere in a zone of their own', () => {
    const faults = columns.filter((column) => column.type.includes('with time zone') && !column.type.includes('without'));
    expect(faults.map((column) => `${column.table}.${column.name}`)).toEqual([]);
  });
});

/** Columns that by their name and type refer to a record. */
function references(columns: Column[]): string[] {
  return columns
    .filter((column) => column.type === 'bigint' && /(_id|_by|[a-z]By)$/.test(column.name))
    .map((column) => `${column.table}.${column.name}`);
}
