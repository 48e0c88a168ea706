/** Who may see and write which kinds of record, which fields of them, and which rows: the registry's rules, applied to an actor. */
import type { Actor } from '../access/actor.js';
import { Permission } from '../access/permissions.js';
import { clientScope, type ClientScope, clientWhere, isUnbounded } from '../access/scope.js';
import { columnsOf, modelOf } from './data-model.js';
import type { ModelName, RecordAccess, Row } from './records.types.js';
import { RECORD_KINDS, rulesOf, type RecordRules } from './registry.js';
import { secretFields } from './secrets.js';

/** Fields that the server alone writes, in every table. */
const SERVER_FIELDS = ['id', 'createdAt', 'updatedAt', 'createdBy', 'updatedBy'];

/** Whether the actor may do anything of the kind at all; one record may still be closed (or opened) to them. */
export function recordAccess(actor: Actor, model: ModelName): RecordAccess {
  const rules = rulesOf(model);
  // What is opened for one client opens nothing of the practice as a whole (service codes, programs).
  const may = (permission: Permission | null) =>
    permission !== null && (rules.scope.kind === 'client' ? actor.can(permission) : actor.has(permission));
  const view = may(rules.view);
  return { view, create: view && may(rules.create), edit: view && may(rules.edit), delete: view && may(rules.delete) };
}

/** The fields that the actor may not see, and those that they may not write. */
export function fieldAccess(actor: Actor, model: ModelName): { hidden: string[]; readOnly: string[] } {
  const rules = rulesOf(model);
  const clinical = rules.clinical ?? [];
  const hidden = [...secretFields(model)];
  const readOnly = SERVER_FIELDS.filter((field) => columnsOf(model).has(field)).concat(rules.readOnly ?? []);
  if (!actor.can(Permission.VIEW_CLINICAL_NOTE)) hidden.push(...clinical);
  if (!actor.can(Permission.EDIT_CLINICAL_NOTE)) readOnly.push(...clinical);
  if (rules.guarded && !actor.can(rules.guarded.permission)) {
    hidden.push(...rules.guarded.fields);
    readOnly.push(...rules.guarded.fields);
  }
  return { hidden, readOnly };
}

type Where = Record<string, unknown>;

/** `nest(['appointment', 'client'], w)` → `{ appointment: { client: w } }`. */
function nest(path: readonly string[], where: Where): Where {
  return path.reduceRight<Where>((inner, name) => ({ [name]: inner }), where);
}

/** No row at the end of the path: one of the relations on it is missing. Those that can't be are not asked (Prisma refuses to). */
function missing(model: ModelName, path: readonly string[]): Where[] {
  const conditions: Where[] = [];
  let current = model;
  path.forEach((name, index) => {
    const field = modelOf(current).fields.find((candidate) => candidate.name === name);
    if (field && !field.isRequired) conditions.push(nest(path.slice(0, index + 1), null as unknown as Where));
    if (field) current = field.type as ModelName;
  });
  return conditions;
}

/** One permission's scope, as `where` on the model. */
function scoped(model: ModelName, scope: ClientScope, rule: Extract<RecordRules['scope'], { kind: 'client' }>): Where {
  const choices: Where[] = [nest(rule.path, clientWhere(scope))];
  if (rule.optional && scope.base !== 'none') {
    const nowhere = missing(model, rule.path);
    // A record of no client may still be about a learner, and then it is the learner's.
    if (rule.learnerId?.length === 1) {
      choices.push({ AND: [{ OR: nowhere }, nest(rule.learnerId, null as unknown as Where)] });
      choices.push({ AND: [{ OR: nowhere }, { learner: { client: clientWhere(scope) } }] });
    } else choices.push(...nowhere);
  }
  if (rule.learnerId && scope.openedLearners.length) choices.push(nest(rule.learnerId, { in: scope.openedLearners }));
  const inside: Where = choices.length === 1 ? (choices[0] as Where) : { OR: choices };
  if (!rule.learnerId || !scope.closedLearners.length) return inside;
  const notClosed: Where = { NOT: nest(rule.learnerId, { in: scope.closedLearners }) };
  const noLearner = missingLearner(rule.learnerId);
  return { AND: [inside, noLearner ? { OR: [noLearner, notClosed] } : notClosed] };
}

/** "About no learner" for records where that can be (`learnerId` is null); undefined where the learner is the key itself. */
function missingLearner(path: readonly string[]): Where | undefined {
  return path.at(-1) === 'id' ? undefined : nest(path, null as unknown as Where);
}

const OPEN_CLASSES = ['PUBLIC', 'INTERNAL'];

/** Prisma's `where` that leaves the model's rows that this actor may see with `permission` (the kind's view permission unless said). */
export function scopeWhere(actor: Actor, model: ModelName, permission?: Permission): Where {
  const rules = rulesOf(model);
  const { scope } = rules;
  const all: Where[] = [];
  if (scope.kind === 'own' && !actor.can(scope.unless) && actor.kind !== 'system') all.push({ [scope.field]: actor.id ?? -1n });
  if (scope.kind === 'through') {
    const inner = scopeWhere(actor, scope.model);
    if (Object.keys(inner).length) {
      const seen = { [scope.relation]: { some: inner } };
      const unused = { [scope.relation]: { none: {} } };
      const whole = { [scope.relation]: { every: inner } };
      all.push(permission && permission !== rules.view ? whole : { OR: [seen, unused] });
    }
  }
  if (scope.kind === 'trail' && !seesEverything(actor))
    all.push({ OR: [{ recordType: null }, { recordType: { in: KINDS_OF_NO_CLIENT() } }] });
  if (scope.kind === 'client') {
    for (const each of new Set([Permission.VIEW_CLIENT, rules.view, permission ?? rules.view])) {
      const part = clientScope(actor, each);
      if (!isUnbounded(part)) all.push(scoped(model, part, scope));
    }
    const confidential = clientScope(actor, Permission.VIEW_CONFIDENTIAL);
    if (rules.classified && !isUnbounded(confidential)) {
      const inScope = scoped(model, confidential, scope);
      all.push({ OR: [...unclassified(model), inScope] });
      const { classifiedWith } = rules;
      if (classifiedWith) all.push({ OR: [{ [classifiedWith.relation]: { OR: unclassified(classifiedWith.model) } }, inScope] });
    }
  }
  return all.length === 1 ? (all[0] as Where) : all.length ? { AND: all } : {};
}

/** Whether nothing of any client is closed to the actor: what the whole audit trail takes. */
export function seesEverything(actor: Actor): boolean {
  return [Permission.VIEW_CLIENT, Permission.VIEW_CLINICAL_NOTE, Permission.VIEW_CONFIDENTIAL].every((permission) =>
    isUnbounded(clientScope(actor, permission)),
  );
}

/** Kinds whose records are about no client: the practice's own. */
const KINDS_OF_NO_CLIENT = (): ModelName[] => RECORD_KINDS.filter((kind) => rulesOf(kind).scope.kind === 'none');

/** `where` on the records whose clinical fields the actor may read (or write); {} for all of them. */
export function notesWhere(
  actor: Actor,
  model: ModelName,
  permission: Permission.VIEW_CLINICAL_NOTE | Permission.EDIT_CLINICAL_NOTE,
): Where {
  const { scope } = rulesOf(model);
  const notes = clientScope(actor, permission);
  return scope.kind !== 'client' || isUnbounded(notes) ? {} : scoped(model, notes, scope);
}

function unclassified(model: ModelName): Where[] {
  const open: Where = { securityClassification: { in: OPEN_CLASSES } };
  return columnsOf(model).get('securityClassification')?.isRequired ? [open] : [open, { securityClassification: null }];
}

/** Whether reading the row counts as reading a confidential record, which leaves an audit event. */
export function isConfidential(model: ModelName, row: Row): boolean {
  const { alwaysConfidential, classified } = rulesOf(model);
  return (
    Boolean(alwaysConfidential) ||
    (Boolean(classified) && ['CONFIDENTIAL', 'RESTRICTED'].includes(String(row.securityClassification)))
  );
}

/** The client that a row belongs to, where the row itself says so. */
export function clientOf(model: ModelName, row: Row): bigint | null {
  const id = model === 'Client' ? row.id : row.clientId;
  return typeof id === 'bigint' ? id : null;
}

/** The row without hidden fields; `withNotes` says whether the clinical ones of this row may be read. */
export function visibleRow(model: ModelName, row: Row, hidden: readonly string[], withNotes: boolean): Row {
  const result = { ...row };
  for (const name of hidden) delete result[name];
  if (!withNotes) for (const name of rulesOf(model).clinical ?? []) delete result[name];
  return result;
}

/** The fields of the kind that no list shows to anybody: one cannot look for them either. */
export function unlistedFields(model: ModelName): readonly string[] {
  const { alwaysConfidential, confidential = [] } = rulesOf(model);
  return alwaysConfidential ? confidential : [];
}

/** The row as a list may show it: a confidential one without what it says. */
export function listedRow(model: ModelName, row: Row, hidden: readonly string[], withNotes: boolean): Row {
  const { confidential = [] } = rulesOf(model);
  return visibleRow(model, row, isConfidential(model, row) ? [...hidden, ...confidential] : hidden, withNotes);
}
