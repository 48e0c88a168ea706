/**
 * The test run's PostgreSQL, in a process of its own: it makes the template database, tells the address, and stops the server when
 * the runner says so, when a signal comes, or when the runner is gone (the channel closes), however it ended.
 */
import pino from 'pino';
import { startEmbedded } from '../../src/database/embedded.js';
import { createDatabase, databaseUrl, TEMPLATE } from './database.js';
import { fillTemplate } from './template.js';

const log = pino({ level: process.env.TEST_LOG_LEVEL ?? 'silent' });

let stop: () => Promise<void> = () => Promise.resolve();
let ending: Promise<void> | undefined;

function end(): Promise<void> {
  ending ??= stop().catch((error: unknown) => console.error('The test database did not stop cleanly:', error));
  return ending;
}

function endAndExit(code: number): void {
  void end().then(() => process.exit(code));
}

process.on('SIGINT', () => endAndExit(130));
process.on('SIGTERM', () => endAndExit(143));
process.on('disconnect', () => endAndExit(0));
process.on('message', (message) => {
  if (message === 'stop') endAndExit(0);
});

try {
  const server = await startEmbedded({ log, ephemeral: true });
  stop = () => server.stop();
  await createDatabase(server.url, TEMPLATE);
  await fillTemplate(databaseUrl(server.url, TEMPLATE), log);
  process.send?.({ url: server.url });
} catch (error) {
  console.error(error);
  process.send?.({ error: error instanceof Error ? error.message : String(error) });
  endAndExit(1);
}
