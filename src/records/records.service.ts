/**
 * Writing records of any kind, for the admin panel: create, change and delete for all 46 tables, under the rules of registry.ts.
 * A kind with rules of its own names its use cases in its description; everything else is written here, with audit. No door is a way around:
 * permission, scope, closed fields and versions are all decided here.
 */
import { useCasesOf } from './registry.js';
import { requireSameRights } from '../access/policy.js';
import { audit, auditMany } from '../audit/audit.service.js';
import { type Ctx, inTransaction } from '../access/context.js';
import { translateDatabaseError } from '../database/errors.js';
import { lockRecord } from '../database/row-locks.js';
import { Prisma } from '../generated/prisma/index.js';
import type { Warning } from '../kernel/warnings.js';
import { AppError, stale, unprocessable } from '../kernel/errors.js';
import type { Permission } from '../access/permissions.js';
import { requireReferences } from './references.js';
import { correctionOf } from './corrections.js';
import { columnsOf, idOf, keyFields, modelOf, whereId } from '../database/data-model.js';
import { delegate } from './delegate.js';
import { foresee } from './foresee.js';
import { inUse } from './in-use.js';
import { requireWritableNotes } from './notes.js';
import { clientOf, scopeWhere } from './records.access.js';
import type { DeleteOutcome, Row } from './records.types.js';
import { rulesOf } from './registry.js';
import type { ModelName } from '../database/data-model.js';
import { leadingField, subjectBehind } from './subject.js';
import { neededFields, refuseLineBreaks, refuseMissing, refuseUnwritable } from './record-checks.js';
import { find, need, omit, shown } from './records.reads.js';

function stamps(ctx: Ctx, model: ModelName, names: string[]): Row {
  const columns = columnsOf(model);
  return Object.fromEntries(names.flatMap((name) => (columns.has(name) ? [[name, ctx.actor.id] as const] : [])));
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
  const warnings = await translated(ctx, async () => (await useCasesOf(model).warn?.(ctx, data)) ?? []);
  if (warnings.length > 0) await foresee(ctx, (tx) => createRecord(tx, model, data));
  return warnings;
}

/** Adds a record. `data` holds typed values by field name. Throws 403, 409, 422 with the field at fault. */
export async function createRecord(ctx: Ctx, model: ModelName, data: Row): Promise<Row> {
  need(ctx, model, 'create');
  const permission = rulesOf(model).create as Permission;
  const useCase = useCasesOf(model).create;
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
        refuseMissing(model, full, neededFields(model));
        await requireReferences(tx, model, full, new Set(Object.keys(full)));
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
  if (useCases.create && !useCases.seedsInBulk) throw new Error(`${model} has a use case; call it.`);
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
  return text(left ?? null) === text(right ?? null);
}

/**
 * Changes the fields that `data` holds. `version` is the updatedAt that the editor saw: 412 when somebody changed the record
 * since. Fields that are sent unchanged don't count, so a form may send back all it got.
 */
export async function updateRecord(ctx: Ctx, model: ModelName, id: string, data: Row, version?: Date): Promise<Row> {
  need(ctx, model, 'edit');
  const permission = rulesOf(model).edit as Permission;
  const useCase = useCasesOf(model).update;
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
  const correction = correctionOf(ctx, model, 'CHANGED', changes.correctionReason, before);
  // What the record holds goes along to whom it is about now. Who has no entry for one of them sees both alike.
  const leading = ctx.actor.recordRules.length > 0 ? leadingField(model, Object.keys(changes)) : undefined;
  const about = leading && (await subjectBehind(ctx, model, key));
  const after = await delegate(ctx, model).update({
    where,
    data: { ...changes, ...stamps(ctx, model, ['updatedBy']), ...correction },
    omit: omit(model),
  });
  await mustBeInScope(ctx, model, idOf(model, after), permission);
  const now = leading && (await subjectBehind(ctx, model, whereId(model, idOf(model, after), rulesOf(model).what)));
  if (about && now) requireSameRights(ctx.actor, about, now, leading);
  const what = { recordType: model, recordId: id, clientId: clientOf(model, after), before, after };
  await audit(ctx, { action: 'UPDATE', ...what, whole: rulesOf(model).correctable });
}

/** Stands for the reason that is asked for once it is known how it would end. */
const FORESEEN = 'To be asked for';

/** How deleteRecord would end, by the same rules: it is done and taken back. Throws what deleteRecord throws. */
export const foreseeDeletion = (ctx: Ctx, model: ModelName, id: string): Promise<DeleteOutcome> =>
  translated(ctx, () => foresee(ctx, (tx) => deleteRecord(tx, model, id, FORESEEN)));

/**
 * Deletes at once those of these records that their kind deletes so; gives how each of them ended. The others are left for deleteRecord, one
 * by one, as are all of a kind that knows no such way. Throws 403.
 */
export async function deleteRecords(
  ctx: Ctx,
  model: ModelName,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DeleteOutcome>> {
  need(ctx, model, 'delete');
  const useCase = useCasesOf(model).removeMany;
  return useCase && ids.length > 1 ? translated(ctx, () => inTransaction(ctx, (tx) => useCase(tx, ids))) : new Map();
}

/** How deleteRecords would end: it is done and taken back. */
export const foreseeDeletions = (
  ctx: Ctx,
  model: ModelName,
  ids: readonly string[],
): Promise<ReadonlyMap<string, DeleteOutcome>> => translated(ctx, () => foresee(ctx, (tx) => deleteRecords(tx, model, ids)));

/**
 * Deletes a record; a kind with a history of its own is put aside instead (its use case does that), an entry of a log struck out, for a
 * `reason`. Throws 409 while others refer to it, 422 without a reason.
 */
export async function deleteRecord(ctx: Ctx, model: ModelName, id: string, reason?: string): Promise<DeleteOutcome> {
  need(ctx, model, 'delete');
  const permission = rulesOf(model).delete as Permission;
  const useCase = useCasesOf(model).remove;
  return translated(ctx, () =>
    inTransaction(ctx, async (tx) => {
      if (rulesOf(model).correctable) await lockRecord(tx.db, modelOf(model).dbName, keyColumns(model, id));
      const before = await find(tx, model, id, permission);
      if (useCase) return useCase(tx, id, reason);
      const key = whereId(model, id, rulesOf(model).what);
      if (rulesOf(model).correctable) {
        const data = correctionOf(tx, model, 'STRUCK', reason, before);
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
