/**
 * What the product is measured against: `node:http` and `pg`, the same statements, the same answers; no session, no
 * permissions, no framework. Arguments: the database's address, the file with the plan.
 */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pg from 'pg';
import { scopeOf, sealCursor } from '../../src/database/cursor.js';
import type { Plan, Statement } from './plan.js';
import { ENCRYPTION_KEY } from './servers.js';

type Row = Record<string, unknown>;

const [url, planFile = ''] = process.argv.slice(2);
const plan = new Map(Object.entries(JSON.parse(readFileSync(planFile, 'utf8')) as Plan));

const TIMESTAMP = 1114;
pg.types.setTypeParser(TIMESTAMP, (text) => new Date(`${text.replace(' ', 'T')}Z`));
const pool = new pg.Pool({ connectionString: url, max: 10, options: '-c timezone=UTC' });

/** Counted, or estimated by the database's statistics. */
const COUNTS = /count\(\*\)|reltuples/i;

function client(row: Row, notes: boolean): Row {
  const { notes: text, createdAt, updatedAt, ...rest } = row;
  delete rest.__key;
  delete rest.__id;
  return {
    ...rest,
    ...(notes ? { notes: text } : {}),
    createdAt: (createdAt as Date).toISOString(),
    updatedAt: (updatedAt as Date).toISOString(),
  };
}

/** JSON writes a date as the product does. */
function appointment(row: Row, notes: boolean): Row {
  const { notes: text, ...rest } = row;
  delete rest.__key;
  delete rest.__id;
  return { ...rest, notes: notes ? text : null };
}

function event(row: Row): Row {
  const { updatedAt, ...rest } = row;
  return { ...rest, etag: `"${(updatedAt as Date).getTime().toString(36)}"` };
}

/** Sealed as the product's are, bound to the statement and its values: the same work for a page. */
function cursorAfter(row: Row, sort: string, { text, values }: Statement): string {
  const position = { key: String(row.__key), id: String(row.__id) };
  return sealCursor({ encryptionKeys: [ENCRYPTION_KEY] }, scopeOf(text, values, sort), position);
}

async function answer(path: string): Promise<unknown> {
  const found = plan.get(path);
  if (!found) return undefined;
  const { shape, limit, sort, notes, statements } = found;
  if (shape === 'panel') {
    // A page and its count at once, then the names behind its references at once: as the panel does.
    const page = statements.filter((one) => /ORDER BY/i.test(one.text));
    const count = statements.filter((one) => COUNTS.test(one.text));
    const [rows, ...totals] = await Promise.all([...page, ...count].map((one) => pool.query<Row>(one)));
    const others = statements.filter((one) => !page.includes(one) && !count.includes(one));
    const names = await Promise.all(others.map((one) => pool.query<Row>(one)));
    return { rows: rows?.rows, total: totals.at(-1)?.rows[0], names: names.map((each) => each.rows) };
  }
  const results = await Promise.all(statements.map((one) => pool.query<Row>(one)));
  const rows = results[0]?.rows ?? [];
  if (shape === 'client') return rows[0] && client(rows[0], notes);
  if (shape === 'calendar') return { items: rows.map(event), truncated: false };
  if (shape === 'conflicts') {
    const clashes = results.at(-1)?.rows ?? [];
    return { free: clashes.length === 0, conflicts: clashes };
  }
  if (shape === 'picker') {
    // Names that begin so, and where those are few, what holds the words and what comes near.
    const all = results.flatMap((result) => result.rows);
    const once = new Map(all.map((row) => [row.id, { id: row.id, title: `${String(row.lastName)}, ${String(row.firstName)}` }]));
    return { records: [...once.values()].slice(0, limit) };
  }
  const item = shape === 'appointments' ? appointment : client;
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    items: rows.slice(0, limit).map((row) => item(row, notes)),
    nextCursor: last && statements[0] ? cursorAfter(last, sort, statements[0]) : null,
  };
}

const server = createServer((request, response) => {
  answer(request.url ?? '').then(
    (body) => {
      // 64-bit numbers of `count(*)` and ids come as text already.
      const text = JSON.stringify(body ?? {});
      response.writeHead(body === undefined ? 404 : 200, {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Length': Buffer.byteLength(text),
      });
      response.end(text);
    },
    (error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    },
  );
});
server.listen(0, '127.0.0.1', () => console.log(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}`));
process.on('SIGTERM', () => process.exit(0));
