/** Lists of the practice's places and things, which are searched by their own words, and one by one. */
import type pg from 'pg';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { countryFor } from '../../access/practice-country.js';
import { type Searched, searchedList } from '../../database/searched-list.js';
import type { Conditions } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page, type PageQuery } from '../../database/lists.js';

/** A table that is found by the words of its own `search`. */
export const searched = (table: string, alias: string, joins = ''): Searched => ({
  table: `${table} ${alias}`,
  alias,
  joins,
  text: `${alias}.search`,
  key: `fold(${alias}.name)`,
});

/** A page of the list; with words to look for, the best match first. */
export async function searchedPage<Row extends pg.QueryResultRow>(
  ctx: Ctx,
  list: ListDefinition,
  query: PageQuery & { q?: string },
  where: Conditions,
  places: Searched,
): Promise<Page<Row>> {
  const found = searchedList(list, query, where, places, await countryFor(ctx, query.q));
  return listPage<Row>(ctx, found.list, found.query, where);
}

/** The one of that id. */
export async function oneOf<Row extends pg.QueryResultRow>(ctx: Ctx, list: ListDefinition, id: bigint): Promise<Row | undefined> {
  const text = `SELECT ${list.select} FROM ${list.from} WHERE ${list.id} = $1::bigint`;
  return (await prepared<Row>(ctx.pool, text, [String(id)]))[0];
}
