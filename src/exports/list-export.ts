/** A list as an export: its statements, and the filters that it was asked for with. */
import type { Ctx } from '../access/context.js';
import type { ModelName } from '../database/data-model.js';
import type { Statement } from '../database/lists.js';
import type { ExportColumn } from './cells.js';
import type { ExportFormat } from './export-files.js';
import { withCursor } from './export-rows.queries.js';
import type { Export } from './exports.service.js';

/** @param asked the format, and filters as they were asked for: they are written down */
export function listExport<Row>(
  ctx: Ctx,
  about: { title: string; recordType: ModelName; columns: readonly ExportColumn<Row>[] },
  { format, ...filters }: { format: ExportFormat } & Record<string, unknown>,
  list: { read: Statement; count: Statement },
): Export<Row> {
  return { ...about, format, filters, open: (signal, work) => withCursor(ctx.root.pool, list, signal, work) };
}
