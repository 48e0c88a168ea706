/** The lines of a report: those that an answer has, and how many a file will have. */
import type { Ctx } from '../../access/context.js';
import { once } from '../../database/client.js';
import type { Statement } from '../../database/lists.js';

/** The first lines of a report. */
export const firstLines = <Row extends Record<string, unknown>>(
  ctx: Ctx,
  { text, values }: Statement,
  most: number,
): Promise<Row[]> => once<Row>(ctx.pool, `SELECT * FROM (${text}) AS lines LIMIT ${most}`, values);

/** How many lines it has, counted up to `most` and one more. */
export const countLines = ({ text, values }: Statement, most: number): Statement => ({
  text: `SELECT count(*) AS total FROM (SELECT 1 FROM (${text}) AS lines LIMIT ${most + 1}) AS counted`,
  values,
});
