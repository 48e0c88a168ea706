/** A list of the API with what is looked for in it: `q`. */
import type { Conditions } from './conditions.js';
import type { ListDefinition, PageQuery } from './lists.js';
import { Search } from './search.sql.js';
import { isSearch, partsOf } from '../kernel/search-words.js';

/** Where a list is searched. */
export interface Searched {
  /** The rows' table with its alias, alone: `clients c`. */
  table: string;
  alias: string;
  /** The joins for the answer's columns. */
  joins: string;
  /** What is searched: `c.search`. Of the table's own columns alone. */
  text: string;
  /** Orders what fits equally well: an expression that is never null. */
  key: string;
}

/**
 * The list as `q` has it: those in which each word is found, or, where there are none, those to which the whole comes near. The best
 * match is first unless another order is asked for.
 * @param conditions the list's own, which name no table but the rows' own; what comes near is shown where nothing that they let through is
 *   found as typed, so that what is hidden changes nothing
 */
export function searchedList<Query extends PageQuery & { q?: string }>(
  list: ListDefinition,
  query: Query,
  conditions: Conditions,
  { table, alias, joins, text, key }: Searched,
  country: string,
): { list: ListDefinition; query: Query } {
  if (!isSearch(query.q)) return { list, query };
  const search = new Search(partsOf(query.q, country), conditions.binding.bind);
  const found = search.found(text);
  const here = `FROM ${table} WHERE`;
  const others = [found, ...conditions.all].join(' AND ');
  const of = [`${here} (${found})`];
  if (search.forgiving) of.push(`${here} ${search.near(text)} AND NOT EXISTS (SELECT ${here} ${others})`);
  const fit = search.forgiving
    ? `CASE WHEN ${found} THEN '0' || lpad((${search.rank(text)})::text, 2, '0') ELSE '1' || lpad(round((${search.distance(text)})::numeric * 1000)::text, 4, '0') END`
    : `lpad((${search.rank(text)})::text, 2, '0')`;
  return {
    list: {
      ...list,
      sorts: { ...list.sorts, relevance: { sql: `(${fit} || ' ' || ${key})`, type: 'text' } },
      defaultSort: 'relevance',
      places: { of, alias, joins },
    },
    query,
  };
}
