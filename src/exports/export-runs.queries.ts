/** How far the exports are: one's own alone, kept for a day. */
import type { Ctx } from '../access/context.js';
import { prepared } from '../database/client.js';
import { Conditions, type Scope } from '../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../database/lists.js';
import type { ExportFormat } from './export-files.js';
import type { ExportState } from '../generated/requests/exports.js';
import type { ExportRunList } from './exports.input.js';

export interface ExportRunRow {
  id: string;
  title: string;
  format: ExportFormat;
  rows: number;
  rowsSent: number;
  state: ExportState;
  createdAt: Date;
  updatedAt: Date;
}

/** A reader who takes nothing is cut off after a minute: what has said nothing for two has died with its process. */
const STATE = `CASE WHEN e.state = 'RUNNING' AND e.updated_at < now() AT TIME ZONE 'UTC' - interval '2 minutes' THEN 'CUT_OFF' ELSE e.state::text END`;

const LIST: ListDefinition = {
  select: `e.id::text, e.title, e.format, e.rows, e.rows_sent AS "rowsSent", ${STATE} AS state, e.created_at AS "createdAt",
    e.updated_at AS "updatedAt"`,
  from: 'export_runs e',
  id: 'e.id',
  updatedAt: 'e.updated_at',
  sorts: { createdAt: { sql: 'e.created_at', type: 'timestamp' } },
  defaultSort: '-createdAt',
};

/** The actor's own exports that match. */
export function listExportRunRows(ctx: Ctx, query: ExportRunList): Promise<Page<ExportRunRow>> {
  const own: Scope = ({ bind }) => [`e.user_id = ${bind(String(ctx.actor.id))}::bigint`];
  return listPage<ExportRunRow>(ctx, LIST, query, new Conditions(own).is(STATE, query.state));
}

/** Writes down that an export begins. @returns its id */
export async function beginRun(ctx: Ctx, run: { title: string; format: ExportFormat; rows: number }): Promise<string> {
  const [row] = await prepared<{ id: string }>(
    ctx.pool,
    'INSERT INTO export_runs (user_id, title, format, rows) VALUES ($1::bigint, $2, $3, $4) RETURNING id::text',
    [String(ctx.actor.id), run.title, run.format, run.rows],
  );
  return row?.id ?? '';
}

/** Says how far an export is. One that has ended has: what was said before and arrives later changes nothing. */
export async function tellRun(ctx: Ctx, id: string, rowsSent: number, state: ExportState): Promise<void> {
  await prepared(
    ctx.pool,
    `UPDATE export_runs SET rows_sent = $2, state = $3::text::export_state WHERE id = $1::bigint AND state = 'RUNNING'`,
    [id, rowsSent, state],
  );
}

/** Forgets those of more than a day ago. */
export async function pruneExportRuns(ctx: Ctx): Promise<void> {
  await prepared(ctx.pool, `DELETE FROM export_runs WHERE created_at < now() AT TIME ZONE 'UTC' - interval '1 day'`, []);
}
