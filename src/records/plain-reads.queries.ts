/**
 * Reads of one table by statements of our own, for conditions in Prisma's form. Prisma works out each query anew, and a page of the
 * panel asks four or five: that took most of its time; and it has no words for the search. What only Prisma knows stays Prisma's.
 * tests/admin/engine/reads.test.ts holds the two to the same rows.
 */
import { secretFields } from '../access/secrets.js';
import { clientScopeSql, scopeBehind } from '../access/scope.js';
import { type Ctx } from '../access/context.js';
import { once, prepared } from '../database/client.js';
import { Prisma } from '../generated/prisma/index.js';
import { practiceCountry } from '../access/practice-country.js';
import { Search } from '../database/search.sql.js';
import { partsOf } from '../kernel/search-words.js';
import { Binding } from '../database/binding.js';
import { containsPattern } from '../database/lists.js';
import { columnsOf, type Field, keyFields, modelOf, quoted } from '../database/data-model.js';
import type { Row } from './records.types.js';
import { rulesOf } from './registry.js';
import type { ModelName } from '../database/data-model.js';
import { type TextSearch, textSql } from './text-search.js';

type Where = Record<string, unknown>;

export interface PlainQuery {
  /** Prisma's conditions. */
  where: Where;
  /** What is looked for among them. */
  text?: TextSearch;
  /** The best match first, and only then in the order of `orderBy`. */
  bestFirst?: boolean;
  /** Put only so many of those that are found in order. */
  most?: number;
  orderBy?: Record<string, unknown> | Record<string, unknown>[];
  skip?: number;
  take?: number;
}

/** A condition in a form that only Prisma knows. */
class NotPlain extends Error {}

function columnOf(model: ModelName, name: string, alias = 't'): string {
  const field = columnsOf(model).get(name);
  if (!field) throw new NotPlain();
  return `${alias}.${quoted(field.dbName ?? field.name)}`;
}

/** A value as text that PostgreSQL reads as the column's type. Timestamps are UTC, so the Z that their column ignores is true. */
function asParameter(value: unknown): unknown {
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value)) return value.map(asParameter);
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint' || typeof value === 'number' || typeof value === 'string') return String(value);
  if (Prisma.Decimal.isDecimal(value)) return value.toFixed();
  throw new NotPlain();
}

const COMPARISONS: Record<string, string> = { gte: '>=', gt: '>', lte: '<=', lt: '<' };

function conditionOn(column: string, condition: unknown, { bind }: Binding): string {
  if (condition === null) return `${column} IS NULL`;
  if (typeof condition !== 'object' || condition instanceof Date || Prisma.Decimal.isDecimal(condition))
    return `${column} = ${bind(asParameter(condition))}`;
  const { mode, ...operators } = condition as Record<string, unknown>;
  const parts = Object.entries(operators).map(([operator, value]) => {
    const comparison = COMPARISONS[operator];
    if (comparison) return `${column} ${comparison} ${bind(asParameter(value))}`;
    if (operator === 'in') return `${column} = ANY(${bind(asParameter(value))})`;
    if (operator === 'notIn') return `${column} <> ALL(${bind(asParameter(value))})`;
    if (operator === 'has') return `${bind(asParameter(value))} = ANY(${column})`;
    if (operator === 'contains' && mode === 'insensitive' && typeof value === 'string')
      return `${column} ILIKE ${bind(`%${value}%`)}`;
    throw new NotPlain();
  });
  return all(parts);
}

const all = (parts: string[]): string =>
  parts.length === 0 ? 'true' : parts.length === 1 ? String(parts[0]) : `(${parts.join(' AND ')})`;

const fieldOf = (model: ModelName, name: string): Field | undefined => modelOf(model).fields.find((field) => field.name === name);

/** Which columns of the two tables are the same, as a condition. */
function joinOf(model: ModelName, relation: Field, alias: string, inner: string): string {
  const target = relation.type as ModelName;
  const here = relation.relationFromFields ?? [];
  // A list's columns are told at its other end.
  const other = modelOf(target).fields.find(
    (field) => field.relationName === relation.relationName && (field.relationFromFields ?? []).length > 0 && field !== relation,
  );
  const [own, theirs] =
    here.length > 0 ? [here, relation.relationToFields] : [other?.relationToFields, other?.relationFromFields];
  if (!own?.length || !theirs) throw new NotPlain();
  return own
    .map((name, index) => `${columnOf(model, name, alias)} = ${columnOf(target, theirs[index] as string, inner)}`)
    .join(' AND ');
}

/** A condition on what a relation leads to. */
function relationSql(model: ModelName, relation: Field, condition: unknown, alias: string, binding: Binding): string {
  const target = relation.type as ModelName;
  const inner = `${alias}_`;
  const exists = (where: string): string =>
    `EXISTS (SELECT FROM ${quoted(modelOf(target).dbName)} ${inner} WHERE ${all([joinOf(model, relation, alias, inner), where])})`;
  if (condition === null) {
    const [key] = relation.relationFromFields ?? [];
    if (relation.isList || !key) throw new NotPlain();
    return `${columnOf(model, key, alias)} IS NULL`;
  }
  if (typeof condition !== 'object') throw new NotPlain();
  if (!relation.isList) {
    const scope = target === 'Client' ? scopeBehind(condition) : undefined;
    const [key] = relation.relationFromFields ?? [];
    // A client that is referred to is there: its id says enough.
    if (scope && key) return clientScopeSql(scope, columnOf(model, key, alias), binding.bind);
    return exists(sqlOf(target, condition as Where, binding, inner));
  }
  return all(
    Object.entries(condition as Where).map(([quantifier, where]) => {
      const sql = sqlOf(target, where as Where, binding, inner);
      if (quantifier === 'some') return exists(sql);
      if (quantifier === 'none') return `NOT ${exists(sql)}`;
      if (quantifier === 'every') return `NOT ${exists(`NOT (${sql})`)}`;
      throw new NotPlain();
    }),
  );
}

function sqlOf(model: ModelName, where: Where, binding: Binding, alias = 't'): string {
  const scope = model === 'Client' ? scopeBehind(where) : undefined;
  if (scope) return clientScopeSql(scope, columnOf(model, 'id', alias), binding.bind);
  const each = (inner: unknown): string[] =>
    (Array.isArray(inner) ? inner : [inner]).map((one: Where) => sqlOf(model, one, binding, alias));
  const parts = Object.entries(where).flatMap(([name, condition]) => {
    if (condition === undefined) return [];
    if (name === 'AND') return each(condition);
    if (name === 'NOT') return each(condition).map((inner) => `NOT (${inner})`);
    if (name === 'OR') {
      const choices = each(condition);
      return choices.length === 0 ? ['false'] : [`(${choices.join(' OR ')})`];
    }
    const field = fieldOf(model, name);
    if (field?.kind === 'object') return [relationSql(model, field, condition, alias, binding)];
    const words = wordsIn(condition);
    if (words !== undefined) return [wordsSql(model, name, words, alias, binding)];
    return [conditionOn(columnOf(model, name, alias), condition, binding)];
  });
  return all(parts.filter((part) => part !== 'true'));
}

/** A condition of the form `{ words: 'ann lee' }`. */
const wordsIn = (condition: unknown): string | undefined => {
  const words = (condition as { words?: unknown } | null)?.words;
  return typeof words === 'string' ? words : undefined;
};

/** That each word is in one column. What a table is searched by narrows it down first, by its index; other columns are read as they are. */
function wordsSql(model: ModelName, name: string, words: string, alias: string, binding: Binding): string {
  const column = columnOf(model, name, alias);
  const { search } = rulesOf(model);
  const parts = partsOf(words, binding instanceof AtHome ? binding.country : '');
  if (!search.includes(name) && name !== 'phone') {
    const typed = parts.flatMap((part) => part.words);
    return all(
      typed.length === 0
        ? ['false']
        : typed.map((word) => `fold(${column}) LIKE (SELECT fold(${binding.bind(containsPattern(word))}::text))`),
    );
  }
  const looked = new Search(parts, binding.bind);
  const inColumn = looked.found(name === 'phone' ? `(' ' || phone_key(${column}) || ' ')` : `search_text(${column})`);
  return search.includes(name) ? all([looked.found(`${alias}.search`), inColumn]) : inColumn;
}

/** A statement's values, in a practice of some country. */
class AtHome extends Binding {
  constructor(readonly country: string) {
    super();
  }
}

/** Whether the country makes a difference: somewhere words are compared. */
function comparesWords(where: unknown): boolean {
  if (typeof where !== 'object' || where === null || where instanceof Date) return false;
  return wordsIn(where) !== undefined || Object.values(where).some(comparesWords);
}

const bindingFor = async (ctx: Ctx, where: Where): Promise<Binding> =>
  comparesWords(where) ? new AtHome(await practiceCountry(ctx)) : new Binding();

/** FROM, WHERE and ORDER BY of a query. */
function restOf(ctx: Ctx, model: ModelName, query: PlainQuery, binding: Binding): { from: string; order: string } {
  const where = [sqlOf(model, query.where, binding)];
  const order = orderSql(model, query.orderBy);
  const text = query.text && textSql(ctx.actor, model, query.text, 't', binding);
  if (text) where.push(...text.where);
  const rows = `${quoted(modelOf(model).dbName)} t WHERE ${all(where)}`;
  if (text && query.bestFirst) order.unshift(text.rank());
  return {
    from:
      text && query.most !== undefined ? `FROM (SELECT t.* FROM ${rows} LIMIT ${binding.bind(query.most)}) t` : `FROM ${rows}`,
    order: order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`,
  };
}

function orderSql(model: ModelName, orderBy: PlainQuery['orderBy']): string[] {
  return (Array.isArray(orderBy) ? orderBy : orderBy ? [orderBy] : []).flatMap((one) =>
    Object.entries(one).map(([name, direction]) => {
      if (direction !== 'asc' && direction !== 'desc') throw new NotPlain();
      return `${columnOf(model, name)} ${direction}`;
    }),
  );
}

/** What node-postgres gives, as Prisma would give it. */
function decoder(field: Field): ((value: unknown) => unknown) | undefined {
  switch (field.type) {
    case 'BigInt':
      return (value) => BigInt(value as string);
    case 'Decimal':
      return (value) => new Prisma.Decimal(value as string);
    case 'DateTime':
      return field.nativeType?.[0] === 'Date' ? (value) => new Date(value as string) : undefined;
    default:
      return undefined;
  }
}

/** To Prisma, a list that isn't there is an empty one. */
function readOut(model: ModelName, field: Field): string {
  const column = columnOf(model, field.name);
  return field.isList ? `coalesce(${column}, '{}')` : column;
}

interface Selection {
  columns: string;
  decoders: [name: string, decode: (value: unknown) => unknown][];
}

const selections = new Map<ModelName, Selection>();

/** The columns that may be read out, under their fields' names. */
function selectionOf(model: ModelName): Selection {
  const known = selections.get(model);
  if (known) return known;
  const secret = secretFields(model);
  const fields = [...columnsOf(model).values()].filter((field) => !secret.includes(field.name));
  const selection: Selection = {
    columns: fields.map((field) => `${readOut(model, field)} AS ${quoted(field.name)}`).join(', '),
    decoders: fields.flatMap((field) => {
      const decode = decoder(field);
      return decode ? [[field.name, decode] as const] : [];
    }),
  };
  selections.set(model, selection);
  return selection;
}

/** Runs the statement: prepared where there are few of its kind, those without conditions of a person's own choice. */
const run = <R extends Row>(ctx: Ctx, text: string, { values }: Binding, few: boolean): Promise<R[]> =>
  (few ? prepared : once)<R>(ctx.pool, text, values);

/** undefined where Prisma must be asked. */
async function unlessPrisma<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** The rows, without secret columns, in Prisma's types; undefined where Prisma must be asked. */
export async function plainRows(ctx: Ctx, model: ModelName, query: PlainQuery): Promise<Row[] | undefined> {
  return unlessPrisma(async () => {
    const { columns, decoders } = selectionOf(model);
    const binding = await bindingFor(ctx, query.where);
    const { from, order } = restOf(ctx, model, query, binding);
    const few = isById(query.where) && !query.text;
    const text =
      `SELECT ${columns} ${from}${order}` +
      (query.take === undefined ? '' : ` LIMIT ${binding.bind(query.take)} OFFSET ${binding.bind(query.skip ?? 0)}`);
    const rows = await run(ctx, text, binding, few);
    for (const row of rows) {
      for (const [name, decode] of decoders) if (row[name] !== null) row[name] = decode(row[name]);
    }
    return rows;
  });
}

/** The keys of the rows, in their order, as idOf writes them; undefined where Prisma must be asked. */
export async function plainKeys(ctx: Ctx, model: ModelName, query: PlainQuery): Promise<string[] | undefined> {
  return unlessPrisma(async () => {
    const binding = await bindingFor(ctx, query.where);
    const { from, order } = restOf(ctx, model, query, binding);
    const key = keyFields(model)
      .map((name) => `${columnOf(model, name)}::text`)
      .join(` || '.' || `);
    const limit = query.take === undefined ? '' : ` LIMIT ${binding.bind(query.take)} OFFSET ${binding.bind(query.skip ?? 0)}`;
    const rows = await run<{ key: string }>(ctx, `SELECT ${key} AS key ${from}${order}${limit}`, binding, false);
    return rows.map((row) => row.key);
  });
}

/** How many rows there are; undefined where Prisma must be asked. */
export async function plainCount(
  ctx: Ctx,
  model: ModelName,
  query: Pick<PlainQuery, 'where' | 'text'>,
): Promise<number | undefined> {
  return unlessPrisma(async () => {
    const binding = await bindingFor(ctx, query.where);
    const text = `SELECT count(*)::float8 AS count ${restOf(ctx, model, query, binding).from}`;
    const [row] = await run<{ count: number }>(ctx, text, binding, false);
    return row?.count ?? 0;
  });
}

/** A condition on nothing, or on the id alone: of these there are few statements. */
function isById(where: Where): boolean {
  return Object.entries(where).every(
    ([name, inner]) => name === 'id' || (name === 'AND' && Array.isArray(inner) && inner.every((one: Where) => isById(one))),
  );
}
