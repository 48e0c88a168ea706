/**
 * The rules of every kind of record that the panel shows: who may do what with it, how it hangs off a client (for the
 * scope), which fields are clinical, and where a search looks. Kinds with a use case of their own name it in use-cases.ts.
 * The table itself is in care-rules.ts and office-rules.ts.
 */
import { CARE_RULES } from './care-rules.js';
import { OFFICE_RULES } from './office-rules.js';
import type { RecordRules } from './record-rules.js';
import type { ModelName } from './records.types.js';

export type { RecordRules } from './record-rules.js';

export const REGISTRY = { ...CARE_RULES, ...OFFICE_RULES };

/** The kinds of record that have rules, so that the panel may show them. */
export const RECORD_KINDS = Object.keys(REGISTRY) as (keyof typeof REGISTRY)[];

/** Whether the kind has rules: the tables that nobody sees have none. */
export function hasRules(model: ModelName): boolean {
  return Object.hasOwn(REGISTRY, model);
}

/** The rules of a kind. Throws for tables that nobody sees (sessions, counters): a programming error. */
export function rulesOf(model: ModelName): RecordRules {
  const rules = (REGISTRY as Partial<Record<ModelName, RecordRules>>)[model];
  if (!rules) throw new Error(`${model} has no rules.`);
  return rules;
}
