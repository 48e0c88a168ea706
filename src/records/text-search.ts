/** The one search over any kind of record: in its own text, and by the names of those whom it is about. */
import type { Actor } from '../access/actor.js';
import { Permission } from '../access/permissions.js';
import { clientConditions, learnerConditions } from '../access/policy.js';
import { Search } from '../database/search.sql.js';
import type { Part } from '../kernel/search-words.js';
import type { Binding } from '../database/binding.js';
import { columnsOf, modelOf, columnName, quoted } from '../database/data-model.js';
import { fieldAccess, recordAccess } from './records.access.js';
import type { ModelName } from '../database/data-model.js';
import { rulesOf } from './registry.js';

/** What somebody looks for, and how it is compared. */
export interface TextSearch {
  parts: readonly Part[];
  /** As typed; or near to it, where nothing is found as typed. */
  as: 'typed' | 'near';
}

/** What this reader may look in: the table's `search`, which holds all of it, or its columns that are not hidden from them. */
function ownText(actor: Actor, model: ModelName, alias: string): string | undefined {
  const { search } = rulesOf(model);
  if (search.length === 0) return undefined;
  const { hidden } = fieldAccess(actor, model);
  const seen = search.filter((field) => !hidden.includes(field));
  if (seen.length === search.length) return `${alias}.search`;
  const column = (field: string): string => (seen.includes(field) ? `${alias}.${columnName(model, field)}` : 'NULL');
  if (search.includes('lastName')) return `person_text(${['firstName', 'lastName', 'email', 'phone'].map(column).join(', ')})`;
  return `search_text(${seen.map((field) => `coalesce(${column(field)}, '')`).join(` || ' ' || `) || `''`})`;
}

/** The ids that a statement gives, worked out once, as a set that an index is read by. */
const among = (ids: string): string => `= ANY (ARRAY(${ids}))`;

/** The records of these clients, by the relations from a record to its client. */
function ofClients(model: ModelName, path: readonly string[], alias: string, clients: string): string {
  const [name = '', ...rest] = path;
  const relation = modelOf(model).fields.find((field) => field.name === name);
  const target = relation?.type as ModelName;
  const column = `${alias}.${columnName(model, relation?.relationFromFields?.[0] ?? '')}`;
  if (rest.length === 0) return `${column} ${among(clients)}`;
  const next = `${alias}_`;
  return `${column} ${among(`SELECT ${next}.id FROM ${quoted(modelOf(target).dbName)} ${next} WHERE ${ofClients(target, rest, next, clients)}`)}`;
}

/** Whom a record is about, as conditions for one part of the search each: its client, its learner, or whose it is of those who work here. */
function byNames(actor: Actor, model: ModelName, alias: string, search: Search, binding: Binding): ((index: number) => string)[] {
  const { scope } = rulesOf(model);
  const found: ((index: number) => string)[] = [];
  if (scope.kind === 'client' && scope.path.length > 0) {
    const seen = clientConditions(actor, Permission.VIEW_CLIENT, 'named.id', binding);
    const parts = search.conditions('named.search');
    found.push((index) =>
      ofClients(model, scope.path, alias, `SELECT named.id FROM clients named WHERE ${[parts[index], ...seen].join(' AND ')}`),
    );
  }
  if (scope.kind === 'client' && columnsOf(model).has('learnerId')) {
    const seen = learnerConditions(actor, Permission.VIEW_CLIENT, { client: 'named.client_id', learner: 'named.id' }, binding);
    const parts = search.conditions('named.search');
    found.push(
      (index) =>
        `${alias}.learner_id ${among(`SELECT named.id FROM learners named WHERE ${[parts[index], ...seen].join(' AND ')}`)}`,
    );
  }
  if (scope.kind !== 'client' && columnsOf(model).has('userId') && recordAccess(actor, 'User').view) {
    const parts = search.conditions(ownText(actor, 'User', 'named') ?? `''`);
    found.push((index) => `${alias}.user_id ${among(`SELECT named.id FROM users named WHERE ${parts[index]}`)}`);
  }
  return found;
}

/**
 * Conditions of a search on the rows of `model` under `alias`, and how well a row fits: asked for only where it is wanted, since it binds values. What is found by a name is found only where its reader may see
 * whose name it is.
 */
export function textSql(
  actor: Actor,
  model: ModelName,
  { parts, as }: TextSearch,
  alias: string,
  binding: Binding,
): { where: string[]; rank: () => string } {
  const search = new Search(parts, binding.bind);
  const own = ownText(actor, model, alias);
  if (as === 'near') {
    if (own === undefined || !search.forgiving) return { where: ['false'], rank: () => '(SELECT 0)' };
    return { where: [search.near(own)], rank: () => search.distance(own) };
  }
  if (parts.length === 0) return { where: ['false'], rank: () => '(SELECT 0)' };
  const inOwn = own === undefined ? [] : search.conditions(own);
  const others = byNames(actor, model, alias, search, binding);
  const where = parts.map((_, index) => {
    const choices = [...inOwn.slice(index, index + 1), ...others.map((condition) => condition(index))];
    return choices.length === 0 ? 'false' : `(${choices.map((choice) => `(${choice})`).join(' OR ')})`;
  });
  return { where, rank: () => (own === undefined ? '(SELECT 0)' : search.rank(own)) };
}
