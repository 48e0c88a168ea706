/**
 * People for a picker, the best match first, out of however many: those whose names begin with what is typed are read from indexes in their
 * order, and only where these are too few the rest is searched. For readers who may see everybody; for others the search among theirs is
 * short enough.
 */
import type { ModelName } from '../database/data-model.js';
import type { Actor } from '../access/actor.js';
import { Permission } from '../access/permissions.js';
import { clientScope, isUnbounded } from '../access/scope.js';
import type { Ctx } from '../access/context.js';
import { prepared } from '../database/client.js';
import { Search } from '../database/search.sql.js';
import { partsOf } from '../kernel/search-words.js';
import { Binding } from '../database/binding.js';
import { modelOf } from '../database/data-model.js';
import type { Row } from './records.types.js';

const PEOPLE: readonly ModelName[] = ['Client', 'Learner', 'Caregiver'];
/** Of those who are found by something else than the beginning of a name, so many are compared. */
const MOST_COMPARED = 500;

const LAST = 'search_fold(t.last_name) COLLATE "C"';
const FIRST = 'search_fold(t.first_name) COLLATE "C"';

const folded = (word: string): string => `(SELECT search_fold(${word}::text))`;
/** The word itself, or it and more words. A blank is the first of the characters that a folded name has. */
const whole = (name: string, word: string): string =>
  `${name} >= ${folded(word)} AND ${name} < (SELECT search_fold(${word}::text) || '!')`;
/** What begins with it. `~` comes after all of those characters. */
const beginning = (name: string, word: string): string =>
  `${name} >= ${folded(word)} AND ${name} < (SELECT search_fold(${word}::text) || '~')`;
/** What begins with it and goes on in the same word. */
const longer = (name: string, word: string): string =>
  `${name} >= (SELECT search_fold(${word}::text) || '!') AND ${name} < (SELECT search_fold(${word}::text) || '~')`;

interface Step {
  where: string;
  order: string;
}

const byLast = `${LAST}, ${FIRST}, t.id`;
const byFirst = `${FIRST}, ${LAST}, t.id`;

/** From the best to the least, each in the order of an index. */
function stepsFor([one = '', two]: readonly string[]): Step[] {
  if (two === undefined)
    return [
      { where: whole(LAST, one), order: byLast },
      { where: whole(FIRST, one), order: byFirst },
      { where: longer(LAST, one), order: byLast },
      { where: longer(FIRST, one), order: byFirst },
    ];
  const both = (match: typeof whole, first: string, last: string): string => `${match(LAST, last)} AND ${match(FIRST, first)}`;
  return [
    { where: both(whole, one, two), order: byLast },
    { where: both(whole, two, one), order: byLast },
    { where: `${both(beginning, one, two)} AND NOT (${both(whole, one, two)})`, order: byLast },
    { where: `${both(beginning, two, one)} AND NOT (${both(whole, two, one)})`, order: byLast },
  ];
}

function mayPick(actor: Actor, model: ModelName): boolean {
  return PEOPLE.includes(model) && actor.kind !== 'nobody' && isUnbounded(clientScope(actor, Permission.VIEW_CLIENT));
}

/**
 * The people of that kind who fit best: their ids and names. Undefined where the general search has to do it: for other kinds of
 * records, for who may not see everybody, for phone numbers and more than two words.
 * @param limit how many at most
 */
export async function pickPeople(ctx: Ctx, model: ModelName, text: string, limit: number): Promise<Row[] | undefined> {
  const parts = partsOf(text, '');
  if (!mayPick(ctx.actor, model) || parts.length < 1 || parts.length > 2 || parts.some(({ words }) => words.length !== 1))
    return undefined;
  const binding = new Binding();
  const search = new Search(parts, binding.bind);
  const words = parts.map((part) => binding.bind(part.words[0]));
  const most = `${binding.bind(limit)}::int`;
  const table = `"${modelOf(model).dbName}"`;
  const names = 't.id::text AS id, t.first_name AS "firstName", t.last_name AS "lastName"';
  const steps = stepsFor(words).map(
    ({ where, order }, step) =>
      `(SELECT ${step} AS step, ${names} FROM ${table} t WHERE ${where} ORDER BY ${order} LIMIT ${most})`,
  );
  const rest = `SELECT ${names}, (${search.rank('t.search')}) AS rank, person_key(t.last_name, t.first_name) AS key FROM (
      SELECT t.* FROM ${table} t WHERE ${search.found('t.search')} AND t.id::text NOT IN (SELECT id FROM best) LIMIT ${MOST_COMPARED}) t
    ORDER BY rank, key, t.id LIMIT ${most}`;
  const statement = `WITH best AS MATERIALIZED (SELECT * FROM (${steps.join(' UNION ALL ')}) AS steps LIMIT ${most})
    SELECT step, id, "firstName", "lastName" FROM best
    UNION ALL SELECT ${steps.length} AS step, id, "firstName", "lastName" FROM (${rest}) AS others
    LIMIT ${most}`;
  const rows = await prepared<{ step: number; id: string; firstName: string; lastName: string }>(
    ctx.pool,
    statement,
    binding.values,
  );
  // Somebody whose two names begin alike is found twice.
  const seen = new Map(rows.sort((one, other) => one.step - other.step).map((row) => [row.id, row] as const));
  return [...seen.values()].map(({ id, firstName, lastName }) => ({ id: BigInt(id), firstName, lastName }));
}
