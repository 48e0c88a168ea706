/** Who may see and write which kinds of record, which fields of them, and which rows: the registry's rules, applied to an actor. */
import { secretFields } from '../access/secrets.js';
import { sealedFields } from '../sealing/sealed-fields.js';
import type { Actor } from '../access/actor.js';
import { Permission } from '../access/permissions.js';
import { clientScope, type ClientScope, clientWhere, isUnbounded } from '../access/scope.js';
import { columnsOf, modelOf } from '../database/data-model.js';
import type { RecordAccess, Row } from './records.types.js';
import { hasRules, recordKinds, rulesOf } from './registry.js';
import type { RecordRules } from './record-rules.js';
import type { ModelName } from '../database/data-model.js';

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
function nest(path: readonly string[], where: Where | null): Where {
  return path.reduceRight<Where | null>((inner, name) => ({ [name]: inner }), where) ?? {};
}

/** No row at the end of the path: one of the relations on it is missing. Those that can't be are not asked (Prisma refuses to). */
function missing(model: ModelName, path: readonly string[]): Where[] {
  const conditions: Where[] = [];
  let current = model;
  path.forEach((name, index) => {
    const field = modelOf(current).fields.find((candidate) => candidate.name === name);
    if (field && !field.isRequired) conditions.push(nest(path.slice(0, index + 1), null));
    if (field) current = field.type as ModelName;
  });
  return conditions;
}

/** One permission's scope, as `where` on the model. */
function scoped(model: ModelName, scope: ClientScope, rule: Extract<RecordRules['scope'], { kind: 'client' }>): Where {
  const { learners = [] } = rule;
  const [first] = learners;
  const choices: Where[] = [nest(rule.path, clientWhere(scope))];
  if (rule.optional && scope.base !== 'none') {
    const nowhere = missing(model, rule.path);
    // A record of no client may still be about a learner, and then it is the learner's.
    if (first) {
      choices.push({ AND: [{ OR: nowhere }, { OR: missingLearner(model, first) }] });
      choices.push({ AND: [{ OR: nowhere }, nest([...first.slice(0, -1), 'learner', 'client'], clientWhere(scope))] });
    } else choices.push(...nowhere);
  }
  if (scope.openedLearners.length) choices.push(...learners.map((path) => nest(path, { in: scope.openedLearners })));
  const inside: Where = choices.length === 1 ? (choices[0] as Where) : { OR: choices };
  if (learners.length === 0 || scope.closedLearners.length === 0) return inside;
  return { AND: [inside, ...learners.map((path) => notAbout(model, path, scope.closedLearners))] };
}

/** The record is about none of those learners. */
function notAbout(model: ModelName, path: string[], closed: bigint[]): Where {
  const others = nest(path, { notIn: closed });
  const none = missingLearner(model, path);
  return none.length ? { OR: [...none, others] } : others;
}

/** "About no learner", in the ways in which that can be; none where the record always is about one. */
function missingLearner(model: ModelName, path: string[]): Where[] {
  const relations = path.slice(0, -1);
  const last = path.at(-1) as string;
  const owner = relations.reduce<ModelName>(
    (at, name) => modelOf(at).fields.find((one) => one.name === name)?.type as ModelName,
    model,
  );
  const never = columnsOf(owner).get(last)?.isRequired;
  return [...missing(model, relations), ...(never ? [] : [nest(path, null)])];
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
  if (scope.kind === 'trail') {
    const kinds = toldKinds(actor);
    if (kinds.length < recordKinds().length) all.push({ OR: [{ recordType: null }, { recordType: { in: kinds } }] });
  }
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

/** Whether the actor may see each record of the kind: then also what is told of those that are gone. */
const seesAll = (actor: Actor, kind: ModelName): boolean =>
  recordAccess(actor, kind).view && (rulesOf(kind).scope.kind === 'trail' || Object.keys(scopeWhere(actor, kind)).length === 0);

/** The kinds of record whose events the actor may read in the audit trail: those of which nothing is closed to them. */
export function toldKinds(actor: Actor): ModelName[] {
  return recordKinds().filter((kind) => seesAll(actor, kind));
}

/** The fields that no event tells this actor: what they may not see of the records, and what the kind keeps to its own page. */
export function untoldFields(actor: Actor, kind: ModelName): { hidden: string[]; confidential: readonly string[] } {
  const { clinical = [], confidential = [] } = rulesOf(kind);
  const notes = Object.keys(notesWhere(actor, kind, Permission.VIEW_CLINICAL_NOTE)).length === 0 ? [] : clinical;
  return { hidden: [...fieldAccess(actor, kind).hidden, ...notes], confidential };
}

const without = (told: unknown, fields: ReadonlySet<string>): unknown =>
  told && typeof told === 'object' ? Object.fromEntries(Object.entries(told).filter(([name]) => !fields.has(name))) : told;

/**
 * An event of the audit trail as the actor may read it: before and after without what they may not see of that record.
 * @param alone whether the event is read by itself; a list does not tell what a confidential record says
 */
export function toldEvent(actor: Actor, event: Row, alone: boolean): Row {
  const kind = event.recordType as ModelName | null;
  if (kind === null || !hasRules(kind)) return event;
  const { hidden, confidential } = untoldFields(actor, kind);
  const untold = new Set(alone ? hidden : [...hidden, ...confidential]);
  return { ...event, before: without(event.before, untold), after: without(event.after, untold) };
}

/** Whether what is told holds what a confidential record says: reading that leaves an event of its own. */
export function tellsConfidential(kind: ModelName | null, ...told: unknown[]): boolean {
  if (kind === null || !hasRules(kind)) return false;
  const { confidential = [] } = rulesOf(kind);
  return told.some((one) => one !== null && typeof one === 'object' && confidential.some((name) => name in one));
}

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

/** What a confidential record of the kind says: nobody filters or sorts by it, for a list without it would spell it out. Nor by what is sealed. */
export function unlistedFields(model: ModelName): readonly string[] {
  return [...(rulesOf(model).confidential ?? []), ...(sealedFields(model)?.fields ?? [])];
}

/** `where` on the records of a classified kind that are not confidential; a kind that always is has none. */
export function openWhere(model: ModelName): Where {
  return rulesOf(model).alwaysConfidential ? { OR: [] } : { OR: unclassified(model) };
}

/** The row as a list may show it: a confidential one without what it says. */
export function listedRow(model: ModelName, row: Row, hidden: readonly string[], withNotes: boolean): Row {
  const { confidential = [] } = rulesOf(model);
  return visibleRow(model, row, isConfidential(model, row) ? [...hidden, ...confidential] : hidden, withNotes);
}
