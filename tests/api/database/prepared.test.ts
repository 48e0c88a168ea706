/** Statements that stay prepared, on a real PostgreSQL: however many texts there are, a connection keeps a bounded number. */
import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import { ctxOfSystem, inTransaction, type Ctx } from '../../../src/access/context.js';
import { listClientRows } from '../../../src/clients/clients/clients.queries.js';
import { clientList } from '../../../src/clients/clients/clients.input.js';
import type { ClientListQuery } from '../../../src/generated/requests/clients.js';
import { check } from '../../../src/kernel/fields.js';
import { type Database, once, openDatabase, prepared } from '../../../src/database/client.js';
import { MOST_STATEMENTS } from '../../../src/database/statements.js';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';

/** What the clients' list may be asked for, each combination a text of its own. */
function* filterCombinations(): Generator<ClientListQuery> {
  const some: ClientListQuery[] = [
    { status: ['ACTIVE', 'WAITLIST'] },
    { priority: 'HIGH' },
    { therapistId: '1' },
    { preferredLanguage: 'ES' },
    { requiresInterpreter: true },
    { createdFrom: '2026-01-01T00:00:00Z' },
    { createdTo: '2026-12-01T00:00:00Z' },
    { updatedFrom: '2026-01-01T00:00:00Z' },
  ];
  for (const sort of ['lastName', '-lastName', 'createdAt', '-createdAt', 'updatedAt', '-updatedAt'])
    for (let which = 0; which < 2 ** some.length; which++)
      yield Object.assign({ sort }, ...some.filter((_, index) => which & (2 ** index))) as ClientListQuery;
}

interface Held {
  /** By the database, and by node-postgres, on the one connection of the pool. */
  statements: number[];
  /** Memory of the connection's process that is its own, in kB; NaN where the system does not tell it. */
  memory: number;
}

describe('prepared statements', () => {
  const app = withApp();
  const opened: Database[] = [];
  /** As the server's own work, on connections of its own: `max` of them. */
  const ctxOn = (max: number): Ctx => {
    const database = openDatabase(String(app.deps.config.databaseUrl), { max });
    opened.push(database);
    return ctxOfSystem({ ...app.deps, database }, 'job');
  };
  afterEach(async () => {
    for (const database of opened.splice(0)) await database.close();
  });

  const held = async (ctx: Ctx): Promise<Held> => {
    const client = (await ctx.root.pool.connect()) as pg.PoolClient & { connection: { parsedStatements: object } };
    try {
      const { rows } = await client.query<{ pid: number; statements: number }>(
        'SELECT pg_backend_pid() AS pid, (SELECT count(*)::int FROM pg_prepared_statements) AS statements',
      );
      const status = await readFile(`/proc/${rows[0]?.pid}/status`, 'utf8').catch(() => '');
      return {
        statements: [rows[0]?.statements ?? NaN, Object.keys(client.connection.parsedStatements).length],
        memory: Number(/RssAnon:\s+(\d+) kB/.exec(status)?.[1] ?? NaN),
      };
    } finally {
      client.release();
    }
  };

  it('do not grow a connection with thousands of combinations of filters, and find the same', async () => {
    const ctx = ctxOn(1);
    const { id } = await aClient(app.prisma, { lastName: 'Found Always' });
    const found = new Set<string>();
    let early: Held | undefined;
    let asked = 0;
    for (const query of filterCombinations()) {
      const { items } = await listClientRows(ctx, check(clientList, query));
      if (Object.keys(query).length === 1) for (const item of items) found.add(String(item.id));
      if (++asked === 2 * MOST_STATEMENTS) early = await held(ctx);
    }
    const late = await held(ctx);
    expect(asked).toBe(1536);
    expect([...found]).toEqual([String(id)]);
    const bound = [MOST_STATEMENTS, MOST_STATEMENTS];
    expect([early?.statements, late.statements]).toEqual([bound, bound]);
    if (process.platform === 'linux') expect(late.memory / (early?.memory ?? NaN)).toBeLessThan(1.2);
  }, 60_000);

  it('stay prepared while they are used, among any number of others', async () => {
    const ctx = ctxOn(1);
    const hot = `SELECT 'hot' AS hot, $1::int AS number`;
    const times = 3 * MOST_STATEMENTS;
    for (let number = 0; number < times; number++) {
      await prepared(ctx.pool, `SELECT 'of little use' AS "column${number}"`);
      if (number % (MOST_STATEMENTS / 2) === 0) expect(await prepared(ctx.pool, hot, [number])).toEqual([{ hot: 'hot', number }]);
    }
    const rows = await once<{ runs: number }>(
      ctx.pool,
      `SELECT (generic_plans + custom_plans)::int AS runs FROM pg_prepared_statements WHERE statement = $1`,
      [hot],
    );
    expect(rows).toEqual([{ runs: 6 }]);
  });

  it('are made anew when they were let go', async () => {
    const ctx = ctxOn(1);
    const text = 'SELECT $1::text AS word';
    expect(await prepared(ctx.pool, text, ['one'])).toEqual([{ word: 'one' }]);
    for (let number = 0; number < MOST_STATEMENTS; number++) await prepared(ctx.pool, `SELECT ${number} AS number`);
    const kept = 'SELECT count(*)::int AS kept FROM pg_prepared_statements WHERE statement = $1';
    expect(await once(ctx.pool, kept, [text])).toEqual([{ kept: 0 }]);
    expect(await prepared(ctx.pool, text, ['two'])).toEqual([{ word: 'two' }]);
    expect(await once(ctx.pool, kept, [text])).toEqual([{ kept: 1 }]);
  });

  it('serve overlapping transactions, each on its own connection with what it wrote', async () => {
    const ctx = ctxOn(3);
    const seen = await Promise.all(
      Array.from({ length: 9 }, async (_, number) => {
        const { id } = await aClient(app.prisma);
        return inTransaction(ctx, async (tx) => {
          const words: (string | undefined)[] = [];
          for (let turn = 0; turn < MOST_STATEMENTS; turn++) {
            if (turn % 50 !== 0) {
              await prepared(tx.pool, `SELECT ${turn} AS turn, ${number} AS number`);
              continue;
            }
            const address = `Turn ${turn} of ${number}`;
            await tx.db.client.update({ where: { id }, data: { address } });
            const [row] = await prepared<{ right: boolean }>(
              tx.pool,
              'SELECT address = $2 AS "right" FROM clients WHERE id = $1',
              [String(id), address],
            );
            words.push(String(row?.right));
          }
          return words;
        });
      }),
    );
    expect(seen).toEqual(Array.from({ length: 9 }, () => ['true', 'true', 'true', 'true']));
  }, 60_000);

  it('are let go in a transaction that has failed, too, and leave the connection usable', async () => {
    const ctx = ctxOn(1);
    for (let number = 0; number < MOST_STATEMENTS; number++) await prepared(ctx.pool, `SELECT ${number} AS number`);
    const failing = inTransaction(ctx, async (tx) => {
      await expect(prepared(tx.pool, 'SELECT 1 / $1::int AS broken', [0])).rejects.toMatchObject({ code: '22012' });
      await expect(prepared(tx.pool, 'SELECT $1::text AS word', ['after'])).rejects.toMatchObject({ code: '25P02' });
      throw new Error('given up');
    });
    await expect(failing).rejects.toThrow('given up');
    expect(await prepared(ctx.pool, 'SELECT $1::text AS word', ['again'])).toEqual([{ word: 'again' }]);
    expect(await prepared(ctx.pool, 'SELECT 1 / $1::int AS broken', [1])).toEqual([{ broken: 1 }]);
    expect(await prepared(ctx.pool, 'SELECT 0 AS number')).toEqual([{ number: 0 }]);
    expect(await held(ctx)).toMatchObject({ statements: [MOST_STATEMENTS, MOST_STATEMENTS] });
  });
});
