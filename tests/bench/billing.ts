/** Money: a month-end report and receivables by age beside their own SQL, invoices as a file beside COPY; and books that are clean. */
import pg from 'pg';
import { partyAgesStatement } from '../../src/billing/reports/receivables.queries.js';
import { revenueStatement } from '../../src/billing/reports/revenue.queries.js';
import { wholeInvoices } from '../../src/billing/invoices/invoices.queries.js';
import { compared, copy, type Exported, type Exporting, inlined, timed } from './exports.js';

const MOST_ROWS = 100_000;
const DAY = 86_400_000;
const dayBefore = (days: number): string => new Date(Date.now() - days * DAY).toISOString().slice(0, 10);

/** The first day of issue after which there are at most so many invoices. */
async function windowOf(client: pg.Client): Promise<{ from: string; rows: number }> {
  const { rows } = await client.query<{ from: string; rows: number }>(
    `SELECT (min(issue_date) + 1)::text AS from, count(*)::int AS rows
     FROM (SELECT issue_date FROM invoices ORDER BY issue_date DESC LIMIT ${MOST_ROWS - 1000}) i`,
  );
  const found = rows[0];
  if (!found) throw new Error('There are no invoices.');
  return found;
}

/** Each with how many movements, or invoices, it reads. @param exporting as somebody who may see financial reports */
export async function timeBilling(exporting: Exporting): Promise<Exported[]> {
  const { product, headers, databaseUrl } = exporting;
  const answer = await fetch(`${product.url}/api/billing/reconciliation`, { headers });
  const { faults } = (await answer.json()) as { faults: unknown[] };
  if (answer.status !== 200 || faults.length > 0)
    throw new Error(`The books are not clean: ${JSON.stringify(faults).slice(0, 500)}`);
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c timezone=UTC' });
  await client.connect();
  try {
    const counted = await client.query<{ rows: number }>('SELECT count(*)::int AS rows FROM ledger_movements');
    const movements = counted.rows[0]?.rows ?? 0;
    const [from, to] = [dayBefore(3 * 365), dayBefore(0)];
    const period = { from: new Date(from), to: new Date(to) };
    const bySql = (text: string) => async (): Promise<{ ms: number; megabytes: null }> => ({
      ms: await timed(async () => void (await client.query(text))),
      megabytes: null,
    });
    const revenue = await inlined(databaseUrl, (ctx) => revenueStatement(ctx, { ...period, by: 'THERAPIST', monthly: false }));
    const ages = await inlined(databaseUrl, (ctx) => partyAgesStatement(ctx, new Date(to)));
    const { from: issuedFrom, rows } = await windowOf(client);
    const invoices = await inlined(
      databaseUrl,
      async (ctx) => (await wholeInvoices(ctx, { issuedFrom: new Date(issuedFrom) }, MOST_ROWS)).read,
    );
    return [
      await compared(
        exporting,
        'month-end revenue by therapist : its SQL',
        movements,
        `/api/billing/reports/revenue?from=${from}&to=${to}&by=THERAPIST`,
        bySql(revenue),
      ),
      await compared(
        exporting,
        'receivables by age : their SQL',
        movements,
        `/api/billing/reports/receivables?asOf=${to}`,
        bySql(ages),
      ),
      await compared(
        exporting,
        'invoices as CSV : COPY of the same SQL',
        rows,
        `/api/billing/invoices/export?format=csv&issuedFrom=${issuedFrom}`,
        async () => ({ ms: await timed(() => copy(client, invoices)), megabytes: null }),
      ),
    ];
  } finally {
    await client.end();
  }
}
