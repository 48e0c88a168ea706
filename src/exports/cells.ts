/** What stands in the cells of an export, in CSV and in Excel. Pure. */

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

/** A column, and where its cells come from. */
export interface ExportColumn<Row> extends FileColumn {
  value(row: Row): CellValue;
}

/** What Excel keeps in one cell. */
const LONGEST = 32_767;
const CUT = ' … [cut: Excel keeps 32,767 characters in a cell]';

const MINUTE = 60_000;
const QUARTER = 15 * MINUTE;
const REMEMBERED = 10_000;

/** Says how far the zone's clocks are from UTC at an instant, in milliseconds. Clocks change at a quarter of an hour, so it asks once for each. */
function offsets(zone: string): (instant: Date) => number {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  const known = new Map<number, number>();
  return (instant) => {
    const quarter = Math.floor(instant.getTime() / QUARTER) * QUARTER;
    const found = known.get(quarter);
    if (found !== undefined) return found;
    const parts = Object.fromEntries(format.formatToParts(quarter).map(({ type, value }) => [type, value]));
    const wall = new Date(0);
    wall.setUTCFullYear(Number(parts.year), Number(parts.month) - 1, Number(parts.day));
    wall.setUTCHours(Number(parts.hour), Number(parts.minute));
    const offset = wall.getTime() - quarter;
    if (known.size >= REMEMBERED) known.clear();
    known.set(quarter, offset);
    return offset;
  };
}

/** The clocks of one zone. */
export interface Clock {
  zone: string;
  /** What they show, as if it were UTC: what Excel takes, which knows no zones. */
  wall(instant: Date): Date;
  /** `2026-03-08T10:00:00-05:00`: what they show, and how far that is from UTC. */
  text(instant: Date): string;
}

/** @param zone an IANA zone */
export function clockOf(zone: string): Clock {
  const offsetAt = offsets(zone);
  const wall = (instant: Date): Date => new Date(instant.getTime() + offsetAt(instant));
  const two = (value: number): string => String(value).padStart(2, '0');
  return {
    zone,
    wall,
    text: (instant) => {
      const minutes = Math.round(offsetAt(instant) / MINUTE);
      const away = Math.abs(minutes);
      return `${wall(instant).toISOString().slice(0, -5)}${minutes < 0 ? '-' : '+'}${two(Math.floor(away / 60))}:${two(away % 60)}`;
    },
  };
}

/** The column's header: one with times says on whose clocks. */
export function headerOf(column: FileColumn, clock: Clock): string {
  return column.kind === 'instant' ? `${column.header} (${clock.zone})` : column.header;
}

/** What Excel, LibreOffice and Google Sheets take for the beginning of a formula; also in the wide forms of East Asian keyboards. */
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;

/** Text that a spreadsheet program cannot take for a formula: an apostrophe stands before what looks like one. */
export function guarded(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The cell in CSV. A spreadsheet reads numbers, days and instants for what they are; text is guarded. */
export function csvCell(kind: CellKind, value: CellValue, clock: Clock): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return kind === 'date' ? value.toISOString().slice(0, 10) : clock.text(value);
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  if (typeof value === 'number') return String(value);
  // A negative amount begins like a formula and is none.
  return kind === 'number' && /^-?\d+(\.\d+)?$/.test(value) ? value : guarded(value);
}

/** Excel's calendar begins here. */
const FIRST_DAY = Date.UTC(1900, 2, 1);

/** The cell in Excel: a number, a date (its wall clock as if it were UTC), true or false, or text, which is never a formula. */
export function excelCell(kind: CellKind, value: CellValue, clock: Clock): string | number | boolean | Date | null {
  if (value === null || value === undefined || value === '') return null;
  if (typeof value === 'boolean') return value;
  if (kind === 'number') {
    const number = Number(value);
    // Fifteen digits are all that Excel keeps of a number.
    return Number.isFinite(number) && Math.abs(number) < 1e15 ? number : excelText(String(value));
  }
  if (kind === 'instant' && value instanceof Date) {
    const wall = clock.wall(value);
    return wall.getTime() >= FIRST_DAY ? wall : clock.text(value);
  }
  if (kind === 'date') {
    const day = value instanceof Date ? value : new Date(`${String(value)}T00:00:00.000Z`);
    return day.getTime() >= FIRST_DAY ? day : excelText(value instanceof Date ? value.toISOString().slice(0, 10) : String(value));
  }
  return excelText(value instanceof Date ? clock.text(value) : String(value));
}

/** XML has no place for these, and Excel not for more than so many characters. */
function excelText(text: string): string {
  const clean = text.replace(/[\uFFFE\uFFFF]/g, '');
  return clean.length <= LONGEST ? clean : clean.slice(0, LONGEST - CUT.length - 1).toWellFormed() + CUT;
}
