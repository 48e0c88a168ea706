/** A list as an export: its statements, and the filters that it was asked for with. */
import type { Ctx } from '../access/context.js';
import type { ModelName } from '../database/data-model.js';
import type { Statement } from '../database/lists.js';
import { cancelOn } from './cancel.queries.js';
import type { ListColumn } from './cells.js';
import type { ExportFormat } from './export-files.js';
import { startThread } from './export-thread.js';
import type { Export } from './exports.service.js';

/** @param asked the format, and filters as they were asked for: they are written down */
export function listExport<Row>(
  ctx: Ctx,
  about: { title: string; recordType: ModelName; columns: readonly ListColumn<Row>[] },
  { format, ...filters }: { format: ExportFormat } & Record<string, unknown>,
  list: { read: Statement; count: Statement },
): Export {
  const columns = about.columns as readonly ListColumn[];
  const { pool, url } = ctx.root;
  return {
    ...about,
    format,
    filters,
    columns,
    open: async (signal, work) => {
      const thread = startThread(signal);
      let stopWatching = (): Promise<void> => Promise.resolve();
      try {
        const total = await thread.open({ url, columns, ...list }, (process) => {
          stopWatching = cancelOn(signal, pool, process);
        });
        return await work({
          total,
          write: async (out, options, told) => {
            await thread.begin(out, options);
            await thread.end(told);
          },
        });
      } finally {
        await stopWatching();
        await thread.close();
      }
    },
  };
}
