/**
 * Reading records of any kind, for the admin panel: lists, counts, pickers and single records of all 46 tables, under the rules of
 * registry.ts. Permission, scope, hidden fields and notes are decided here and in records.access.ts; no door is a way around.
 */
import { secretFields } from '../access/secrets.js';
import { audit } from '../audit/audit.service.js';
import { type Ctx } from '../access/context.js';
import { countryFor } from '../access/practice-country.js';
import { isSearch, partsOf } from '../kernel/search-words.js';
import { forbidden, notFound } from '../kernel/errors.js';
import { Permission } from '../access/permissions.js';
import { idOf, keyFields, modelOf, whereId } from '../database/data-model.js';
import { delegate } from './delegate.js';
import { asksForNotes, withReadableNotes } from './notes.js';
import {
  clientOf,
  fieldAccess,
  isConfidential,
  listedRow,
  notesWhere,
  recordAccess,
  scopeWhere,
  tellsConfidential,
  toldEvent,
  unlistedFields,
  visibleRow,
} from './records.access.js';
import { plainCount, plainKeys, plainRows, type PlainQuery } from './plain-reads.queries.js';
import { estimateRows } from './records.queries.js';
import type { RecordQuery, Row } from './records.types.js';
import { rulesOf } from './registry.js';
import { sealedFields } from '../sealing/sealed-fields.js';
import { openTexts, sealFaultText } from '../sealing/sealing.service.js';
import type { ModelName } from '../database/data-model.js';
import { pickPeople } from './people-picker.queries.js';
import type { TextSearch } from './text-search.js';

type Where = Record<string, unknown>;

const MOST = 500;
/** Of what a picker's words find, so much is put in order. */
export const MOST_COMPARED = 2000;

/** Throws 403 where the actor may not do that with records of the kind. */
export function need(ctx: Ctx, model: ModelName, act: 'view' | 'create' | 'edit' | 'delete'): void {
  if (!recordAccess(ctx.actor, model)[act]) {
    const verb = { view: 'see', create: 'add', edit: 'change', delete: 'delete' }[act];
    throw forbidden(`You may not ${verb} records of this kind (${rulesOf(model).what}).`);
  }
}

/** What no read takes along: secrets. */
export const omit = (model: ModelName): Record<string, boolean> =>
  Object.fromEntries(secretFields(model).map((field) => [field, true]));

/** Refuses conditions and orders on fields that the actor may not see: a filter gives a value away as well as a list does. */
function refuseHidden(ctx: Ctx, model: ModelName, part: unknown): void {
  const hidden = [...fieldAccess(ctx.actor, model).hidden, ...unlistedFields(model)];
  const walk = (value: unknown): void => {
    if (Array.isArray(value)) value.forEach(walk);
    else if (typeof value === 'object' && value !== null) {
      for (const [key, inner] of Object.entries(value)) {
        if (hidden.includes(key)) throw forbidden('You may not filter or sort by this field.');
        if (['AND', 'OR', 'NOT'].includes(key)) walk(inner);
      }
    }
  };
  walk(part);
}

/** The record as the actor may see it. */
export async function shown(ctx: Ctx, model: ModelName, row: Row): Promise<Row> {
  const readable = await withReadableNotes(ctx, model, [row]);
  const [seen] = await opened(ctx, model, [visibleRow(model, row, fieldAccess(ctx.actor, model).hidden, readable(row))]);
  return model === 'AuditEvent' ? toldEvent(ctx.actor, seen as Row, true) : (seen as Row);
}

/** What is sealed, opened: of these columns what the actor may see of them. What does not open says why in its place. */
async function opened(ctx: Ctx, model: ModelName, rows: readonly Row[]): Promise<Row[]> {
  const fields = sealedFields(model)?.fields ?? [];
  const places = rows.flatMap((row, at) =>
    fields.flatMap((field) => {
      const sealed = row[field];
      return typeof sealed === 'string' ? [{ at, model, id: idOf(model, row), field, sealed }] : [];
    }),
  );
  const seen = rows.map((row) => ({ ...row }));
  for (const [index, text] of (await openTexts(ctx, places)).entries()) {
    const { at, field } = places[index] as (typeof places)[number];
    (seen[at] as Row)[field] = 'text' in text ? text.text : `[${sealFaultText(text.fault)}]`;
  }
  return seen;
}

async function listed(ctx: Ctx, model: ModelName, rows: Row[]): Promise<Row[]> {
  const readable = await withReadableNotes(ctx, model, rows);
  const { hidden } = fieldAccess(ctx.actor, model);
  const seen = await opened(
    ctx,
    model,
    rows.map((row) => listedRow(model, row, hidden, readable(row))),
  );
  return model === 'AuditEvent' ? seen.map((row) => toldEvent(ctx.actor, row, false)) : seen;
}

function conditions(ctx: Ctx, model: ModelName, query: RecordQuery): Where {
  refuseHidden(ctx, model, query.where);
  refuseHidden(ctx, model, query.orderBy);
  const all: Where[] = [query.where ?? {}, scopeWhere(ctx.actor, model)];
  // A condition on notes finds only among those whose notes may be read.
  if (asksForNotes(model, query)) all.push(notesWhere(ctx.actor, model, Permission.VIEW_CLINICAL_NOTE));
  return { AND: all };
}

const parts = async (ctx: Ctx, text: string | undefined): Promise<TextSearch | undefined> =>
  isSearch(text) ? { parts: partsOf(text, await countryFor(ctx, text)), as: 'typed' } : undefined;

/** The query with its search: as typed, or, where that finds nothing at all, near to it. */
async function searched(ctx: Ctx, model: ModelName, query: PlainQuery, text: string | undefined): Promise<PlainQuery> {
  const typed = await parts(ctx, text);
  if (!typed) return query;
  const asTyped = { ...query, text: typed };
  const [any] = await readRows(ctx, model, { where: query.where, text: typed, take: 1 });
  return any ? asTyped : { ...query, text: { ...typed, as: 'near' } };
}

async function readRows(ctx: Ctx, model: ModelName, { text, bestFirst, most, ...query }: PlainQuery): Promise<Row[]> {
  const rows = await plainRows(ctx, model, { ...query, text, bestFirst, most });
  if (!rows && text) throw new Error(`${model}: a search with conditions that only Prisma knows.`);
  return rows ?? delegate(ctx, model).findMany({ ...query, omit: omit(model) });
}

/** The rows that the query asks for and the actor may see. */
export async function listRecords(ctx: Ctx, model: ModelName, query: RecordQuery): Promise<Row[]> {
  need(ctx, model, 'view');
  const plain = {
    where: conditions(ctx, model, query),
    orderBy: query.orderBy ?? keyFields(model).map((field) => ({ [field]: 'desc' })),
    skip: query.skip ?? 0,
    take: Math.min(query.take ?? 50, MOST),
    bestFirst: query.bestFirst,
    most: query.most,
  };
  const typed = await parts(ctx, query.text);
  let rows = await readRows(ctx, model, { ...plain, text: typed });
  if (typed && rows.length === 0 && !query.exact) {
    const near = { ...plain, text: { ...typed, as: 'near' as const } };
    // A page after the last is empty too, and says nothing of whether something was found.
    rows = await readRows(ctx, model, plain.skip === 0 ? near : await searched(ctx, model, plain, query.text));
  }
  return listed(ctx, model, rows);
}

/** Records for a picker, the best match first. `orderBy` orders equals; `near` narrows them. Throws 403. */
export async function pickRecords(
  ctx: Ctx,
  model: ModelName,
  text: string,
  take: number,
  orderBy: RecordQuery['orderBy'],
  near: Where = {},
): Promise<Row[]> {
  need(ctx, model, 'view');
  const narrow = Object.keys(near).length > 0;
  const people = isSearch(text) && !narrow ? await pickPeople(ctx, model, text, take) : undefined;
  if (people?.length) return people;
  return listRecords(ctx, model, { where: narrow ? near : undefined, text, take, orderBy, bestFirst: true, most: MOST_COMPARED });
}

/** What listRecords reads and shows, in parts: for an export, which reads all of it. Throws 403. */
export function recordListing(
  ctx: Ctx,
  model: ModelName,
  query: RecordQuery,
): {
  keys: (within: Ctx, skip: number, take: number) => Promise<string[]>;
  /** The records of these keys, in their order. */
  rows: (within: Ctx, keys: readonly string[]) => Promise<Row[]>;
} {
  need(ctx, model, 'view');
  const plain = {
    where: conditions(ctx, model, query),
    orderBy: query.orderBy ?? keyFields(model).map((field) => ({ [field]: 'desc' })),
    bestFirst: query.bestFirst,
  };
  let asked: Promise<PlainQuery> | undefined;
  return {
    keys: async (within, skip, take) => {
      // One look for all parts.
      asked ??= searched(within, model, plain, query.text);
      const found = await plainKeys(within, model, { ...(await asked), skip, take });
      if (!found) throw new Error(`${model}: an export with conditions that only Prisma knows.`);
      return found;
    },
    rows: async (within, keys) => {
      const found = await listed(within, model, await readRows(within, model, { where: oneOf(model, keys) }));
      const byId = new Map(found.map((row) => [idOf(model, row), row]));
      return keys.flatMap((key): Row[] => {
        const row = byId.get(key);
        return row ? [row] : [];
      });
    },
  };
}

/** Counting a million rows takes a hundred times as long as reading a page of them. */
const COUNTED_UP_TO = 100_000;

/**
 * How many rows the query matches, of those that the actor may see. Of a whole large table, with nothing left out, the
 * database's estimate.
 */
export async function countRecords(ctx: Ctx, model: ModelName, query: RecordQuery): Promise<number> {
  need(ctx, model, 'view');
  const where = conditions(ctx, model, query);
  const typed = await parts(ctx, query.text);
  if (!typed && where.AND instanceof Array && where.AND.every((part: Where) => Object.keys(part).length === 0)) {
    const estimate = await estimateRows(ctx, modelOf(model).dbName);
    if (estimate !== null && estimate > COUNTED_UP_TO) return estimate;
  }
  const count = await plainCount(ctx, model, { where, text: typed });
  if (count === undefined && typed) throw new Error(`${model}: a search with conditions that only Prisma knows.`);
  if (count === 0 && typed) return (await plainCount(ctx, model, { where, text: { ...typed, as: 'near' } })) ?? 0;
  return count ?? delegate(ctx, model).count({ where });
}

/** The record as it is, if the actor may reach it with that permission. Throws 404. */
export async function find(ctx: Ctx, model: ModelName, id: string, permission?: Permission): Promise<Row> {
  const { what } = rulesOf(model);
  const where = { AND: [whereId(model, id, what), scopeWhere(ctx.actor, model, permission)] };
  const [row] = await readRows(ctx, model, { where, take: 1 });
  if (!row) throw notFound(what);
  return row;
}

/** One record as the actor may see it, for a look that is no reading of it. Throws 403, 404. */
export async function findRecord(ctx: Ctx, model: ModelName, id: string): Promise<Row> {
  need(ctx, model, 'view');
  const [row] = await listed(ctx, model, [await find(ctx, model, id)]);
  return row as Row;
}

/** One record. Throws 404 where it isn't there or isn't this actor's to see. Reading a confidential one is audited. */
export async function getRecord(ctx: Ctx, model: ModelName, id: string): Promise<Row> {
  need(ctx, model, 'view');
  const row = await find(ctx, model, id);
  if (isConfidential(model, row)) {
    await audit(ctx, { action: 'READ', recordType: model, recordId: id, clientId: clientOf(model, row) });
  }
  if (model === 'AuditEvent') await noteReading(ctx, row);
  return shown(ctx, model, row);
}

/** Reading in the trail what a confidential record says is reading that record. */
async function noteReading(ctx: Ctx, event: Row): Promise<void> {
  const kind = event.recordType as ModelName | null;
  if (kind === null || !tellsConfidential(kind, event.before, event.after)) return;
  await audit(ctx, {
    action: 'READ',
    recordType: kind,
    recordId: String(event.recordId),
    clientId: (event.clientId ?? null) as bigint | null,
  });
}

/** The condition that a record is one of these. */
function oneOf(model: ModelName, ids: readonly string[]): Where {
  const keys = ids.map((id) => whereId(model, id, rulesOf(model).what));
  const [key = 'id', ...more] = keyFields(model);
  // A list of ids is one short condition; Prisma takes ten milliseconds over as many alternatives.
  return more.length ? { OR: keys } : { [key]: { in: keys.map((each) => each[key]) } };
}

/** Those of the records that are there and that the actor may see, in no order: for the names behind references. */
export async function getRecords(ctx: Ctx, model: ModelName, ids: string[]): Promise<Row[]> {
  if (!recordAccess(ctx.actor, model).view || ids.length === 0) return [];
  const where = { AND: [oneOf(model, ids.slice(0, MOST)), scopeWhere(ctx.actor, model)] };
  const rows = await readRows(ctx, model, { where });
  return listed(ctx, model, rows);
}
