/** The workbook that ExcelJS makes of the same rows when it keeps all of them: what an export in Excel is measured against. Arguments: database, SQL. */
import ExcelJS from 'exceljs';
import pg from 'pg';

const [url, text = ''] = process.argv.slice(2);
const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
await client.connect();
const begin = performance.now();
const { rows, fields } = await client.query<Record<string, unknown>>(text);
const workbook = new ExcelJS.Workbook();
const sheet = workbook.addWorksheet('Appointments');
sheet.columns = fields.map(({ name }) => ({ header: name, key: name, width: 16 }));
for (const row of rows)
  sheet.addRow(fields.map(({ name }) => (typeof row[name] === 'object' && !(row[name] instanceof Date) ? null : row[name])));
await workbook.xlsx.writeBuffer();
console.log(JSON.stringify({ ms: performance.now() - begin, megabytes: process.resourceUsage().maxRSS / 1024 }));
await client.end();
