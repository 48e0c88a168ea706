/** What stands in the cells of an export, in CSV and in Excel. Pure. */
import { enumLabel } from '../kernel/code-words.js';
import type { WallClock } from '../kernel/wall-clock.js';

/** What a column holds. `text` is whatever people typed; the rest is of the program's own making. */
export type CellKind = 'text' | 'id' | 'number' | 'boolean' | 'instant' | 'date';

/**
 * A value by the column's kind: text and id as text; number as a number or as decimal text ("120.00"), which stays exact; a date as
 * "2026-03-08". Null: an empty cell.
 */
export type CellValue = string | number | boolean | Date | null | undefined;

/** A column as the file has it. */
export interface FileColumn {
  /** In the words of docs/language.md. */
  header: string;
  kind: CellKind;
  /** Of a number: "0.00" for money. */
  format?: string | undefined;
}

/** A row as a statement gives it. */
export type ListRow = Record<string, unknown>;

/** A column of a list. Plain data, since the rows are read in a thread of their own: what must be worked out, the statement does. */
export interface ListColumn<Row = ListRow> extends FileColumn {
  /** The row's field. */
  field?: keyof Row & string;
  /** What the field's codes are called: by the words of the program, or by these. */
  words?: 'code' | Readonly<Record<string, string>>;
  /** What stands in each row alike, where there is no field. */
  always?: string;
}

/** What stands in the cell for what the row has in the column's field. Several codes are told one after the other: "Monday, Wednesday". */
export function cellOf({ words, always }: ListColumn, value: unknown): CellValue {
  if (always !== undefined) return always;
  if (words === undefined || value === null) return value as CellValue;
  const word = (code: unknown): string => (words === 'code' ? enumLabel(String(code)) : (words[String(code)] ?? String(code)));
  return Array.isArray(value) ? value.map(word).join(', ') : word(value);
}

/** What Excel keeps in one cell. */
const LONGEST = 32_767;
const CUT = ' … [cut: Excel keeps 32,767 characters in a cell]';

/** The column's header: one with times says on whose clocks. */
export function headerOf(column: FileColumn, clock: WallClock): string {
  return column.kind === 'instant' ? `${column.header} (${clock.zone})` : column.header;
}

/** What Excel, LibreOffice and Google Sheets take for the beginning of a formula; also in the wide forms of East Asian keyboards. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Text that a spreadsheet program cannot take for a formula: an apostrophe stands before what looks like one. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The cell in CSV. A spreadsheet reads numbers, days and instants for what they are; text is guarded. */
export function csvCell(kind: CellKind, value: CellValue, clock: WallClock): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return kind === 'date' ? value.toISOString().slice(0, 10) : clock.stamp(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return String(value);
  // A negative amount begins like a formula and is none.
  return kind === 'number' && /^-?\d+(\.\d+)?$/.test(value) ? value : guarded(value);
}

/** Excel's calendar begins here. */
const FIRST_DAY = Date.UTC(1900, 2, 1);

/** The cell in Excel: a number, a date (its wall clock as if it were UTC), true or false, or text, which is never a formula. */
export function excelCell(kind: CellKind, value: CellValue, clock: WallClock): string | number | boolean | Date | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value;
  if (kind === 'number') {
    const number = Number(value);
    // Fifteen digits are all that Excel keeps of a number.
    return Number.isFinite(number) && Math.abs(number) < 1e15 ? number : excelText(String(value));
  }
  if (kind === 'instant' && value instanceof Date) {
    const wall = new Date(clock.shows(value.getTime()));
    return wall.getTime() >= FIRST_DAY ? wall : clock.stamp(value);
  }
  if (kind === 'date') {
    const day = value instanceof Date ? value : new Date(`${String(value)}T00:00:00.000Z`);
    return day.getTime() >= FIRST_DAY ? day : excelText(value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
  }
  return excelText(value instanceof Date ? clock.stamp(value) : String(value));
}

/** XML has no place for these, and Excel not for more than so many characters. */
function excelText(text: string): string {
  const clean = text.replace(/[\uFFFE\uFFFF]/g, '');
  return clean.length <= LONGEST ? clean : clean.slice(0, LONGEST - CUT.length - 1).toWellFormed() + CUT;
}

/** Short for a column that gives a field as it is. */
export const plain = <Row>(header: string, kind: CellKind, field: keyof Row & string): ListColumn<Row> => ({
  header,
  kind,
  field,
});

/** Short for a column of statuses and kinds in words, where people read the file: `Cheque`, as the panel has it. */
export const inWords = <Row>(header: string, field: keyof Row & string): ListColumn<Row> => ({
  header,
  kind: 'text',
  field,
  words: 'code',
});

/** Short for a column of money. */
export const money = <Row>(header: string, field: keyof Row & string): ListColumn<Row> => ({
  ...plain<Row>(header, 'number', field),
  format: '0.00',
});

/** Short for a column of whole numbers. */
export const whole = <Row>(header: string, field: keyof Row & string): ListColumn<Row> => ({
  ...plain<Row>(header, 'number', field),
  format: '0',
});
