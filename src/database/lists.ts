/**
 * Lists: one shape, one cursor, for every controller. A page is found by its sort key and id (keyset), so that it stays
 * right while rows come and go, and costs the same however far down it is.
 */
import type pg from 'pg';
import type { Config } from '../config/config.js';
import type { Binding } from './binding.js';
import { once, prepared } from './client.js';
import type { Conditions } from './conditions.js';
import type { Queries } from './transaction-seat.js';
import { openCursor, type Position, scopeOf, sealCursor } from './cursor.js';
import { malformed } from '../kernel/errors.js';

/** Of a use case's ctx, what a list needs: its transaction or the pool, and the keys that seal cursors. */
interface ListCtx {
  readonly pool: Queries;
  readonly config: Pick<Config, 'encryptionKeys'>;
}

/** What every list takes; the controllers write it out (tsoa drops the validators of inherited properties). */
export interface PageQuery {
  limit?: number;
  cursor?: string;
  sort?: string;
  count?: boolean;
  updatedFrom?: Date | undefined;
}

export interface Page<T> {
  items: T[];
  nextCursor: string | null;
  total?: number;
}

export interface Sort {
  /** An expression that is never null and has an index together with the id. */
  sql: string;
  /** Its PostgreSQL type. */
  type: 'text' | 'timestamp' | 'date' | 'integer' | 'numeric' | 'boolean';
}

export interface ListDefinition {
  /** What to select: `c.id, c.first_name AS "firstName"`. */
  select: string;
  /** `clients c LEFT JOIN …`: joins for the answer's columns. */
  from: string;
  /** The id's expression: `c.id`. */
  id: string;
  /** By the name that the API gives them. */
  sorts: Record<string, Sort>;
  /**
   * The instant of a row's last change: never null, with an index together with the id. Each list can be sorted by it (`updatedAt`) and
   * asked for what was changed since (`updatedFrom`). Null where the time of a change would tell more than the list shows.
   */
  updatedAt: string | null;
  /** `lastName`, or `-startTime` for the latest first. */
  defaultSort: string;
  places?: Places;
}

/**
 * Where the rows are to be found, instead of everywhere in `from`: several places, each with an index of its own. One OR over them would
 * make the database read everybody's rows.
 */
export interface Places {
  /** `FROM appointments a WHERE a.therapist_id = $1`: each row is in one of them alone. */
  of: readonly string[];
  /** The rows' own table in them, and in the list's conditions, which name no other. */
  alias: string;
  /** The joins for the answer's columns. */
  joins: string;
}

const DEFAULT_LIMIT = 50;
const LARGEST_LIMIT = 200;

/**
 * What a cursor is bound to: the list with its conditions and their values, and its order. Values that differ with each request are not
 * of them.
 */
function cursorScope(list: ListDefinition, conditions: readonly string[], binding: Binding, sortName: string): Buffer {
  const values = binding.values.map((value, index) => (binding.passing.has(index) ? null : value));
  return scopeOf(list.id, rowsOf(list, conditions), values, sortName);
}

/** Throws 400 for a cursor that is not of this list in this order with these filters. */
function positionAfter(ctx: ListCtx, cursor: string, scope: Buffer): Position {
  const position = openCursor(ctx.config, scope, cursor);
  if (position) return position;
  throw malformed('This cursor does not belong to this list with this order and these filters. Begin at the first page.', [
    { path: 'cursor', message: 'is not one of this list with this order and these filters' },
  ]);
}

/** In which order the query wants the list. Throws 400 for one that the list does not have. */
function orderOf(list: ListDefinition, query: PageQuery): { sortName: string; sort: Sort; descending: boolean } {
  const sortName = query.sort ?? list.defaultSort;
  const descending = sortName.startsWith('-');
  const name = sortName.replace(/^-/, '');
  const sorts: Record<string, Sort> = { ...list.sorts };
  if (list.updatedAt !== null) sorts.updatedAt = { sql: list.updatedAt, type: 'timestamp' };
  const sort = Object.hasOwn(sorts, name) ? sorts[name] : undefined;
  if (!sort)
    throw malformed(`This list cannot be sorted by "${sortName.slice(0, 40)}".`, [
      { path: 'sort', message: 'is not a sort of this list' },
    ]);
  return { sortName, sort, descending };
}

/** The list's own conditions with those that each list has. Throws 400 for an instant that is none. */
function allConditions(list: ListDefinition, query: PageQuery, where: Conditions): readonly string[] {
  if (list.updatedAt !== null) where.instant(list.updatedAt, '>=', query.updatedFrom);
  return [...where.all];
}

/** FROM and WHERE of a list. @param tail ORDER BY and LIMIT of each of its places, which keep them from being read whole */
function rowsOf({ from, places }: ListDefinition, conditions: readonly string[], tail = ''): string {
  if (!places) return `FROM ${from} WHERE ${conditions.join(' AND ') || 'true'}`;
  const { of, alias, joins } = places;
  const parts = of.map((place) => `(SELECT ${alias}.* ${[place, ...conditions].join(' AND ')}${tail})`);
  return `FROM (${parts.join(' UNION ALL ')}) AS ${alias} ${joins}`;
}

/** A statement with its values. */
export interface Statement {
  text: string;
  values: unknown[];
}

/**
 * The whole of a list in its order, for an export: the statement that reads it, and the one that counts it, up to `most` and one more.
 * Throws 400 for an order that the list does not have.
 * @param own as for listPage
 * @param select what to select, where a file has other columns than a page
 */
export function wholeList(
  list: ListDefinition,
  query: PageQuery,
  own: Conditions,
  most: number,
  select: (binding: Binding) => string = () => list.select,
): { read: Statement; count: Statement } {
  const { sort, descending } = orderOf(list, query);
  const direction = descending ? 'DESC' : 'ASC';
  const from = rowsOf(list, allConditions(list, query, own));
  // Each statement has the values that it names, and no others.
  const count = {
    text: `SELECT count(*) AS total FROM (SELECT 1 ${from} LIMIT ${most + 1}) AS rows`,
    values: [...own.values],
  };
  const text = `SELECT ${select(own.binding)} ${from} ORDER BY ${sort.sql} ${direction}, ${list.id} ${direction}`;
  return { read: { text, values: own.values }, count };
}

/**
 * One page of a list.
 * @param own whose rows, and which; made by the feature for this page alone, which adds its own to them
 */
export async function listPage<Row extends pg.QueryResultRow>(
  ctx: ListCtx,
  list: ListDefinition,
  query: PageQuery,
  own: Conditions,
): Promise<Page<Row>> {
  const { sortName, sort, descending } = orderOf(list, query);
  const limit = query.limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(limit) || limit < 1 || limit > LARGEST_LIMIT) {
    throw malformed(`limit must be from 1 to ${LARGEST_LIMIT}.`, [
      { path: 'limit', message: `must be from 1 to ${LARGEST_LIMIT}` },
    ]);
  }
  const { binding } = own;
  let conditions = allConditions(list, query, own);
  const scope = cursorScope(list, conditions, binding, sortName);
  const counted = [...conditions];
  const countValues = [...binding.values];
  const { bind } = binding;
  if (query.cursor !== undefined) {
    const after = positionAfter(ctx, query.cursor, scope);
    conditions = [
      ...conditions,
      `(${sort.sql}, ${list.id}) ${descending ? '<' : '>'} (${bind(after.key)}::${sort.type}, ${bind(after.id)}::bigint)`,
    ];
  }
  const direction = descending ? 'DESC' : 'ASC';
  const tail = ` ORDER BY ${sort.sql} ${direction}, ${list.id} ${direction} LIMIT ${bind(limit + 1)}`;
  const text = `SELECT ${list.select}, (${sort.sql})::text AS "__key", ${list.id}::text AS "__id"
    ${rowsOf(list, conditions, tail)}${tail}`;
  // A search has a text for each number of words and way to find them.
  const run = 'q' in query && query.q !== undefined ? once : prepared;
  const rows = await run<Row & { __key: string; __id: string }>(ctx.pool, text, binding.values);
  const total = query.count ? await countRows(run, ctx.pool, list, counted, countValues) : undefined;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  const nextCursor = last ? sealCursor(ctx.config, scope, { key: last.__key, id: last.__id }) : null;
  const items: Row[] = rows.slice(0, limit);
  // The cursor's own columns are nobody's answer.
  for (const row of items as { __key?: string; __id?: string }[]) {
    delete row.__key;
    delete row.__id;
  }
  return {
    items,
    nextCursor,
    ...(total === undefined ? {} : { total }),
  };
}

async function countRows(
  run: typeof prepared,
  pool: Queries,
  list: ListDefinition,
  conditions: readonly string[],
  values: unknown[],
): Promise<number> {
  const [row] = await run<{ total: string }>(pool, `SELECT count(*) AS total ${rowsOf(list, conditions)}`, values);
  return Number(row?.total ?? 0);
}

/** `text` as a pattern that finds it anywhere, its `%` and `_` taken as themselves. */
export function containsPattern(text: string): string {
  return `%${text.replace(/[\\%_]/g, '\\$&')}%`;
}

/** The items of a page, each turned into what the API answers. */
export function mapPage<Row, Item>(page: Page<Row>, toItem: (row: Row) => Item): Page<Item> {
  return { ...page, items: page.items.map(toItem) };
}
