/**
 * What every use case gets first: the database, who acts, the clock, the log and the request's id. Nothing ambient.
 */
import type { Logger } from 'pino';
import { type Actor, SYSTEM } from './actor.js';
import type { Config } from '../config/config.js';
import type { Database, Db } from '../database/client.js';
import { isContention } from '../database/errors.js';
import { LastInserts } from '../database/last-inserts.js';
import { type Queries, seated } from '../database/transaction-seat.js';
import { safeError } from '../kernel/safe-error.js';
import { conflict, unauthenticated } from '../kernel/errors.js';

/** What the program is made of; one per process (or per test). */
export interface AppDeps {
  config: Config;
  database: Database;
  log: Logger;
  /** The clock; tests may set it. */
  now?: () => Date;
}

/** Through which door a call came, and from where. */
export interface Origin {
  door: 'api' | 'admin' | 'job' | 'seed';
  ipAddress: string | null;
  userAgent: string | null;
  /** A digest of the session id: tells one session's events together without giving the session away. */
  session: string | null;
  /** The session's own id, to leave it alone when a user's other sessions end. */
  sessionId: string | null;
}

/** A record that a request wrote, as its audit names it. */
export interface WrittenRecord {
  type: string;
  id: string;
}

/** A request's hold on its Idempotency-Key. */
export interface IdempotencyClaim {
  userId: bigint;
  key: string;
  /** Tells this hold from a later one on the same key. */
  worker: string;
  /** What was written so far. */
  written: WrittenRecord[];
}

/** What a transaction leaves for later. */
export interface Transaction {
  /** Rows that are written at its end. */
  inserts: LastInserts;
  /** Run once it is durable. */
  afterCommit: (() => void | Promise<void>)[];
}

export interface Ctx {
  /** Prisma: the pool, or the transaction that this ctx is in. */
  readonly db: Db;
  /** For prepared reads: the pool, or the connection of the transaction that this ctx is in. */
  readonly pool: Queries;
  readonly actor: Actor;
  readonly config: Config;
  readonly log: Logger;
  readonly requestId: string;
  readonly origin: Origin;
  now(): Date;
  /** Set inside `inTransaction`. */
  readonly transaction: Transaction | null;
  /** The request's Idempotency-Key, whose row is marked in the same transaction as the change. */
  readonly idempotency: IdempotencyClaim | null;
  readonly root: Database;
}

/** A ctx for a door: who acts, from where, under which request. */
export function makeCtx(
  deps: AppDeps,
  actor: Actor,
  requestId: string,
  origin: Origin,
  idempotency: Ctx['idempotency'] = null,
): Ctx {
  return {
    db: deps.database.prisma,
    pool: deps.database.pool,
    root: deps.database,
    actor,
    config: deps.config,
    log: deps.log,
    requestId,
    origin,
    now: deps.now ?? (() => new Date()),
    transaction: null,
    idempotency,
  };
}

/** The ctx of the server's own work: a job, the seed. */
export function ctxOfSystem(deps: AppDeps, door: 'job' | 'seed', actor: Actor = SYSTEM): Ctx {
  return makeCtx(deps, actor, door, { door, ipAddress: null, userAgent: null, session: null, sessionId: null });
}

/** The id of the acting user. Throws 401 for nobody. */
export function signedInId(ctx: Ctx): bigint {
  if (ctx.actor.id === null) throw unauthenticated();
  return ctx.actor.id;
}

const TRIES = 4;

/**
 * Runs `work` in one transaction (the one that ctx is in already, if it is). Tried again, with a growing random wait,
 * when it failed only because others were at the same rows. What `afterCommit` got runs once the change is durable.
 */
export async function inTransaction<T>(ctx: Ctx, work: (ctx: Ctx) => Promise<T>): Promise<T> {
  if (ctx.transaction) return work(ctx);
  const writtenBefore = ctx.idempotency?.written.length ?? 0;
  for (let attempt = 1; ; attempt++) {
    const transaction: Transaction = { inserts: new LastInserts(), afterCommit: [] };
    // What the last attempt wrote is gone.
    if (ctx.idempotency) ctx.idempotency.written.length = writtenBefore;
    let result: T;
    try {
      const begin = async (pool: Queries): Promise<T> =>
        ctx.root.prisma.$transaction(async (db) => {
          const value = await work({ ...ctx, db, pool, transaction });
          await transaction.inserts.write(pool);
          if (ctx.idempotency) {
            const { userId, key, worker } = ctx.idempotency;
            const { count } = await db.idempotencyKey.updateMany({
              where: { userId, key, worker },
              data: { state: 'COMMITTED' },
            });
            // We were silent for so long that we were taken for dead, and another has the key: nothing of ours is kept.
            if (count === 0)
              throw conflict('idempotency.in_progress', 'This request is being carried out by a repeat of it.', {
                retryAfterSeconds: 1,
              });
          }
          return value;
        });
      result = await seated(begin);
    } catch (error) {
      if (attempt === TRIES || !isContention(error)) throw error;
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20 * 2 ** attempt));
      continue;
    }
    for (const effect of transaction.afterCommit) {
      // The change stands, whatever becomes of what follows from it: it must not be done again, nor be called failed.
      try {
        await effect();
      } catch (error) {
        ctx.log.error({ err: safeError(error), requestId: ctx.requestId }, 'what follows from a change failed');
      }
    }
    return result;
  }
}

/** Runs `effect` when the change is durable: at the end of the transaction, or at once outside of one. */
export async function afterCommit(ctx: Ctx, effect: () => void | Promise<void>): Promise<void> {
  if (ctx.transaction) ctx.transaction.afterCommit.push(effect);
  else await effect();
}
