/** Clinical fields: whose notes the actor may read and write, row by row. */
import type { ModelName } from '../database/data-model.js';
import { Permission } from '../access/permissions.js';
import type { Ctx } from '../access/context.js';
import { AppError } from '../kernel/errors.js';
import { idOf, keyFields, whereId } from '../database/data-model.js';
import { delegate } from './delegate.js';
import { notesWhere } from './records.access.js';
import type { RecordQuery, Row } from './records.types.js';
import { rulesOf } from './registry.js';

/** Whether a condition or an order is about a clinical field. */
export function asksForNotes(model: ModelName, query: RecordQuery): boolean {
  const text = JSON.stringify([query.where, query.orderBy], (_, value: unknown) =>
    typeof value === 'bigint' ? String(value) : value,
  );
  return (rulesOf(model).clinical ?? []).some((field) => text.includes(`"${field}"`));
}

/** The ids of those rows whose clinical fields the actor may read. One query, and only for actors to whom some are closed. */
export async function withReadableNotes(ctx: Ctx, model: ModelName, rows: Row[]): Promise<(row: Row) => boolean> {
  const where = notesWhere(ctx.actor, model, Permission.VIEW_CLINICAL_NOTE);
  if (!rulesOf(model).clinical || rows.length === 0 || Object.keys(where).length === 0) return () => true;
  const keys = keyFields(model);
  const select = Object.fromEntries(keys.map((field) => [field, true]));
  const these = rows.map((row) => Object.fromEntries(keys.map((field) => [field, row[field]])));
  const readable = await delegate(ctx, model).findMany({ where: { AND: [{ OR: these }, where] }, select });
  const ids = new Set(readable.map((row) => idOf(model, row)));
  return (row) => ids.has(idOf(model, row));
}

/** Throws 403 at the clinical fields among `fields` when the actor may not write them on this record. */
export async function requireWritableNotes(ctx: Ctx, model: ModelName, id: string, fields: string[]): Promise<void> {
  const clinical = fields.filter((field) => rulesOf(model).clinical?.includes(field));
  const where = notesWhere(ctx.actor, model, Permission.EDIT_CLINICAL_NOTE);
  if (clinical.length === 0 || Object.keys(where).length === 0) return;
  if (await delegate(ctx, model).findFirst({ where: { AND: [whereId(model, id, rulesOf(model).what), where] } })) return;
  const errors = clinical.map((path) => ({ path, message: 'You may not set this field.' }));
  throw new AppError(403, 'field.refused', 'Some fields may not be set.', { errors });
}
