import type { Statement } from '../../database/lists.js';

export interface UnbilledRow {
  [column: string]: unknown;
  /** Its first day; null where months are not told apart. */
  month: string | null;
  key: string | null;
  label: string | null;
  visits: string;
  /** Of them: those that cannot be billed as they are. */
  withoutPrice: string;
  /** Before taxes. */
  amount: string;
}

/** Lines that were worked out, as a statement gives them: what a file reads is what the report answers. */
export const unbilledStatement = (lines: readonly UnbilledRow[]): Statement => ({
  text: `SELECT x.* FROM jsonb_to_recordset($1::jsonb) AS x (month text, key text, label text, visits text, "withoutPrice" text, amount text)`,
  values: [JSON.stringify(lines)],
});
