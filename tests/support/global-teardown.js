const STOP_TIMEOUT_MS = 20_000;

/** Stops the run's PostgreSQL and waits until its files are gone. */
export default async function globalTeardown() {
  const child = globalThis.__therapyCrmTestServer;
  if (!child || child.exitCode !== null) return;
  child.ref();
  await new Promise((resolve) => {
    const timer = setTimeout(() => {
      child.kill('SIGKILL');
      resolve();
    }, STOP_TIMEOUT_MS);
    child.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    child.send('stop');
  });
}
