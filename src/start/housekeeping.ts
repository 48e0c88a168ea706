/** What piles up and nobody needs: deleted now and then by whichever process comes to it. */
import { pruneAttempts } from '../auth/attempts.js';
import type { AppDeps } from '../context.js';
import { pruneKeptAnswers } from '../shared/idempotency.js';
import { safeError } from '../shared/safe-error.js';

const HOUR_MS = 3_600_000;

/** Starts the hourly clearing; the answer ends it. Kept answers hold what the API answered, so none outlives its day. */
export function keepHouse({ database, log }: AppDeps): () => void {
  const clear = (): void => {
    Promise.all([pruneAttempts(database.pool), pruneKeptAnswers(database.pool)]).catch((error: unknown) => {
      log.warn({ err: safeError(error) }, 'old counters and answers could not be cleared');
    });
  };
  // Not all processes that start together at the same moment.
  const timer = setInterval(clear, HOUR_MS * (0.75 + Math.random() / 2));
  timer.unref();
  return () => clearInterval(timer);
}
