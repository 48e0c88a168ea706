/**
 * What the panel knows of a table's columns, told by the data model: what kind of value each holds, and so how it is
 * shown, typed in, filtered and sorted.
 */
import { columnsOf, dmmf, isLongText, keyFields, modelOf, type Field } from '../../src/database/data-model.js';
import type { ModelName } from '../../src/database/data-model.js';
import { secretFields } from '../../src/access/secrets.js';
import { descriptionOf, hasRules } from '../../src/records/registry.js';

export type FieldKind =
  'reference' | 'boolean' | 'integer' | 'decimal' | 'date' | 'datetime' | 'enum' | 'text' | 'longtext' | 'list' | 'json';

export interface PanelField {
  name: string;
  kind: FieldKind;
  /** Must be given on create: not nullable, and the database has no value of its own for it. */
  required: boolean;
  nullable: boolean;
  /** The value that a new row gets when none is given, where it is a plain one. */
  defaultValue?: string | number | boolean;
  /** For a reference: the kind of record that it names. */
  references?: ModelName;
  /** For an enum. */
  values?: readonly string[];
  /** An amount in the practice's currency. */
  money: boolean;
  /** An amount where that column of its row has this value, else a number of something. */
  moneyBy?: { column: string; is: string } | undefined;
  /** A time of day on the wall clock, `17:30`, kept as text. */
  wallTime: boolean;
  /** For a Decimal: digits after the point. */
  scale?: number;
  /** A list of whole numbers; other lists are of text. */
  integers?: boolean;
  /** A 64-bit integer: kept as bigint. */
  big?: boolean;
  maxLength?: number;
  /** Written, never read out. */
  secret: boolean;
}

/** Columns that only the server writes, in every table. */
const SERVER_SET = new Set(['createdAt', 'updatedAt', 'createdBy', 'updatedBy']);

/** Stored as a timestamp, but meant as a day: nobody is born at a time of day that we keep. */
const DAYS: Partial<Record<ModelName, readonly string[]>> = { Learner: ['dateOfBirth'] };

/** Whether the server alone sets this column. */
export function isServerSet(name: string): boolean {
  return SERVER_SET.has(name);
}

/** Decimals of the width that amounts have, and are none: what they measure differs from row to row. */
const NO_MONEY: Partial<Record<ModelName, readonly string[]>> = {
  MetricsSnapshot: ['value', 'comparisonValue'],
  // Of its kind: money, units or visits.
  ServiceAuthorization: ['amount', 'reserved', 'used'],
};

/** Of those the ones that are a number of something, unless this column says that they are money: ten visits are no 10.00. */
const MONEY_BY: Partial<Record<ModelName, PanelField['moneyBy']>> = { ServiceAuthorization: { column: 'kind', is: 'MONEY' } };

const WALL_TIMES: Partial<Record<ModelName, readonly string[]>> = {
  WorkingHours: ['startTime', 'endTime'],
  OpeningHours: ['startTime', 'endTime'],
  WaitlistEntry: ['preferredFrom', 'preferredTo'],
};

type FieldWithDefault = Field & { default?: unknown };

function kindOf(model: ModelName, field: Field, references: ModelName | undefined): FieldKind {
  if (references) return 'reference';
  if (field.isList) return 'list';
  if (field.kind === 'enum') return 'enum';
  switch (field.type) {
    case 'Boolean':
      return 'boolean';
    case 'Int':
    case 'BigInt':
      return 'integer';
    case 'Decimal':
      return 'decimal';
    case 'DateTime':
      return field.nativeType?.[0] === 'Date' || DAYS[model]?.includes(field.name) ? 'date' : 'datetime';
    case 'Json':
      return 'json';
    default:
      return isLongText(field) ? 'longtext' : 'text';
  }
}

function plainDefault(field: FieldWithDefault): PanelField['defaultValue'] {
  const value = field.default;
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? value : undefined;
}

function describe(model: ModelName, field: FieldWithDefault): PanelField {
  const relation = modelOf(model).fields.find((other) => other.relationFromFields?.[0] === field.name);
  const references = relation?.type as ModelName | undefined;
  const kind = kindOf(model, field, references);
  const mayBeEmpty = hasRules(model) && (descriptionOf(model).panel.mayBeEmpty?.includes(field.name) ?? false);
  return {
    name: field.name,
    kind,
    required: field.isRequired && !field.hasDefaultValue && !field.isList && !isServerSet(field.name) && !mayBeEmpty,
    nullable: !field.isRequired || mayBeEmpty,
    defaultValue: plainDefault(field),
    references,
    values:
      field.kind === 'enum'
        ? dmmf.datamodel.enums.find((one) => one.name === field.type)?.values.map((value) => value.name)
        : undefined,
    money: kind === 'decimal' && field.nativeType?.[1]?.[0] === '15' && !NO_MONEY[model]?.includes(field.name),
    moneyBy: NO_MONEY[model]?.includes(field.name) ? MONEY_BY[model] : undefined,
    wallTime: WALL_TIMES[model]?.includes(field.name) ?? false,
    scale: kind === 'decimal' ? Number(field.nativeType?.[1]?.[1] ?? 2) : undefined,
    integers: field.isList && field.type === 'Int',
    big: field.type === 'BigInt',
    maxLength: field.nativeType?.[0] === 'VarChar' && field.nativeType[1]?.[0] ? Number(field.nativeType[1][0]) : undefined,
    secret: secretFields(model).includes(field.name),
  };
}

const cache = new Map<ModelName, ReadonlyMap<string, PanelField>>();

/** The columns of a table without its own `id`, by name, in the order of the schema. */
export function fieldsOf(model: ModelName): ReadonlyMap<string, PanelField> {
  const known = cache.get(model);
  if (known) return known;
  const fields = new Map(
    [...columnsOf(model).values()].filter((field) => !field.isId).map((field) => [field.name, describe(model, field)]),
  );
  cache.set(model, fields);
  return fields;
}

/** Whether the table's key has several columns: the panel then shows one joined by dots ("12.7"). */
export function hasCompositeKey(model: ModelName): boolean {
  return keyFields(model).length > 1;
}
