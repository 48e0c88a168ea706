/**
 * A generous bound on the requests of one session to the API, so that a script gone wild does not take the server from the others. Counted
 * in this process's memory: a query for each request would cost more than it guards. The headers tell a caller where it stands
 * (draft-ietf-httpapi-ratelimit-headers).
 */
import type { RequestHandler } from 'express';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { tooMany } from '../access/rate-limit.js';

const WINDOW_SECONDS = 60;

/**
 * Counts the requests of a session and refuses those beyond the limit with 429. Requests of nobody pass: what they may do has limits of
 * its own. A session that is refreshed stays the one that it was. Comes after the session.
 * @param perMinute 0 counts nothing
 */
export function sessionLimit(perMinute: number): RequestHandler {
  if (perMinute === 0) return (_request, _response, next) => next();
  const limiter = new RateLimiterMemory({ points: perMinute, duration: WINDOW_SECONDS });
  const policy = `"session";q=${perMinute};w=${WINDOW_SECONDS}`;
  return async (request, response, next) => {
    if (!request.actor) return next();
    const counted = await limiter
      .consume(`${String(request.actor.id)} ${request.signedInAt ?? request.sessionID}`)
      .catch((refusal: unknown) => refusal);
    if (!(counted instanceof RateLimiterRes)) return next(counted);
    const seconds = Math.ceil(counted.msBeforeNext / 1000);
    response.setHeader('RateLimit-Policy', policy);
    response.setHeader('RateLimit', `"session";r=${counted.remainingPoints};t=${seconds}`);
    if (counted.consumedPoints > perMinute)
      return next(tooMany(`A session may send ${perMinute} requests a minute.`, Math.max(1, seconds)));
    next();
  };
}
