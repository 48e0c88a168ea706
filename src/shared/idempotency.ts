/**
 * `Idempotency-Key` on POST: the first answer is kept for 24 hours and given again to the same request by the same user.
 * The key's row is marked in the transaction of the change itself (context.ts), so that a process that dies between the
 * change and its answer never makes it twice.
 */
import { createHmac } from 'node:crypto';
import type { ErrorRequestHandler, Request, Response } from 'express';
import type { Queries } from '../database/transaction-seat.js';
import { AppError, malformed } from './errors.js';
import { safeError } from './safe-error.js';

const HOURS = 24;
/** A request that has not answered after so long has died with its process. */
const LOST_AFTER_SECONDS = 120;
/** Their answers hold tokens, or their bodies a password alone: nothing of them is kept. */
const EXEMPT = /^\/api\/(auth\/(logout|refresh-token|change-password)|waitlist\/\d+\/offers|calendar-feeds)$/;

interface Kept {
  fingerprint: string;
  state: 'STARTED' | 'COMMITTED' | 'ANSWERED';
  status: number | null;
  headers: Record<string, string> | null;
  body: string | null;
}

/** Keyed, because a body may hold a password (a new account's): the table alone lets nobody try guesses. */
const fingerprintOf = (request: Request): string =>
  createHmac('sha256', request.deps.config.sessionSecret)
    .update(`${request.method} ${request.originalUrl}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex');

/** Thrown instead of an error: this request was answered before. */
class AnsweredBefore extends Error {
  constructor(readonly kept: Kept) {
    super('answered before');
  }
}

/** Gives the first answer again. Stands before the handlers of errors. */
export const replayAnswer: ErrorRequestHandler = (error: unknown, _request, response, next) => {
  if (!(error instanceof AnsweredBefore)) return next(error);
  const { status, headers, body } = error.kept;
  for (const [name, value] of Object.entries(headers ?? {})) response.setHeader(name, value);
  response.setHeader('Idempotency-Replayed', 'true');
  response.status(status ?? 200).send(body ?? '');
};

/**
 * Claims the request's Idempotency-Key, if it has one, for the signed-in user. Called once the operation's permission is
 * checked, so that an answer is repeated only to somebody who might still get it. Throws the kept answer (replayAnswer
 * gives it), 400 for a key that isn't one, 409 while the first request runs, 422 for another request under the same key.
 */
export async function useIdempotencyKey(request: Request): Promise<void> {
  const key = request.get('idempotency-key');
  const userId = request.actor?.id;
  const path = request.originalUrl.split('?')[0]?.toLowerCase().replace(/\/+$/, '') ?? '';
  if (request.method !== 'POST' || key === undefined || !userId || EXEMPT.test(path)) return;
  if (!/^[\x21-\x7e]{1,255}$/.test(key)) throw malformed('Idempotency-Key must have 1 to 255 visible ASCII characters.');
  const { pool } = request.deps.database;
  const fingerprint = fingerprintOf(request);
  await pool.query(
    `DELETE FROM idempotency_keys WHERE user_id = $1 AND key = $2 AND (created_at < now() - interval '${HOURS} hours'
       OR (state = 'STARTED' AND created_at < now() - interval '${LOST_AFTER_SECONDS} seconds'))`,
    [String(userId), key],
  );
  const made = await pool.query(
    'INSERT INTO idempotency_keys (user_id, key, fingerprint) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
    [String(userId), key, fingerprint],
  );
  if (made.rowCount) {
    request.idempotency = { userId, key };
    keepAnswer(request, userId, key);
    return;
  }
  const { rows } = await pool.query<Kept>(
    'SELECT fingerprint, state, status, headers, body FROM idempotency_keys WHERE user_id = $1 AND key = $2',
    [String(userId), key],
  );
  const kept = rows[0];
  if (kept && kept.fingerprint !== fingerprint) {
    throw new AppError(422, 'idempotency.key_reused', 'This Idempotency-Key was used for another request.');
  }
  if (kept?.state === 'ANSWERED') throw new AnsweredBefore(kept);
  if (kept?.state === 'COMMITTED') {
    throw new AppError(
      409,
      'idempotency.answer_lost',
      'This request was carried out, but its answer is lost. Look at what is there.',
    );
  }
  throw new AppError(409, 'idempotency.in_progress', 'The first request with this Idempotency-Key is still running.', {
    retryAfterSeconds: 1,
  });
}

/** Keeps the answer before it leaves, so that a repeat right after it finds it. */
function keepAnswer(request: Request, userId: bigint, key: string): void {
  const { pool } = request.deps.database;
  const response = request.res as Response;
  let body = '';
  const send = response.send.bind(response);
  response.send = (content: unknown) => {
    if (typeof content === 'string') body = content;
    return send(content);
  };
  const end = response.end.bind(response);
  response.end = ((...parts: Parameters<typeof end>) => {
    void settle(body).finally(() => end(...parts));
    return response;
  }) as typeof response.end;

  const settle = async (body: string): Promise<void> => {
    const status = response.statusCode;
    try {
      // What may turn out otherwise the next time is not kept: sign-in, permission, load, faults of ours.
      if (status >= 500 || status === 401 || status === 403 || status === 429) {
        await pool.query(`DELETE FROM idempotency_keys WHERE user_id = $1 AND key = $2 AND state = 'STARTED'`, [
          String(userId),
          key,
        ]);
        return;
      }
      const headers = Object.fromEntries(
        ['content-type', 'location', 'etag'].flatMap((name) =>
          response.hasHeader(name) ? [[name, String(response.getHeader(name))]] : [],
        ),
      );
      await pool.query(
        `UPDATE idempotency_keys SET state = 'ANSWERED', status = $3, headers = $4, body = $5 WHERE user_id = $1 AND key = $2`,
        [String(userId), key, status, JSON.stringify(headers), body],
      );
    } catch (error) {
      request.deps.log.error(
        { err: safeError(error), requestId: request.requestId },
        'the answer to an idempotent request could not be kept',
      );
    }
  };
}

/** Deletes the answers whose day is over. */
export async function pruneKeptAnswers(pool: Queries): Promise<void> {
  await pool.query(`DELETE FROM idempotency_keys WHERE created_at < now() - interval '${HOURS} hours'`);
}
