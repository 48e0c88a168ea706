/**
 * What a transaction writes at its end, into tables that nothing reads meanwhile: the rows of all of them go in one statement, with one
 * value each. Every change brings an audit event and an event; Prisma takes three times as long to put one row into SQL, and for 400
 * thirteen times as long.
 */
import { prepared } from './client.js';
import type { Queries } from './transaction-seat.js';

/** A table that is only added to. */
export interface LogTable {
  name: string;
  /** Column and PostgreSQL's type. A row names it in camelCase. */
  columns: readonly (readonly [column: string, type: string])[];
}

export type LogRow = Readonly<Record<string, unknown>>;

const camel = (column: string): string => column.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

/** Its INSERT from a list of objects in JSON. */
function insertInto({ name, columns }: LogTable, value: number): string {
  const names = columns.map(([column]) => `"${column}"`).join(', ');
  const values = columns.map(([column]) => `e."${camel(column)}"`).join(', ');
  const types = columns.map(([column, type]) => `"${camel(column)}" ${type}`).join(', ');
  return `INSERT INTO ${name} (${names}) SELECT ${values} FROM jsonb_to_recordset($${value}::jsonb) AS e(${types})`;
}

const json = (rows: readonly LogRow[]): string =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));

/** Adds rows to each of these tables: all in one statement, those of one table in their order. */
export async function insertRows(queries: Queries, rows: readonly (readonly [LogTable, readonly LogRow[]])[]): Promise<void> {
  const some = rows.filter(([, of]) => of.length > 0).sort(([a], [b]) => (a.name < b.name ? -1 : 1));
  if (some.length === 0) return;
  const inserts = some.map(([table], index) => insertInto(table, index + 1));
  const first = inserts.slice(0, -1).map((insert, index) => `i${index} AS (${insert})`);
  const text = `${first.length > 0 ? `WITH ${first.join(', ')} ` : ''}${inserts.at(-1) ?? ''}`;
  await prepared(
    queries,
    text,
    some.map(([, of]) => json(of)),
  );
}

/** The rows that one transaction has gathered so far. */
export class LastInserts {
  readonly #rows = new Map<LogTable, LogRow[]>();

  add(table: LogTable, rows: readonly LogRow[]): void {
    const before = this.#rows.get(table);
    if (before) before.push(...rows);
    else this.#rows.set(table, [...rows]);
  }

  /** Writes them. */
  write(queries: Queries): Promise<void> {
    return insertRows(queries, [...this.#rows]);
  }
}
