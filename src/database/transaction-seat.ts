/**
 * The connection that a transaction of Prisma has, for node-postgres as well: what reads through the pool inside of a transaction
 * would not see what it wrote, and with as many transactions as connections all would wait for one more.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import type pg from 'pg';

/** What runs statements: the pool, or one transaction's connection. */
export type Queries = Pick<pg.Pool, 'query'>;

interface Seat {
  client?: pg.PoolClient;
}

const seats = new AsyncLocalStorage<Seat>();

const ENDS = /^(?:COMMIT|ROLLBACK)$/;

/**
 * One connection answers one statement at a time. Of those that are asked for together (`Promise.all` on a transaction, or Prisma itself
 * for two relations) each waits here for the one before it: node-postgres will keep no queue of its own from its next major version on.
 */
function oneByOne(client: pg.PoolClient): (...given: unknown[]) => unknown {
  const query = client.query.bind(client) as (...given: unknown[]) => unknown;
  let last: Promise<unknown> | undefined;
  return (...given) => {
    // A stream or a callback has no promise to wait by.
    const [first] = given as [string | { submit?: unknown } | undefined];
    if (typeof given.at(-1) === 'function' || (typeof first === 'object' && first.submit)) return query(...given);
    const run = (): unknown => query(...given);
    const result = (last ? last.then(run) : run()) as Promise<unknown>;
    const done = result.then(
      () => undefined,
      () => undefined,
    );
    last = done;
    void done.then(() => {
      if (last === done) last = undefined;
    });
    return result;
  };
}

/**
 * Prisma gives a connection back after COMMIT or ROLLBACK, but not when these fail themselves: with each outage the pool would have
 * fewer, and in the end none. So it goes back when its end fails or it breaks, and from then on is nobody's.
 */
function givenBack(client: pg.PoolClient): pg.PoolClient {
  const { release } = client;
  let out = true;
  const giveBack = (error?: Error | boolean): void => {
    if (!out) return;
    out = false;
    client.off('end', broken);
    // Its own, of the prototype, is to be had again.
    delete (client as Partial<pg.PoolClient>).query;
    release.call(client, error);
  };
  const broken = (): void => giveBack(true);
  const query = oneByOne(client);
  client.query = ((...given: unknown[]) => {
    const result = query(...given);
    const [first] = given as [string | { text?: string }];
    const text = typeof first === 'string' ? first : first.text;
    // The caller gets the error itself; here it is only seen.
    if (result instanceof Promise && text !== undefined && ENDS.test(text)) result.catch(() => giveBack(true));
    return result;
  }) as typeof client.query;
  client.release = giveBack;
  client.once('end', broken);
  return client;
}

/** The pool for Prisma: the first connection that a transaction takes of it becomes that transaction's seat. */
export function seating(pool: pg.Pool): pg.Pool {
  const connect = async (): Promise<pg.PoolClient> => {
    const client = givenBack(await pool.connect());
    const seat = seats.getStore();
    if (seat) seat.client ??= client;
    return client;
  };
  return new Proxy(pool, {
    get: (target, name) => {
      // With a callback it is the pool's own affair.
      if (name === 'connect')
        return (...given: [] | Parameters<pg.Pool['connect']>) =>
          given.length === 0 ? connect() : (target.connect as (...all: unknown[]) => unknown)(...given);
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === 'function' ? (value as (...all: unknown[]) => unknown).bind(target) : value;
    },
  });
}

let underWay = 0;

/** Runs `begin`, which starts one transaction of Prisma on a seating pool, with the way to that transaction's connection. */
export async function seated<T>(begin: (queries: Queries) => Promise<T>): Promise<T> {
  const seat: Seat = {};
  const query = (...given: unknown[]): unknown => {
    if (!seat.client) throw new Error('The transaction has no connection.');
    return (seat.client.query as (...all: unknown[]) => unknown).apply(seat.client, given);
  };
  underWay++;
  try {
    return await seats.run(seat, () => begin({ query: query as pg.Pool['query'] }));
  } finally {
    // While anybody has a seat, Node notes for each promise of the process whose it is: reads need not pay for that.
    if (--underWay === 0) seats.disable();
  }
}
