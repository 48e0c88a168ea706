/** The number beside the name of a list. */
import type { Formats } from '../../src/kernel/formats.js';

/** Of a whole table with more rows than this the server gives an estimate (`countRecords`). */
const COUNTED_UP_TO = 100_000;

/**
 * A list's total as its reader sees it: `1,204`, and `about 1,200,000` where it is an estimate. Pure.
 * @param total as AdminJS hands it on
 * @param query the page's own: a list with a filter is counted
 */
export function listTotal(total: string, query: string, formats: Formats): string {
  const number = Number(total);
  if (!Number.isFinite(number)) return total;
  const filtered = [...new URLSearchParams(query)].some(([name, value]) => name.startsWith('filters.') && value !== '');
  if (filtered || number <= COUNTED_UP_TO) return formats.number(number);
  return `about ${formats.number(number, 3)}`;
}
