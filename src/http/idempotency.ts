/**
 * `Idempotency-Key` on POST: the first answer is kept for 24 hours and given again to the same request by the same user.
 * The key's row is marked in the transaction of the change itself (context.ts), so that a process that dies between the
 * change and its answer never makes it twice. Who works on a key holds it on a lease that a living process renews: a key
 * whose worker died is free again when the lease is over.
 */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Actor } from '../access/actor.js';
import type { IdempotencyClaim, WrittenRecord } from '../access/context.js';
import { AppError, malformed, notFound } from '../kernel/errors.js';
import { safeError } from '../kernel/safe-error.js';
import { findKept, type Kept, letGo, renewLease, storeAnswer, takeKey } from './idempotency.queries.js';

/** The lease is for longer. */
const RENEW_MS = 3_000;
/** So long a repeat waits for the first answer before it is sent away. */
const WAIT_MS = 10_000;
const FIRST_LOOK_MS = 40;
const LONGEST_LOOK_MS = 500;
/** Their answers hold tokens, or their bodies a password alone, or they change nothing: nothing of them is kept. */
export const EXEMPT = /^\/api\/(auth\/(logout|refresh-token|change-password)|waitlist\/\d+\/offers|calendar-feeds|.+\/preview)$/;

/** Keyed, because a body may hold a password (a new account's): the table alone lets nobody try guesses. */
const fingerprintOf = (request: Request): string =>
  createHmac('sha256', request.deps.config.sessionSecret)
    .update(`${request.method} ${request.originalUrl}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex');

/** Everything that decides what an answer may show to this person. */
function rightsOf(actor: Actor): string {
  const rules = actor.recordRules.map(({ permission, granted, clientId, learnerId }) =>
    [permission, granted, clientId, learnerId].join(' '),
  );
  const text = [actor.role, [...actor.permissions].sort().join(','), ...rules.sort()].join('\n');
  return createHash('sha256').update(text).digest('hex');
}

/** Thrown instead of an error: this request was answered before. */
class AnsweredBefore extends Error {
  constructor(readonly kept: Kept) {
    super('answered before');
  }
}

const lost = (): AppError =>
  new AppError(
    409,
    'idempotency.answer_lost',
    'This request was carried out, but its answer cannot be given again. Look at what is there.',
  );

const inProgress = (): AppError =>
  new AppError(409, 'idempotency.in_progress', 'The first request with this Idempotency-Key is still running.', {
    retryAfterSeconds: 1,
  });

/**
 * Gives the first answer again, if its reader may still see what it is about. Stands before the handlers of errors.
 * @param seesAll whether the request's actor may see each of the records
 */
export const replayAnswer =
  (seesAll: (request: Request, records: readonly WrittenRecord[]) => Promise<boolean>): ErrorRequestHandler =>
  async (error: unknown, request, response, next) => {
    if (!(error instanceof AnsweredBefore)) return next(error);
    const { status, headers, body, written, rights } = error.kept;
    if (!(await seesAll(request, written ?? []))) return next(notFound('record'));
    // It may tell what they could see then and cannot see now.
    if (rights !== null && request.actor && rights !== rightsOf(request.actor)) return next(lost());
    for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
    response.setHeader('Idempotency-Replayed', 'true');
    response.status(status ?? 200).send(body ?? '');
  };

/**
 * Claims the request's Idempotency-Key, if it has one, for the signed-in user. Called once the operation's permission is
 * checked, so that an answer is repeated only to somebody who might still get it. While the first request runs it waits.
 * Throws the kept answer (replayAnswer gives it), 400 for a key that isn't one, 409 where the first request takes long or
 * its answer is lost, 422 for another request under the same key.
 */
export async function useIdempotencyKey(request: Request): Promise<void> {
  const key = request.get('idempotency-key');
  const userId = request.actor?.id;
  const path =
    request.originalUrl
      .split('?')[0]
      ?.toLowerCase()
      .replace(/(?<!\/)\/+$/, '') ?? '';
  if (request.method !== 'POST' || key === undefined || !userId || EXEMPT.test(path)) return;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw malformed('Idempotency-Key must have 1 to 255 visible ASCII characters.');
  const { pool } = request.deps.database;
  const fingerprint = fingerprintOf(request);
  const claim: IdempotencyClaim = { userId, key, worker: randomUUID(), written: [] };
  let wait = FIRST_LOOK_MS;
  for (const end = Date.now() + WAIT_MS; Date.now() < end; await sleep(wait), wait = Math.min(wait * 2, LONGEST_LOOK_MS)) {
    if (await takeKey(pool, claim, fingerprint)) {
      request.idempotency = claim;
      keepAnswer(request, claim);
      return;
    }
    const kept = await findKept(pool, claim);
    // Let go of in between: it is to be had.
    if (!kept) continue;
    if (kept.fingerprint !== fingerprint)
      throw new AppError(422, 'idempotency.key_reused', 'This Idempotency-Key was used for another request.');
    if (kept.state === 'ANSWERED') throw new AnsweredBefore(kept);
    if (kept.state === 'COMMITTED' && !kept.alive) throw lost();
  }
  throw inProgress();
}

/**
 * What may turn out otherwise the next time: malformed, sign-in, permission, size, load, faults of ours; and a conflict with what is there,
 * which also may tell what its reader cannot see any more (whose appointment was in the way). None of them changed anything.
 */
const isPassing = (status: number): boolean => status >= 500 || [400, 401, 403, 409, 413, 415, 429].includes(status);

/** Keeps the answer before it leaves, so that a repeat right after it finds it. */
function keepAnswer(request: Request, claim: IdempotencyClaim): void {
  const { pool } = request.deps.database;
  const response = request.res as Response;
  const failed = (error: unknown): void =>
    request.deps.log.error(
      { err: safeError(error), requestId: request.requestId },
      'the answer to an idempotent request could not be kept',
    );
  const renewing = setInterval(() => {
    renewLease(pool, claim).catch(failed);
  }, RENEW_MS);
  renewing.unref();

  let body = '';
  const send = response.send.bind(response);
  response.send = (content: unknown) => {
    if (typeof content === 'string') body = content;
    return send(content);
  };
  const end = response.end.bind(response);
  response.end = ((...parts: Parameters<typeof end>) => {
    void settle().finally(() => end(...parts));
    return response;
  }) as typeof response.end;

  const settle = async (): Promise<void> => {
    clearInterval(renewing);
    const status = response.statusCode;
    try {
      if (isPassing(status)) {
        await letGo(pool, claim);
        return;
      }
      const headers = Object.fromEntries(
        ['content-type', 'location', 'etag'].flatMap((name) =>
          response.hasHeader(name) ? [[name, String(response.getHeader(name))]] : [],
        ),
      );
      const rights = request.actor ? rightsOf(request.actor) : null;
      await storeAnswer(pool, claim, { status, headers, body, rights });
    } catch (error) {
      failed(error);
    }
  };
}
