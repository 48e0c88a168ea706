/** The kinds of record as their descriptions say them (house.ts hands them in), and what the engines ask about them. */
import type { ModelName } from '../database/data-model.js';
import type { Permission } from '../access/permissions.js';
import { keepSecret } from '../access/secrets.js';
import { keepSealed } from '../sealing/sealed-fields.js';
import { wordConstraints } from '../database/errors.js';
import type { RecordAction } from './actions.js';
import type { DescribedRecord } from './description.js';
import type { RecordRules } from './record-rules.js';
import type { RecordUseCases } from './records.types.js';

/** Tables that stand together in the panel's navigation. */
export interface RecordGroup {
  name: string;
  /** One of the icons that the design system ships (Feather's names). */
  icon: string;
  records: readonly DescribedRecord[];
  /** Pages of the panel that belong to the subject: they stand first. */
  pages?: readonly string[];
  /** What is looked at now and then, under a heading of its own at the end. */
  seldom?: {
    name: string;
    records: readonly DescribedRecord[];
    /** It is in the menu of those who may do one of these; others find it among all tables. */
    for: readonly Permission[];
  };
}

/** All tables of a group. */
export const recordsOf = ({ records, seldom }: RecordGroup): readonly DescribedRecord[] => [
  ...records,
  ...(seldom?.records ?? []),
];

const described = new Map<ModelName, DescribedRecord>();

/** Takes the descriptions. Throws for a kind that is described twice: a programming error. */
export function describeRecords(records: readonly DescribedRecord[]): void {
  for (const one of records) {
    if (described.has(one.model)) throw new Error(`${one.model} is described twice.`);
    described.set(one.model, one);
    keepSecret(one.model, one.secret);
    keepSealed(one.model, one.sealed);
    wordConstraints(one.constraints);
  }
}

/** The kinds of record that the panel may show. */
export const recordKinds = (): ModelName[] => [...described.keys()];

/** Whether the kind has rules: the tables that nobody sees have none. */
export const hasRules = (model: ModelName): boolean => described.has(model);

/** A kind's description. Throws for tables that nobody sees (sessions, counters): a programming error. */
export function descriptionOf(model: ModelName): DescribedRecord {
  const found = described.get(model);
  if (!found) throw new Error(`${model} has no description: src/house.ts is not loaded, or does not list it.`);
  return found;
}

/** The rules of a kind. Throws as descriptionOf. */
export const rulesOf = (model: ModelName): RecordRules => descriptionOf(model).rules;

/** The use cases behind a kind of record: what it has none for goes the generic way. */
export const useCasesOf = (model: ModelName): RecordUseCases => descriptionOf(model).useCases;

/** The buttons of a kind of record: its own, and those that other kinds put there. */
export function actionsOf(model: ModelName): Readonly<Record<string, RecordAction>> {
  const others = [...described.values()].map(({ actionsOn }) => actionsOn[model]);
  return Object.assign({}, descriptionOf(model).actions, ...others) as Readonly<Record<string, RecordAction>>;
}
