/** What a record of any kind may hold when it is written, before a database is asked: known fields, lines, what is required, years. */
import { secretFields } from '../access/secrets.js';
import { type Ctx } from '../access/context.js';
import { AppError, type FieldError, unprocessable } from '../kernel/errors.js';
import { requireYear } from '../kernel/time.js';
import { isOneLine, ONE_LINE } from '../kernel/validation.js';
import { columnsOf, isLongText } from '../database/data-model.js';
import { fieldAccess } from './records.access.js';
import type { Row } from './records.types.js';
import type { ModelName } from '../database/data-model.js';

/** Refuses unknown fields, and those that this actor may not write. */
export function refuseUnwritable(ctx: Ctx, model: ModelName, fields: string[]): void {
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

/** Refuses line breaks in what is one line: a name, a label, a number. */
export function refuseLineBreaks(model: ModelName, data: Row): void {
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

/** Throws 422 for a field that says what an entry is about: another one is another entry. */
export function refuseMoved(changes: Row, fields: readonly string[]): void {
  const moved = fields.find((field) => changes[field] !== undefined);
  if (moved) throw unprocessable('record.moved', 'This cannot be changed. Delete the entry, and add another one.', moved);
}

/** What a new record may have to be given: all but what the database makes. */
export const neededFields = (model: ModelName): string[] =>
  [...columnsOf(model).keys()].filter((field) => !['id', 'updatedAt', 'createdAt'].includes(field));

/** Said at a required field that is empty. */
export const MUST_BE_FILLED = 'This field must be filled in.';

/** Refuses required fields that were left empty, by name, and days and instants of years that nobody means. */
export function refuseMissing(model: ModelName, data: Row, fields: Iterable<string>): void {
  for (const [name, value] of Object.entries(data))
    if (value instanceof Date && !Number.isNaN(value.getTime())) requireYear(value, name);
  const columns = columnsOf(model);
  const errors: FieldError[] = [];
  for (const name of fields) {
    const field = columns.get(name);
    if (!field?.isRequired || field.isList || (field.hasDefaultValue && data[name] === undefined)) continue;
    if (data[name] === undefined || data[name] === null || data[name] === '')
      errors.push({ path: name, message: MUST_BE_FILLED });
  }
  if (errors.length) throw new AppError(422, 'field.required', 'Some fields must be filled in.', { errors });
}
