/**
 * Numbers without gaps and without doubles, by series and year. The series' row is held from here to the commit, so that a number that is
 * given is used, and one that is not used is not given: ask for it last.
 */
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';

/** What is numbered, and how it begins: `2026-000123`, `CN-2026-000007`. */
const PREFIXES = { INVOICE: '', CREDIT_NOTE: 'CN-', RECEIPT: 'R-', REFUND: 'RF-' } as const;
export type Series = keyof typeof PREFIXES;

const DIGITS = 6;

/**
 * The next number of a series.
 * @param tx of a transaction
 * @param year of the paper's day
 */
export async function nextNumber(tx: Ctx, series: Series, year: number): Promise<string> {
  const [row] = await prepared<{ last: number }>(
    tx.pool,
    `INSERT INTO number_series (series, year, last) VALUES ($1, $2::integer, 1)
     ON CONFLICT (series, year) DO UPDATE SET last = number_series.last + 1 RETURNING last`,
    [series, year],
  );
  if (!row) throw new Error(`The series ${series} gave no number.`);
  return `${PREFIXES[series]}${year}-${String(row.last).padStart(DIGITS, '0')}`;
}
