/** What everybody needs to know of the practice's row. */
import type { Ctx } from './context.js';
import { prepared } from '../database/client.js';
import type { FormatSettings } from '../kernel/formats.js';

/** ISO 3166-1, two letters; undefined before there is a practice. */
export async function countryOfPractice(ctx: Ctx): Promise<string | undefined> {
  const [row] = await prepared<{ country: string }>(ctx.pool, 'SELECT country FROM practice ORDER BY id LIMIT 1');
  return row?.country;
}

/** Its time zone, and how it writes days, times and money. */
export async function habitsOfPractice(ctx: Ctx): Promise<(FormatSettings & { zone: string }) | undefined> {
  const { rows } = await ctx.pool.query<FormatSettings & { zone: string }>(
    `SELECT timezone AS zone, locale, currency, clock::text, first_day_of_week::text AS "firstDayOfWeek" FROM practice ORDER BY id LIMIT 1`,
  );
  return rows[0];
}

/** Its time zone, which nobody changes until the transaction of ctx ends. */
export async function holdZoneOfPractice(ctx: Ctx): Promise<string | undefined> {
  const [row] = await prepared<{ zone: string }>(
    ctx.pool,
    'SELECT timezone AS zone FROM practice ORDER BY id LIMIT 1 FOR SHARE',
    [],
  );
  return row?.zone;
}
