import type pg from 'pg';

/**
 * Ends what a connection is doing as soon as the signal comes. Await what it returns before the connection goes back: a cancel that is under
 * way would end the statement of whoever has it next.
 */
export function cancelOn(signal: AbortSignal, pool: pg.Pool, processId: number | undefined): () => Promise<void> {
  let cancelling: Promise<unknown> = Promise.resolve();
  const cancel = (): void => {
    // That it is over already, or that the database is away, changes nothing.
    cancelling = pool.query('SELECT pg_cancel_backend($1)', [processId]).catch(() => undefined);
  };
  signal.addEventListener('abort', cancel, { once: true });
  return async () => {
    signal.removeEventListener('abort', cancel);
    await cancelling;
  };
}
