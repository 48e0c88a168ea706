/** Files that the product answers with, read. */
import ExcelJS from 'exceljs';
import { readCsv } from './csv.js';
import type { TokenHolder } from './users.js';

export interface Sheet {
  headers: string[];
  rows: ExcelJS.CellValue[][];
}

export function binary(holder: TokenHolder, path: string): Promise<Buffer> {
  return holder
    .get(path)
    .buffer(true)
    .parse((answer, done) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => done(null, Buffer.concat(parts)));
    })
    .expect(200)
    .then((answer) => answer.body as Buffer);
}

export async function excel(holder: TokenHolder, path: string): Promise<Sheet> {
  const workbook = new ExcelJS.Workbook();
  await workbook.xlsx.load((await binary(holder, path)) as unknown as ArrayBuffer);
  const [sheet] = workbook.worksheets;
  const rows: ExcelJS.CellValue[][] = [];
  const width = sheet?.columnCount ?? 0;
  sheet?.eachRow((row) => {
    rows.push(Array.from({ length: width }, (_, index) => row.getCell(index + 1).value));
  });
  return { headers: (rows[0] ?? []).map(String), rows: rows.slice(1) };
}

export async function csv(holder: TokenHolder, path: string): Promise<Record<string, string>[]> {
  return readCsv((await binary(holder, path)).toString('utf8'));
}

/** The cell of a row, by its header. */
export const at = (sheet: Sheet, row: number, header: string): ExcelJS.CellValue => {
  const column = sheet.headers.indexOf(header);
  if (column < 0) throw new Error(`There is no column ${header} among ${sheet.headers.join(', ')}.`);
  return sheet.rows[row]?.[column] ?? null;
};
