/** What piles up and nobody needs, and what runs out: seen to now and then by whichever process comes to it. */
import { pruneAttempts } from '../auth/attempts.js';
import { type AppDeps, ctxOfSystem } from '../context.js';
import { pruneKeptAnswers } from '../shared/idempotency.js';
import { safeError } from '../shared/safe-error.js';
import { expireOffers } from '../waitlist/offers.service.js';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/**
 * Starts the hourly clearing, and the end of offers that run out within a minute; the answer ends both. Kept answers hold what the
 * API answered, so none outlives its day.
 */
export function keepHouse(deps: AppDeps): () => void {
  const { database, log } = deps;
  const clear = (): void => {
    Promise.all([pruneAttempts(database.pool), pruneKeptAnswers(database.pool)]).catch((error: unknown) => {
      log.warn({ err: safeError(error) }, 'old counters and answers could not be cleared');
    });
  };
  // Not all processes that start together at the same moment.
  const timer = setInterval(clear, HOUR_MS * (0.75 + Math.random() / 2));
  timer.unref();
  let busy = false;
  const expire = (): void => {
    if (busy) return;
    busy = true;
    expireOffers(ctxOfSystem(deps, 'job'))
      .catch((error: unknown) => log.warn({ err: safeError(error) }, 'offers that ran out could not be ended'))
      .finally(() => (busy = false));
  };
  const minute = setInterval(expire, MINUTE_MS * (0.75 + Math.random() / 2));
  minute.unref();
  return () => {
    clearInterval(timer);
    clearInterval(minute);
  };
}
