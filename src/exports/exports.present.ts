import type { ExportRunRow } from './export-runs.queries.js';
import type { ExportRun } from './exports.dto.js';

export function toExportRun(row: ExportRunRow): ExportRun {
  return { ...row, createdAt: row.createdAt.toISOString(), updatedAt: row.updatedAt.toISOString() };
}
