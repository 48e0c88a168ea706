/** The data model as the schema says it (models, fields, keys), read once from the generated dmmf.json. */
import { readFileSync } from 'node:fs';
import type { Prisma } from '../generated/prisma/index.js';
import type { RecordKind } from '../kernel/error-codes.js';
import { notFound } from '../kernel/errors.js';
import { isId } from '../kernel/ids.js';

/** The name of a Prisma model: `Client`, `AppointmentStaff`… */
export type ModelName = Prisma.ModelName;

export interface Field {
  name: string;
  dbName: string | null;
  kind: 'scalar' | 'object' | 'enum' | 'unsupported';
  /** `String`, `BigInt`, `Decimal`, `DateTime`…, an enum's or a model's name. */
  type: string;
  isList: boolean;
  isRequired: boolean;
  isId: boolean;
  hasDefaultValue: boolean;
  relationFromFields?: string[];
  relationToFields?: string[];
  relationName?: string;
  nativeType?: [string, string[]] | null;
}

export interface Model {
  name: ModelName;
  dbName: string;
  fields: Field[];
  primaryKey: { fields: string[] } | null;
}

interface Dmmf {
  datamodel: { models: Model[]; enums: { name: string; values: { name: string }[] }[] };
}

/** The whole data model, as the admin panel's adapter wants it too. */
export const dmmf = JSON.parse(readFileSync(new URL('../generated/dmmf.json', import.meta.url), 'utf8')) as Dmmf;

const models = new Map(dmmf.datamodel.models.map((model) => [model.name, model]));

/** The model of that name. Throws for a name that isn't one: a programming error. */
export function modelOf(name: ModelName): Model {
  const model = models.get(name);
  if (!model) throw new Error(`There is no model ${name}.`);
  return model;
}

const tables = new Map(dmmf.datamodel.models.map((model) => [model.dbName, model.name]));

/** The model behind a table's name. */
export const modelOfTable = (table: string): ModelName | undefined => tables.get(table);

const columns = new Map(
  dmmf.datamodel.models.map((model) => [
    model.name,
    new Map(model.fields.flatMap((field) => (field.kind === 'object' ? [] : [[field.name, field] as const]))),
  ]),
);

/** The scalar and enum fields, by name: what a row holds. */
export function columnsOf(name: ModelName): ReadonlyMap<string, Field> {
  return columns.get(modelOf(name).name) as ReadonlyMap<string, Field>;
}

/** Text columns in which people write sentences. */
const LONG_TEXT =
  /notes$|description$|content$|details$|instructions$|conditions$|directions$|reason$|information$|process$|formula$|query$|required$|restrictions$|additionalinfo$|hoursofoperation$|translatedcontent$|^preferredschedule$|^equipment$/i;

/** A name in SQL. */
export const quoted = (name: string): string => `"${name.replace(/"/g, '""')}"`;

/** The field's column, quoted. Throws for a field that the model does not have. */
export function columnName(name: ModelName, field: string): string {
  const found = columnsOf(name).get(field);
  if (!found) throw new Error(`${name} has no column ${field}.`);
  return quoted(found.dbName ?? found.name);
}

/** Whether the column holds text of several lines; any other text is one line. */
export function isLongText(field: Pick<Field, 'name' | 'type' | 'nativeType'>): boolean {
  return field.type === 'String' && !field.nativeType && LONG_TEXT.test(field.name);
}

/** The names of the key's fields, in order. */
export function keyFields(name: ModelName): string[] {
  const model = modelOf(name);
  return model.primaryKey?.fields ?? model.fields.filter((field) => field.isId).map((field) => field.name);
}

/** The key of a row as one string: "12", or "12.7" for a composite key. */
export function idOf(name: ModelName, row: Record<string, unknown>): string {
  return keyFields(name)
    .map((field) => String(row[field]))
    .join('.');
}

/** Prisma's `where` for a key given as a string. Throws 404 for what can't be a key. */
export function whereId(name: ModelName, id: string, what: RecordKind): Record<string, unknown> {
  const fields = keyFields(name);
  const parts = id.split('.');
  if (parts.length !== fields.length || !parts.every(isId)) throw notFound(what);
  return Object.fromEntries(fields.map((field, index) => [field, BigInt(parts[index] as string)]));
}

/** Prisma's delegate for a model is called by the model's name with a small first letter. */
export function delegateName(name: ModelName): string {
  return name[0]?.toLowerCase() + name.slice(1);
}
