/** One program run: settings, signals, errors, exit code. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pino, type Logger } from 'pino';
import { type Config, ConfigError, loadConfig, readEnvironment } from '../config.js';
import { BinariesError } from '../database/embedded-binaries.js';
import { ClusterError } from '../database/embedded-cluster.js';
import { DataDirInUseError } from '../database/embedded.js';
import { MigrationError } from '../database/migrate.js';
import { StartError, type Undo } from './start.js';

/** A step that is under way when a signal comes may finish first, so that what it started is stopped too. */
const STEP_LIMIT_MS = 30_000;

/** Errors whose message is the whole story; the rest are faults of ours and come with a stack. */
const TOLD = [BinariesError, ClusterError, DataDirInUseError, MigrationError, StartError];

export interface Run {
  config: Config;
  log: Logger;
  undo: Undo;
  /** To be called between steps: throws once a signal has come. */
  checkpoint(): void;
}

/**
 * Runs `begin` and stays until SIGTERM or SIGINT; then undoes what it did, last first, and exits 0. Exits 1 when the settings are
 * wrong (one line per fault), when `begin` throws, or on an error that nobody caught; PostgreSQL is stopped in every case.
 * @param settings may fill in the environment before it is checked
 */
export async function run(begin: (run: Run) => Promise<void>, settings: (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv = (env) => env): Promise<void> {
  const config = readSettings(settings);
  const log = pino({ level: config.logLevel, base: undefined });
  const undo: Undo = [];
  const stopped = new AbortController();

  const beginning = Promise.resolve().then(() => begin({ config, log, undo, checkpoint: () => stopped.signal.throwIfAborted() }));
  const end = async (code: number): Promise<void> => {
    // Once: a second signal while we drain changes nothing.
    if (stopped.signal.aborted) return;
    stopped.abort();
    await Promise.race([beginning.catch(() => undefined), sleep(STEP_LIMIT_MS, undefined, { ref: false })]);
    for (const step of undo.reverse()) {
      try {
        await step();
      } catch (error) {
        log.error({ err: error }, 'while stopping');
        code ||= 1;
      }
    }
    log.info('stopped');
    process.exit(code);
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => {
      log.info(`${signal}: stopping`);
      void end(0);
    });
  }
  const fatal = (error: unknown): void => {
    log.fatal({ err: error }, 'an error that nobody caught: stopping');
    void end(1);
  };
  process.on('uncaughtException', fatal);
  process.on('unhandledRejection', fatal);

  try {
    await beginning;
  } catch (error) {
    if (stopped.signal.aborted) return;
    if (TOLD.some((kind) => error instanceof kind)) log.fatal((error as Error).message);
    else log.fatal({ err: error }, 'the start failed');
    await end(1);
  }
}

function readSettings(settings: (env: NodeJS.ProcessEnv) => NodeJS.ProcessEnv): Config {
  try {
    return loadConfig(settings(readEnvironment()));
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    for (const fault of error.faults) process.stderr.write(`${fault}\n`);
    process.exit(1);
  }
}
