/** The way from settings to a listening server, and back. `npm start` and `npm run demo` go it both. */
import type { Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type express from 'express';
import type { Logger } from 'pino';
import type { Config } from '../config/config.js';
import type { AppDeps } from '../access/context.js';
import { startEmbedded } from '../database/embedded.js';
import { migrate } from '../database/migrate.js';
import { httpServer } from '../http/http-server.js';

/** What to undo at the end, in the order in which it was done. */
export type Undo = (() => Promise<void>)[];

/** Behind a reverse proxy the proxy must be the one who closes an idle connection first; theirs wait 60 seconds. */
const KEEP_ALIVE_MS = 65_000;
/** How long requests in flight may take to finish at a stop. */
const DRAIN_LIMIT_MS = 20_000;
const TAKE_IN_MS = 200;
const TAKE_IN_LIMIT_MS = 3_000;
const QUIET_TURNS = 20;
const DATABASE_LIMIT_MS = 60_000;

/** Something that stands in the way of a start, in words for the person who starts the server. */
export class StartError extends Error {
  override name = 'StartError';
}

/**
 * Database and migrations: all that the use cases need.
 * @param undo gets what must be closed at the end, also when a later step throws
 */
export async function openPractice(config: Config, log: Logger, undo: Undo): Promise<{ deps: AppDeps; url: string }> {
  let url = config.databaseUrl;
  if (url === undefined) {
    const embedded = await startEmbedded({ dataDir: config.dataDir, log });
    undo.push(() => embedded.stop());
    url = embedded.url;
  }
  await untilReachable(() => migrate(url, log), log);
  // The generated client is large: a wrong setting is told before it is loaded.
  const { openDatabase } = await import('../database/client.js');
  await import('../house.js');
  const database = openDatabase(url);
  undo.push(() => database.close());
  const deps = { config, database, log };
  const { settleChannels } = await import('../mail/channels.service.js');
  const fault = await settleChannels(deps);
  if (fault !== null) throw new StartError(fault);
  return { deps, url };
}

/** The work in the background, where this process is to do it. To be called when the server listens: nobody waits for it. */
export async function beginJobs(deps: AppDeps, undo: Undo): Promise<void> {
  if (!deps.config.jobs) return;
  const { startJobs } = await import('../jobs/runner.js');
  const jobs = startJobs(deps);
  undo.push(() => jobs.stop());
}

/** Tries again while an outside database is only just coming up, as when both start together. */
async function untilReachable(work: () => Promise<void>, log: Logger): Promise<void> {
  const end = Date.now() + DATABASE_LIMIT_MS;
  for (let told = false; ; told = true) {
    try {
      await work();
      return;
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code ?? '';
      // Wrong password or user, no such database, not allowed in.
      if (['28P01', '28000', '3D000', '42501'].includes(code))
        throw new StartError(`The database refuses: ${(error as Error).message}.`);
      const away = ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNRESET', '57P03'].includes(code);
      if (!away) throw error;
      if (Date.now() > end) throw new StartError(`The database does not answer (${(error as Error).message}).`);
      if (!told) log.warn(`the database does not answer yet (${code}); trying for a minute`);
      await sleep(1000);
    }
  }
}

/**
 * Serves the app; ready when it returns.
 * @returns the address, e.g. `http://127.0.0.1:3000`
 * @throws {StartError} when the port is taken
 */
export async function listen(app: express.Express, config: Config, log: Logger, undo: Undo): Promise<string> {
  const server = httpServer(app);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  await new Promise<void>((done, failed) => {
    server.once('error', (error: NodeJS.ErrnoException) => failed(cannotListen(error, config)));
    server.listen(config.port, config.host, done);
  });
  undo.push(() => drain(server, log));
  const { port } = server.address() as AddressInfo;
  const host = config.host.includes(':') ? `[${config.host}]` : config.host;
  return `http://${host}:${port}`;
}

function cannotListen(error: NodeJS.ErrnoException, config: Config): Error {
  if (error.code === 'EADDRINUSE') {
    return new StartError(
      `PORT ${config.port} is in use by another program on ${config.host}. Stop that, or set PORT (0 takes any free one).`,
    );
  }
  if (error.code === 'EACCES')
    return new StartError(`PORT ${config.port} needs more rights than this user has: take one above 1023.`);
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'ENOTFOUND')
    return new StartError(`HOST ${config.host} is not an address of this machine.`);
  return error;
}

/**
 * What was sent before the signal may still lie with the operating system, on connections that wait to be accepted or to be
 * read: closing now would reset them. Each turn of the event loop accepts one, so it takes turns until none has come for a while.
 */
async function takeIn(server: Server): Promise<void> {
  let accepted = 0;
  server.on('connection', () => (accepted += 1));
  await sleep(TAKE_IN_MS);
  for (let quiet = 0, end = Date.now() + TAKE_IN_LIMIT_MS; quiet < QUIET_TURNS && Date.now() < end;) {
    const before = accepted;
    await new Promise((done) => setImmediate(done));
    quiet = accepted === before ? quiet + 1 : 0;
  }
}

/** Takes no more connections, lets requests that were sent finish, and cuts those that take too long. */
async function drain(server: Server, log: Logger): Promise<void> {
  // Each answer from now on is the last of its connection, and says so.
  server.prependListener('request', (_request, response: ServerResponse) => {
    response.shouldKeepAlive = false;
  });
  await takeIn(server);
  let closed = false;
  const over = new Promise<void>((done) => {
    server.close(() => {
      closed = true;
      done();
    });
  });
  for (const end = Date.now() + DRAIN_LIMIT_MS; !closed && Date.now() < end; await Promise.race([over, sleep(50)])) {
    // A kept-alive connection counts as open until its client leaves.
    server.closeIdleConnections();
  }
  if (!closed) log.warn(`cutting requests that did not finish in ${DRAIN_LIMIT_MS / 1000} seconds`);
  server.closeAllConnections();
  await over;
}
