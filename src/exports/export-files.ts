/**
 * The two kinds of file that an export can be, written to a stream batch by batch; no more of it is kept than the reader is slow. Runs in
 * a thread of its own (export-worker.ts): it imports nothing that a thread would not start quickly with.
 */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import { createArrayCsvStringifier } from 'csv-writer';
import type ExcelJS from 'exceljs';
import { clockOf } from '../kernel/clock.js';
import type { WallClock } from '../kernel/wall-clock.js';
import { type CellKind, type CellValue, csvCell, excelCell, type FileColumn, headerOf } from './cells.js';

export type ExportFormat = 'xlsx' | 'csv';

export const MEDIA_TYPES: Record<ExportFormat, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** What the cells of a row hold, in the order of the columns. */
export type Cells = readonly CellValue[];

/** Writes rows to a stream. Each call waits until the reader has taken what came before. */
export interface FileWriter {
  rows(rows: readonly Cells[]): Promise<void>;
  /** Writes what makes the file whole. A file without it must not reach anybody as one. */
  end(): Promise<void>;
}

/** All of it goes from thread to thread. */
export interface FileOptions {
  format: ExportFormat;
  columns: readonly FileColumn[];
  /** IANA: on whose clocks instants are told. */
  zone: string;
  /** The sheet's name. */
  title: string;
  now: Date;
}

const waitFor = async (stream: Writable, event: 'drain' | 'finish'): Promise<void> => {
  // One that was destroyed never drains.
  if (stream.destroyed) throw new Error('The reader went away.');
  const closed = new AbortController();
  const stop = (): void => closed.abort();
  stream.once('close', stop);
  try {
    await once(stream, event, { signal: closed.signal });
  } finally {
    stream.off('close', stop);
  }
};

/** Without it Excel reads UTF-8 as something else. */
const BYTE_ORDER_MARK = '\uFEFF';

/** CSV after RFC 4180, in UTF-8 with a byte order mark. */
function csvFile(out: Writable, { columns, zone }: FileOptions): FileWriter {
  const clock = clockOf(zone);
  const csv = createArrayCsvStringifier({
    header: columns.map((column) => headerOf(column, clock)),
    recordDelimiter: '\r\n',
    // A lone carriage return would end the line for some readers.
    alwaysQuote: true,
  });
  const write = async (text: string): Promise<void> => {
    if (!out.write(text)) await waitFor(out, 'drain');
  };
  let begun = false;
  const begin = async (): Promise<void> => {
    if (!begun) await write(BYTE_ORDER_MARK + (csv.getHeaderString() ?? ''));
    begun = true;
  };
  return {
    rows: async (rows) => {
      await begin();
      if (rows.length === 0) return;
      await write(csv.stringifyRecords(rows.map((row) => columns.map(({ kind }, at) => csvCell(kind, row[at], clock)))));
    },
    end: async () => {
      await begin();
      const finished = waitFor(out, 'finish');
      out.end();
      await finished;
    },
  };
}

/** As text (`@`) a cell stays text when somebody edits it: one that begins with = does not become a formula. */
const FORMATS: Partial<Record<CellKind, string>> = {
  text: '@',
  id: '@',
  instant: 'yyyy-mm-dd hh:mm',
  date: 'yyyy-mm-dd',
};
const WIDTHS: Record<CellKind, number> = { text: 24, id: 10, number: 12, boolean: 10, instant: 17, date: 12 };

/**
 * The streams that ExcelJS writes the sheet to. It does not wait for them, so we look ourselves whether they are full; being of an old
 * kind they say so in their state alone. tests/api/exports/exports.test.ts fails where this is not so any more.
 */
interface Piped {
  stream?: { pipes?: (Writable & { _writableState?: { needDrain?: boolean } })[] };
}

/** Writes a row. One style object a column: for each that it has not seen, ExcelJS works the style out anew, a third of its time. */
function addRow(
  sheet: ExcelJS.Worksheet,
  columns: readonly FileColumn[],
  styles: Partial<ExcelJS.Style>[],
  cells: Cells,
  clock: WallClock,
): void {
  const values = columns.map(({ kind }, at) => excelCell(kind, cells[at], clock));
  const row = sheet.addRow(values);
  for (const [at, value] of values.entries()) if (value !== null) row.getCell(at + 1).style = styles[at] ?? {};
  row.commit();
}

/** An Excel workbook with one sheet: a header that stays in sight, with filters. */
async function excelFile(out: Writable, { columns, zone, title, now }: FileOptions): Promise<FileWriter> {
  // Takes a while to load: CSV does without.
  const { default: ExcelJS } = await import('exceljs');
  const clock = clockOf(zone);
  const workbook = new ExcelJS.stream.xlsx.WorkbookWriter({ stream: out, useStyles: true, useSharedStrings: false });
  workbook.creator = workbook.lastModifiedBy = 'Therapy CRM';
  workbook.created = workbook.modified = now;
  const sheet = workbook.addWorksheet(title.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31), {
    views: [{ state: 'frozen', ySplit: 1 }],
  });
  const headers = columns.map((column) => headerOf(column, clock));
  sheet.columns = columns.map(({ kind }, at) => ({
    header: headers[at] ?? '',
    width: Math.max(WIDTHS[kind], Math.min((headers[at]?.length ?? 0) + 2, 40)),
  }));
  const styles = columns.map(({ kind, format }) => ({ numFmt: format ?? FORMATS[kind] ?? 'General' }));
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: 1, column: columns.length } };
  sheet.getRow(1).font = { bold: true };
  sheet.getRow(1).commit();
  const drained = async (): Promise<void> => {
    if (out.destroyed) throw new Error('The reader went away.');
    for (const pipe of (sheet as unknown as Piped).stream?.pipes ?? []) {
      if (!pipe._writableState?.needDrain) continue;
      // The pipe itself never closes when the reader does.
      const closed = new AbortController();
      const stop = (): void => closed.abort();
      out.once('close', stop);
      await once(pipe, 'drain', { signal: closed.signal }).finally(() => out.off('close', stop));
    }
  };
  return {
    rows: async (rows) => {
      for (const cells of rows) addRow(sheet, columns, styles, cells, clock);
      await drained();
    },
    end: async () => {
      const finished = waitFor(out, 'finish');
      // Looked at below: a reader who goes away while the last bytes are made must not become an error that nobody caught.
      finished.catch(() => undefined);
      await Promise.race([workbook.commit(), finished]);
      await finished;
    },
  };
}

/** A writer of that kind of file. */
export async function fileOf(out: Writable, options: FileOptions): Promise<FileWriter> {
  return options.format === 'csv' ? csvFile(out, options) : await excelFile(out, options);
}
