/**
 * Starts the run's PostgreSQL (tests/support/postgres-process.ts) and hands its address to the workers by the environment.
 * Plain JavaScript: Jest does not transform an ESM global setup.
 */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const START_TIMEOUT_MS = 120_000;

export default async function globalSetup() {
  const child = fork(fileURLToPath(new URL('./postgres-process.ts', import.meta.url)), {
    execArgv: ['--import', 'tsx'],
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    // Jest's own flags are not for this process.
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const answer = await new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The test database did not start in two minutes.')), START_TIMEOUT_MS);
    child.once('message', (message) => {
      clearTimeout(timer);
      resolve(message);
    });
    child.once('exit', (code) => {
      clearTimeout(timer);
      reject(new Error(`The test database's process ended with code ${code} before it was ready.`));
    });
  });
  if (answer.error) throw new Error(`The test database did not start: ${answer.error}`);
  process.env.TEST_SERVER_URL = answer.url;
  // The channel keeps the child alive; it must not keep Jest alive when a run is aborted.
  child.unref();
  child.channel?.unref();
  globalThis.__therapyCrmTestServer = child;
}
