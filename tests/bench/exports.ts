/**
 * Exports: how long one takes and what memory, against the database's own COPY of the same SQL and against a workbook made in memory; and what
 * somebody who reads meanwhile has to wait.
 */
import { execFile } from 'node:child_process';
import { get } from 'node:http';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import pino from 'pino';
import { wholeAppointmentList } from '../../src/scheduling/appointments/appointments.queries.js';
import { type Ctx, ctxOfSystem } from '../../src/access/context.js';
import { openDatabase } from '../../src/database/client.js';
import type { Statement } from '../../src/database/lists.js';
import { testConfig } from '../support/config.js';
import { median, round, type Target } from './load.js';
import type { Server } from './servers.js';

const MOST_ROWS = 100_000;

export interface Exported {
  name: string;
  rows: number;
  /** Milliseconds. */
  product: number;
  other: number;
  /** MB at the most, more than before it; null where the system does not tell. */
  productMegabytes: number | null;
  otherMegabytes: number | null;
}

export interface Exporting {
  product: Server;
  headers: Record<string, string>;
  /** Of somebody at the panel. */
  panelHeaders: Record<string, string>;
  databaseUrl: string;
  /** Of an answer that is read meanwhile. */
  reading: Target;
  rounds: number;
  seconds: number;
}

/** A statement of the product's, for the system, its values written into it: COPY takes none. */
export async function inlined(databaseUrl: string, statementOf: (ctx: Ctx) => Promise<Statement> | Statement): Promise<string> {
  const database = openDatabase(databaseUrl);
  try {
    const config = testConfig({ databaseUrl, dataDir: '.' });
    const { text, values } = await statementOf(ctxOfSystem({ config, database, log: pino({ level: 'silent' }) }, 'job'));
    return text.replace(/\$(\d+)/g, (_all, number: string) => {
      const value = values[Number(number) - 1] as string | number | null | unknown[];
      return Array.isArray(value)
        ? pg.escapeLiteral(`{${value.join(',')}}`)
        : value === null
          ? 'NULL'
          : pg.escapeLiteral(String(value));
    });
  } finally {
    await database.close();
  }
}

/** The first instant after which there are at most so many. */
async function windowOf(client: pg.Client): Promise<{ from: string; rows: number }> {
  const { rows } = await client.query<{ from: Date; rows: number }>(
    `SELECT min(end_time) AS from, count(*)::int AS rows
     FROM (SELECT end_time FROM appointments ORDER BY end_time DESC LIMIT ${MOST_ROWS - 1000}) a`,
  );
  const found = rows[0];
  if (!found) throw new Error('There are no appointments.');
  return { from: found.from.toISOString(), rows: found.rows };
}

async function learnersIn(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ count: number }>('SELECT count(*)::int FROM learners');
  return rows[0]?.count ?? 0;
}

export async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

const appointments = (format: string, from: string): string => `/api/appointments/export?format=${format}&from=${from}`;
/** As it is on the page: each with the name of its client. */
const LEARNERS = '/admin/exports/Learner?format=csv';

/** Reads an answer to its end. */
function download({ product, headers, panelHeaders }: Exporting, path: string): Promise<void> {
  return new Promise((done, failed) => {
    const url = product.url + path;
    get(url, { headers: path.startsWith('/admin') ? panelHeaders : headers }, (answer) => {
      if (answer.statusCode !== 200) return failed(new Error(`${path} was answered ${answer.statusCode}.`));
      answer.on('error', failed).on('end', done).resume();
    }).on('error', failed);
  });
}

export async function copy(client: pg.Client, text: string): Promise<void> {
  const stream = client.query(copyTo(`COPY (${text}) TO STDOUT (FORMAT csv, FORCE_QUOTE *, HEADER)`));
  for await (const part of stream) void part;
}

async function excelInMemory(databaseUrl: string, text: string): Promise<{ ms: number; megabytes: number }> {
  const program = join(import.meta.dirname, 'excel-in-memory.ts');
  const options = { maxBuffer: 1_000_000 };
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', program, databaseUrl, text], options);
  return JSON.parse(stdout) as { ms: number; megabytes: number };
}

/** The times of an answer in turn with those of what it is compared with. */
export async function compared(
  exporting: Exporting,
  name: string,
  rows: number,
  path: string,
  other: () => Promise<{ ms: number; megabytes: number | null }>,
): Promise<Exported> {
  const { product, rounds } = exporting;
  await download(exporting, path);
  const [ours, theirs, memory, theirMemory]: [number[], number[], number[], number[]] = [[], [], [], []];
  for (let number = 0; number < rounds; number++) {
    product.resetPeak();
    const before = product.peakMegabytes();
    ours.push(await timed(() => download(exporting, path)));
    const peak = product.peakMegabytes();
    if (before !== undefined && peak !== undefined) memory.push(peak - before);
    const { ms, megabytes } = await other();
    theirs.push(ms);
    if (megabytes !== null) theirMemory.push(megabytes);
  }
  const most = (all: number[]): number | null => (all.length > 0 ? Math.round(median(all)) : null);
  return {
    name,
    rows,
    product: median(ours),
    other: median(theirs),
    productMegabytes: most(memory),
    otherMegabytes: most(theirMemory),
  };
}

/** CSV, Excel, and a list of the panel; each beside what it is compared with. */
export async function timeExports(exporting: Exporting): Promise<Exported[]> {
  const client = new pg.Client({ connectionString: exporting.databaseUrl, options: '-c timezone=UTC' });
  await client.connect();
  try {
    const { from, rows } = await windowOf(client);
    const text = await inlined(
      exporting.databaseUrl,
      (ctx) => wholeAppointmentList(ctx, { from: new Date(from) }, MOST_ROWS).read,
    );
    return [
      await compared(exporting, 'CSV : COPY of the same SQL', rows, appointments('csv', from), async () => ({
        ms: await timed(() => copy(client, text)),
        megabytes: null,
      })),
      await compared(exporting, 'Excel : ExcelJS in memory', rows, appointments('xlsx', from), () =>
        excelInMemory(exporting.databaseUrl, text),
      ),
      await compared(
        exporting,
        'the panel’s learners as CSV : COPY of the table',
        await learnersIn(client),
        LEARNERS,
        async () => ({
          ms: await timed(() => copy(client, 'SELECT * FROM learners ORDER BY id DESC')),
          megabytes: null,
        }),
      ),
    ];
  } finally {
    await client.end();
  }
}

export interface Waiting {
  name: string;
  /** Milliseconds. */
  alone: number;
  beside: number;
}

/** The p99 of an answer that is read, alone and while one export after another runs. */
export async function waitBesideExports(exporting: Exporting): Promise<Waiting[]> {
  const client = new pg.Client({ connectionString: exporting.databaseUrl, options: '-c timezone=UTC' });
  await client.connect();
  const { from } = await windowOf(client).finally(() => client.end());
  const waiting: Waiting[] = [];
  const beside: [name: string, path: string][] = [
    ['CSV', appointments('csv', from)],
    ['Excel', appointments('xlsx', from)],
    ['CSV of the panel', LEARNERS],
  ];
  for (const [name, path] of beside) {
    const [alone, meanwhile]: [number[], number[]] = [[], []];
    for (let number = 0; number < exporting.rounds; number++) {
      alone.push((await round(exporting.reading, exporting.seconds)).p99);
      let over = false;
      const exports = (async () => {
        while (!over) await download(exporting, path);
      })();
      meanwhile.push((await round(exporting.reading, exporting.seconds)).p99);
      over = true;
      await exports;
    }
    waiting.push({ name, alone: median(alone), beside: median(meanwhile) });
  }
  return waiting;
}
