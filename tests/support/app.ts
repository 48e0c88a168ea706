/** The whole product on a database of its own, listening on a free port of the loopback address. */
import { rmSync } from 'node:fs';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import pino from 'pino';
import supertest from 'supertest';
import { createApp } from '../../src/app.js';
import type { Config } from '../../src/config/config.js';
import { type AppDeps, ctxOfSystem } from '../../src/access/context.js';
import { faultsOf } from '../../src/billing/reconciliation/reconciliation.queries.js';
import { openDatabase } from '../../src/database/client.js';
import type { Database } from '../../src/database/client.js';
import type { PrismaClient } from '../../src/generated/prisma/index.js';
import { settleChannels } from '../../src/mail/channels.service.js';
import { httpServer } from '../../src/http/http-server.js';
import { testConfig } from './config.js';
import { testDatabase } from './database.js';
import { keep, logDestination } from './server-log.js';

export interface TestAppOptions {
  config?: Partial<Config>;
  /** The product's clock. */
  now?: () => Date;
  /** The way to its database, where it is another than the straight one. */
  databaseUrl?: (url: string) => Promise<string>;
  /** How long an answer of the database may take. */
  queryTimeoutMs?: number;
  /** The file puts cents out of place on purpose. */
  booksAreWrong?: boolean;
}

export interface TestApp {
  app: Express;
  deps: AppDeps;
  database: Database;
  /** Short for `database.prisma`: builders take it. */
  prisma: PrismaClient;
  /** `http://127.0.0.1:41234` */
  baseUrl: string;
  /** Calls the product as nobody: `request.get('/api/health')`. Keeps no cookies. */
  request: ReturnType<typeof supertest>;
  close(): Promise<void>;
}

/** How long a test may wait for connections to end by themselves. */
const CLOSE_TIMEOUT_MS = 2_000;

/** The product logs no request that goes well; in a test that failed they tell how far it came. */
function keepRequest({ method, url }: IncomingMessage, response: ServerResponse): void {
  response.on('close', () => keep(`${method} ${url} ${response.writableFinished ? response.statusCode : 'cut off'}`));
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), CLOSE_TIMEOUT_MS);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}

/** Whatever a file did, through whatever door: every cent is where it should be. Throws what is not. */
async function requireCleanBooks(deps: AppDeps): Promise<void> {
  const faults = await faultsOf(ctxOfSystem(deps, 'job'));
  if (faults.length > 0) throw new Error(`The books of this file are not clean: ${JSON.stringify(faults.slice(0, 5))}`);
}

/**
 * Starts the product; `close` stops it and drops its database. Its log is shown when a
 * test fails; TEST_LOG_LEVEL=debug shows it as it comes.
 */
export async function testApp(options: TestAppOptions = {}): Promise<TestApp> {
  const own = await testDatabase();
  const url = (await options.databaseUrl?.(own.url)) ?? own.url;
  const config = testConfig({ databaseUrl: url, ...options.config });
  const database = openDatabase(url, { max: 5, queryTimeoutMs: options.queryTimeoutMs });
  const level = process.env.TEST_LOG_LEVEL;
  const log = level ? pino({ level }) : pino({ level: 'info' }, logDestination);
  const deps: AppDeps = { config, database, log, ...(options.now ? { now: options.now } : {}) };
  await settleChannels(deps);
  const app = await createApp(deps);
  const server = httpServer(app);
  server.on('request', keepRequest);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    app,
    deps,
    database,
    prisma: database.prisma,
    baseUrl,
    request: supertest(baseUrl),
    close: async () => {
      await closed(server);
      await database.close();
      // By a way of its own: the file may have cut the product's off.
      const straight = openDatabase(own.url, { max: 1 });
      const looked = options.booksAreWrong ? Promise.resolve() : requireCleanBooks({ ...deps, database: straight });
      await looked.finally(() => straight.close()).finally(own.drop);
      if (!options.config?.dataDir) rmSync(config.dataDir, { recursive: true, force: true });
    },
  };
}

/** `testApp` for the file (or `describe`) that calls it: started before its tests, stopped after them. Read it inside tests and hooks. */
export function withApp(options: TestAppOptions = {}): TestApp {
  let started: TestApp | undefined;
  beforeAll(async () => {
    started = await testApp(options);
  }, 60_000);
  afterAll(() => started?.close());
  return new Proxy({} as TestApp, {
    get: (_target, name) => {
      if (!started) throw new Error('The app is there inside tests and hooks, not while the file is read.');
      return started[name as keyof TestApp];
    },
  });
}
