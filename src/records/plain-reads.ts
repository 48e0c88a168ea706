/**
 * Reads of one table by prepared statements, for conditions on the row's own columns. Prisma works out each query anew, and
 * a page of the panel asks four or five: that took most of its time. What reaches through a relation (a therapist's
 * caseload) stays Prisma's. tests/admin/reads.test.ts holds the two to the same rows.
 */
import { type Ctx } from '../context.js';
import { prepared } from '../database/client.js';
import { Prisma } from '../generated/prisma/index.js';
import { Binding } from '../shared/pagination.js';
import { columnsOf, modelOf, type Field } from './data-model.js';
import type { ModelName, Row } from './records.types.js';
import { secretFields } from './secrets.js';

type Where = Record<string, unknown>;

export interface PlainQuery {
  /** Prisma's conditions. */
  where: Where;
  orderBy?: Record<string, unknown> | Record<string, unknown>[];
  skip?: number;
  take?: number;
}

/** A condition that is not about the row's own columns, or in a form that only Prisma knows. */
class NotPlain extends Error {}

const quoted = (name: string): string => `"${name.replace(/"/g, '""')}"`;

function columnOf(model: ModelName, name: string): string {
  const field = columnsOf(model).get(name);
  if (!field) throw new NotPlain();
  return `t.${quoted(field.dbName ?? field.name)}`;
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
    if (operator === 'has') return `${bind(asParameter(value))} = ANY(${column})`;
    if (operator === 'contains' && mode === 'insensitive' && typeof value === 'string')
      return `${column} ILIKE ${bind(`%${value}%`)}`;
    throw new NotPlain();
  });
  return all(parts);
}

const all = (parts: string[]): string =>
  parts.length === 0 ? 'true' : parts.length === 1 ? String(parts[0]) : `(${parts.join(' AND ')})`;

function sqlOf(model: ModelName, where: Where, binding: Binding): string {
  const each = (inner: unknown): string[] =>
    (Array.isArray(inner) ? inner : [inner]).map((one: Where) => sqlOf(model, one, binding));
  const parts = Object.entries(where).flatMap(([name, condition]) => {
    if (condition === undefined) return [];
    if (name === 'AND') return each(condition);
    if (name === 'OR') {
      const choices = each(condition);
      return choices.length === 0 ? ['false'] : [`(${choices.join(' OR ')})`];
    }
    return [conditionOn(columnOf(model, name), condition, binding)];
  });
  return all(parts.filter((part) => part !== 'true'));
}

function orderSql(model: ModelName, orderBy: PlainQuery['orderBy']): string {
  const order = (Array.isArray(orderBy) ? orderBy : orderBy ? [orderBy] : []).flatMap((one) =>
    Object.entries(one).map(([name, direction]) => {
      if (direction !== 'asc' && direction !== 'desc') throw new NotPlain();
      return `${columnOf(model, name)} ${direction}`;
    }),
  );
  return order.length === 0 ? '' : ` ORDER BY ${order.join(', ')}`;
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
async function run<R extends Row>(ctx: Ctx, text: string, binding: Binding, few: boolean): Promise<R[]> {
  if (few) return prepared<R>(ctx.pool, text, binding.values);
  return (await ctx.pool.query<R>(text, binding.values)).rows;
}

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
    const binding = new Binding();
    const where = sqlOf(model, query.where, binding);
    const few = isById(query.where);
    const text =
      `SELECT ${columns} FROM ${quoted(modelOf(model).dbName)} t WHERE ${where}${orderSql(model, query.orderBy)}` +
      (query.take === undefined ? '' : ` LIMIT ${binding.bind(query.take)} OFFSET ${binding.bind(query.skip ?? 0)}`);
    const rows = await run(ctx, text, binding, few);
    for (const row of rows) {
      for (const [name, decode] of decoders) if (row[name] !== null) row[name] = decode(row[name]);
    }
    return rows;
  });
}

/** How many rows there are; undefined where Prisma must be asked. */
export async function plainCount(ctx: Ctx, model: ModelName, where: Where): Promise<number | undefined> {
  return unlessPrisma(async () => {
    const binding = new Binding();
    const text = `SELECT count(*)::float8 AS count FROM ${quoted(modelOf(model).dbName)} t WHERE ${sqlOf(model, where, binding)}`;
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
