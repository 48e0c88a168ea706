/**
 * Records of any kind, for the admin panel: the same list, read, create, change and delete for all 46 tables, under the
 * rules of registry.ts. A kind with rules of its own has use cases (use-cases.ts); everything else is written here,
 * with audit. No door is a way around: permission, scope, hidden fields and versions are all decided in this file.
 */
import { audit, auditMany } from '../audit/audit.service.js';
import { type Ctx, inTransaction } from '../context.js';
import { translateDatabaseError } from '../database/errors.js';
import { lockRecord } from '../database/row-locks.js';
import { Prisma } from '../generated/prisma/index.js';
import { countryFor } from '../practice/country.js';
import { isSearch, partsOf } from '../search/words.js';
import type { Warning } from '../shared/warnings.js';
import { AppError, type FieldError, forbidden, notFound, stale, unprocessable } from '../shared/errors.js';
import { requireYear } from '../shared/time.js';
import { Permission } from '../access/permissions.js';
import { isOneLine, ONE_LINE } from '../shared/validation.js';
import { requireReferences } from './references.js';
import { correctionOf } from './corrections.js';
import { columnsOf, idOf, isLongText, keyFields, modelOf, whereId } from './data-model.js';
import { delegate } from './delegate.js';
import { foresee } from './foresee.js';
import { inUse } from './in-use.js';
import { asksForNotes, requireWritableNotes, withReadableNotes } from './notes.js';
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
import { plainCount, plainKeys, plainRows, type PlainQuery } from './plain-reads.js';
import { estimateRows } from './records.queries.js';
import type { DeleteOutcome, ModelName, RecordQuery, Row } from './records.types.js';
import { rulesOf } from './registry.js';
import { secretFields } from './secrets.js';
import { pickPeople } from './people-picker.js';
import type { TextSearch } from './text-search.js';
import { useCasesOf } from './use-cases.js';

export { fieldAccess, recordAccess } from './records.access.js';

type Where = Record<string, unknown>;

const MOST = 500;
/** Of what a picker's words find, so much is put in order. */
export const MOST_COMPARED = 2000;

function need(ctx: Ctx, model: ModelName, act: 'view' | 'create' | 'edit' | 'delete'): void {
  if (!recordAccess(ctx.actor, model)[act]) {
    const verb = { view: 'see', create: 'add', edit: 'change', delete: 'delete' }[act];
    throw forbidden(`You may not ${verb} records of this kind (${rulesOf(model).what}).`);
  }
}

const omit = (model: ModelName) => Object.fromEntries(secretFields(model).map((field) => [field, true]));

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

async function shown(ctx: Ctx, model: ModelName, row: Row): Promise<Row> {
  const readable = await withReadableNotes(ctx, model, [row]);
  const seen = visibleRow(model, row, fieldAccess(ctx.actor, model).hidden, readable(row));
  return model === 'AuditEvent' ? toldEvent(ctx.actor, seen, true) : seen;
}

async function listed(ctx: Ctx, model: ModelName, rows: Row[]): Promise<Row[]> {
  const readable = await withReadableNotes(ctx, model, rows);
  const { hidden } = fieldAccess(ctx.actor, model);
  const seen = rows.map((row) => listedRow(model, row, hidden, readable(row)));
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
  omit: Where;
  show: (within: Ctx, rows: Row[]) => Promise<Row[]>;
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
    omit: omit(model),
    show: (within, rows) => listed(within, model, rows),
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

async function find(ctx: Ctx, model: ModelName, id: string, permission?: Permission): Promise<Row> {
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

/** Those of the records that are there and that the actor may see, in no order: for the names behind references. */
export async function getRecords(ctx: Ctx, model: ModelName, ids: string[]): Promise<Row[]> {
  if (!recordAccess(ctx.actor, model).view || ids.length === 0) return [];
  const { what } = rulesOf(model);
  const keys = ids.slice(0, MOST).map((id) => whereId(model, id, what));
  const [key = 'id', ...more] = keyFields(model);
  // A list of ids is one short condition; Prisma takes ten milliseconds over as many alternatives.
  const these = more.length ? { OR: keys } : { [key]: { in: keys.map((each) => each[key]) } };
  const where = { AND: [these, scopeWhere(ctx.actor, model)] };
  const rows = await readRows(ctx, model, { where });
  return listed(ctx, model, rows);
}

/** Refuses unknown fields, and those that this actor may not write. */
function refuseUnwritable(ctx: Ctx, model: ModelName, fields: string[]): void {
  const columns = columnsOf(model);
  const { readOnly, hidden } = fieldAccess(ctx.actor, model);
  // The seed tells a past that the server would have written down itself.
  const serverSet = ctx.origin.door === 'seed' ? [] : readOnly;
  const closed = new Set([...serverSet, ...hidden.filter((field) => !secretFields(model).includes(field))]);
  const errors: FieldError[] = [];
  for (const field of fields) {
    if (!columns.has(field)) errors.push({ path: field, message: 'There is no such field.' });
    else if (closed.has(field)) errors.push({ path: field, message: 'You may not set this field.' });
  }
  if (errors.length) throw new AppError(403, 'field.refused', 'Some fields may not be set.', { errors });
}

function stamps(ctx: Ctx, model: ModelName, names: string[]): Row {
  const columns = columnsOf(model);
  return Object.fromEntries(names.flatMap((name) => (columns.has(name) ? [[name, ctx.actor.id] as const] : [])));
}

/** Refuses line breaks in what is one line: a name, a label, a number. */
function refuseLineBreaks(model: ModelName, data: Row): void {
  const columns = columnsOf(model);
  const errors: FieldError[] = [];
  for (const [name, value] of Object.entries(data)) {
    const field = columns.get(name);
    if (field?.type !== 'String' || isLongText(field)) continue;
    const lines: unknown[] = Array.isArray(value) ? value : [value];
    if (lines.some((line) => typeof line === 'string' && !isOneLine(line))) errors.push({ path: name, message: ONE_LINE });
  }
  if (errors.length) throw new AppError(422, 'field.one_line', 'Some fields take one line of text.', { errors });
}

/** Refuses required fields that were left empty, by name, and days and instants of years that nobody means. */
function refuseMissing(model: ModelName, data: Row, fields: Iterable<string>): void {
  for (const [name, value] of Object.entries(data))
    if (value instanceof Date && !Number.isNaN(value.getTime())) requireYear(value, name);
  const columns = columnsOf(model);
  const errors: FieldError[] = [];
  for (const name of fields) {
    const field = columns.get(name);
    if (!field?.isRequired || field.isList || (field.hasDefaultValue && data[name] === undefined)) continue;
    if (data[name] === undefined || data[name] === null || data[name] === '')
      errors.push({ path: name, message: 'This field must be filled in.' });
  }
  if (errors.length) throw new AppError(422, 'field.required', 'Some fields must be filled in.', { errors });
}

async function translated<T>(ctx: Ctx, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // Inside of another's transaction, which is lost by now, nothing more can be asked.
    const explained = ctx.transaction ? undefined : await inUse(ctx, error);
    throw (
      explained ??
      translateDatabaseError(error) ??
      (error instanceof Prisma.PrismaClientValidationError ? badValues(error) : error)
    );
  }
}

const badValues = (cause: Error): AppError =>
  new AppError(400, 'request.malformed', 'A value is not of the kind that the field takes.', { cause });

/** After a write: the record must be one that the actor may see with that permission, or the write is undone. */
async function mustBeInScope(ctx: Ctx, model: ModelName, id: string, permission: Permission): Promise<void> {
  try {
    await find(ctx, model, id, permission);
  } catch (error) {
    if (!(error instanceof AppError) || error.status !== 404) throw error;
    const scope = rulesOf(model).scope;
    const path = scope.kind === 'client' ? `${scope.path[0] ?? 'client'}Id` : scope.kind === 'own' ? scope.field : undefined;
    throw unprocessable('reference.not_found', 'This refers to a record that does not exist.', path);
  }
}

/** What deserves a second look before this record is added. What is wrong with it comes first: throws what createRecord throws. */
export async function warningsBefore(ctx: Ctx, model: ModelName, data: Row): Promise<Warning[]> {
  need(ctx, model, 'create');
  const warnings = (await useCasesOf(model)?.warn?.(ctx, data)) ?? [];
  if (warnings.length > 0) await foresee(ctx, (tx) => createRecord(tx, model, data));
  return warnings;
}

/** Adds a record. `data` holds typed values by field name. Throws 403, 409, 422 with the field at fault. */
export async function createRecord(ctx: Ctx, model: ModelName, data: Row): Promise<Row> {
  need(ctx, model, 'create');
  const permission = rulesOf(model).create as Permission;
  const useCase = useCasesOf(model)?.create;
  return translated(ctx, () =>
    inTransaction(ctx, async (tx) => {
      let id: string;
      refuseLineBreaks(model, data);
      if (useCase) id = await useCase(tx, data);
      else {
        refuseUnwritable(tx, model, Object.keys(data));
        const full = {
          ...data,
          ...stamps(tx, model, ['createdBy', 'updatedBy', 'grantedBy', 'uploaderId']),
          ...correctionOf(tx, model, 'ADDED', data.correctionReason),
        };
        await requireReferences(tx, model, full, new Set(Object.keys(full)));
        refuseMissing(
          model,
          full,
          [...columnsOf(model).keys()].filter((field) => !['id', 'updatedAt', 'createdAt'].includes(field)),
        );
        const row = await delegate(tx, model).create({ data: now(tx, model, full), omit: omit(model) });
        id = idOf(model, row);
        await mustBeInScope(tx, model, id, permission);
        await requireWritableNotes(tx, model, id, Object.keys(data));
        await audit(tx, { action: 'CREATE', recordType: model, recordId: id, clientId: clientOf(model, row), after: row });
      }
      return shown(tx, model, await find(tx, model, id));
    }),
  );
}

/**
 * Adds many records of a kind that has no use case of its own, in one statement: for the seed. All or none.
 * Throws as createRecord does, without saying which row. Gives the new ids, in the order of `rows`.
 */
export async function createRecords(ctx: Ctx, model: ModelName, rows: Row[]): Promise<string[]> {
  need(ctx, model, 'create');
  const useCases = useCasesOf(model);
  if (useCases?.create && !useCases.seedsInBulk) throw new Error(`${model} has a use case; call it.`);
  // References are looked at one record at a time; in bulk only the server's own data are written.
  if (ctx.origin.door !== 'seed') throw new Error('createRecords is for the seed.');
  for (const row of rows) {
    refuseUnwritable(ctx, model, Object.keys(row));
    refuseLineBreaks(model, row);
  }
  const own = stamps(ctx, model, ['createdBy', 'updatedBy', 'grantedBy']);
  return translated(ctx, () =>
    inTransaction(ctx, async (tx) => {
      const made = await delegate(tx, model).createManyAndReturn({
        data: rows.map((row) => now(tx, model, { ...row, ...own })),
        omit: omit(model),
      });
      const ids = made.map((row) => idOf(model, row));
      const { view, create } = rulesOf(model);
      for (const permission of new Set([view, create as Permission])) {
        const scope = scopeWhere(tx.actor, model, permission);
        if (Object.keys(scope).length === 0) continue;
        const inScope = await delegate(tx, model).count({
          where: { AND: [{ OR: ids.map((id) => whereId(model, id, rulesOf(model).what)) }, scope] },
        });
        if (inScope !== ids.length) throw unprocessable('reference.not_found', 'A row refers to a record that does not exist.');
      }
      await auditMany(
        tx,
        made.map((row, index) => ({
          action: 'CREATE' as const,
          recordType: model,
          recordId: ids[index] as string,
          clientId: clientOf(model, row),
          after: row,
        })),
      );
      return ids;
    }),
  );
}

/** When the row was made, by the clock of ctx; and the other timestamp that the document gives no default. */
function now(ctx: Ctx, model: ModelName, data: Row): Row {
  const columns = columnsOf(model);
  const fill = ['createdAt', 'updatedAt'].filter(
    (name) =>
      columns.has(name) && (name === 'createdAt' || (columns.get(name)?.isRequired && !columns.get(name)?.hasDefaultValue)),
  );
  return { ...Object.fromEntries(fill.map((name) => [name, ctx.now()])), ...data };
}

/** The key's columns with their values. */
function keyColumns(model: ModelName, id: string): [column: string, value: bigint][] {
  const columns = columnsOf(model);
  return Object.entries(whereId(model, id, rulesOf(model).what)).map(([field, value]) => [
    columns.get(field)?.dbName ?? field,
    value as bigint,
  ]);
}

function same(left: unknown, right: unknown): boolean {
  const text = (value: unknown): string => {
    if (value instanceof Date) return value.toISOString();
    if (Prisma.Decimal.isDecimal(value)) return value.toString();
    return JSON.stringify(value, (_, inner: unknown) => (typeof inner === 'bigint' ? String(inner) : inner)) ?? 'null';
  };
  if (Prisma.Decimal.isDecimal(left) && (typeof right === 'string' || typeof right === 'number')) return left.equals(right);
  return text(left ?? null) === text(right ?? null);
}

/**
 * Changes the fields that `data` holds. `version` is the updatedAt that the editor saw: 412 when somebody changed the record
 * since. Fields that are sent unchanged don't count, so a form may send back all it got.
 */
export async function updateRecord(ctx: Ctx, model: ModelName, id: string, data: Row, version?: Date): Promise<Row> {
  need(ctx, model, 'edit');
  const permission = rulesOf(model).edit as Permission;
  const useCase = useCasesOf(model)?.update;
  return translated(ctx, () =>
    inTransaction(ctx, async (tx) => {
      await lockRecord(tx.db, modelOf(model).dbName, keyColumns(model, id));
      const before = await find(tx, model, id, permission);
      if (version && before.updatedAt instanceof Date && before.updatedAt.getTime() !== version.getTime()) throw stale();
      const changes = Object.fromEntries(
        Object.entries(data).filter(([name, value]) => value !== undefined && !same(before[name], value)),
      );
      if (Object.keys(changes).length) {
        refuseLineBreaks(model, changes);
        if (useCase) await useCase(tx, id, changes);
        else await change(tx, model, id, before, changes, permission);
      }
      const newId = idOf(model, { ...before, ...(useCase ? {} : changes) });
      return shown(tx, model, await find(tx, model, newId));
    }),
  );
}

async function change(ctx: Ctx, model: ModelName, id: string, before: Row, changes: Row, permission: Permission): Promise<void> {
  refuseUnwritable(ctx, model, Object.keys(changes));
  refuseMissing(model, changes, Object.keys(changes));
  await requireReferences(ctx, model, { ...before, ...changes }, new Set(Object.keys(changes)));
  await requireWritableNotes(ctx, model, id, Object.keys(changes));
  const key = whereId(model, id, rulesOf(model).what);
  const where = Object.keys(key).length === 1 ? key : { [keyFields(model).join('_')]: key };
  const correction = correctionOf(ctx, model, 'CHANGED', changes.correctionReason);
  const after = await delegate(ctx, model).update({
    where,
    data: { ...changes, ...stamps(ctx, model, ['updatedBy']), ...correction },
    omit: omit(model),
  });
  await mustBeInScope(ctx, model, idOf(model, after), permission);
  const what = { recordType: model, recordId: id, clientId: clientOf(model, after), before, after };
  await audit(ctx, { action: 'UPDATE', ...what, whole: rulesOf(model).correctable });
}

/** How deleteRecord would end, by the same rules: it is done and taken back. Throws what deleteRecord throws. */
export const foreseeDeletion = (ctx: Ctx, model: ModelName, id: string): Promise<DeleteOutcome> =>
  foresee(ctx, (tx) => deleteRecord(tx, model, id));

/**
 * Deletes a record; a kind with a history of its own is put aside instead (use-cases.ts), an entry of a log struck out, for a
 * `reason`. Throws 409 while others refer to it, 422 without a reason.
 */
export async function deleteRecord(ctx: Ctx, model: ModelName, id: string, reason?: string): Promise<DeleteOutcome> {
  need(ctx, model, 'delete');
  const permission = rulesOf(model).delete as Permission;
  const useCase = useCasesOf(model)?.remove;
  return translated(ctx, () =>
    inTransaction(ctx, async (tx) => {
      if (rulesOf(model).correctable) await lockRecord(tx.db, modelOf(model).dbName, keyColumns(model, id));
      const before = await find(tx, model, id, permission);
      if (useCase) return useCase(tx, id);
      const key = whereId(model, id, rulesOf(model).what);
      if (rulesOf(model).correctable) {
        const data = correctionOf(tx, model, 'STRUCK', reason);
        const after = await delegate(tx, model).update({ where: key, data, omit: omit(model) });
        const what = { recordType: model, recordId: id, clientId: clientOf(model, before), before, after };
        await audit(tx, { action: 'DELETE', ...what, whole: true });
        return 'struck out';
      }
      await delegate(tx, model).delete({ where: Object.keys(key).length === 1 ? key : { [keyFields(model).join('_')]: key } });
      await audit(tx, { action: 'DELETE', recordType: model, recordId: id, clientId: clientOf(model, before), before });
      return 'deleted';
    }),
  );
}
