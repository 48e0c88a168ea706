/**
 * The embedded PostgreSQL: real, durable, on the loopback address alone, and ours from start to stop.
 *
 * It outlives a killed server, so a start adopts a living one. Which server owns it is settled by a lock inside the database: the
 * lock ends with the connection that holds it, whatever became of its process, so no stale file and no reused process id can
 * mislead a start.
 */
import { mkdirSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { Logger } from 'pino';
import { findBinaries } from './embedded-binaries.js';
import {
  ClusterError,
  ensureCluster,
  freePort,
  keepPort,
  livingPostmaster,
  logSince,
  readAccess,
  spawnPostmaster,
  stopPostmaster,
  type Cluster,
  type ClusterAccess,
} from './embedded-cluster.js';
import { makeTemporaryHome, removeTemporaryHome, sweepTemporaryHomes } from './embedded-temporary.js';
import { chooseRunAs, clusterDirOf, reachableBinaries, reachableClusterDir } from './embedded-user.js';
import { ADVISORY_LOCKS } from './locks.js';

export interface EmbeddedOptions {
  /** Folder for the cluster, made if missing. Not used with `ephemeral`. */
  dataDir?: string;
  log: Logger;
  /** The port for PostgreSQL; without it the one of last time, or a free one. */
  port?: number;
  /** For tests: a cluster of its own in a temporary folder, fast instead of durable, gone at `stop`. */
  ephemeral?: boolean;
}

export interface EmbeddedDatabase {
  /** Address with password, for a role that owns the database (and with `ephemeral` may make more of them). */
  url: string;
  /** Stops PostgreSQL, cutting what is still connected. Safe to call twice. */
  stop(): Promise<void>;
}

/** Another living server uses the same DATA_DIR. */
export class DataDirInUseError extends Error {
  override name = 'DataDirInUseError';
}

const DATABASE = 'therapy_crm';
const ROLE = 'therapy_crm';
/** Recovery after a hard stop may have much to replay. */
const START_LIMIT_MS = 600_000;
/** A killed server's connection is gone at once; PostgreSQL needs a moment to notice. */
const OWNER_GRACE_MS = 2_000;

/**
 * Starts the embedded PostgreSQL, or takes over the one that a killed server left running. If PostgreSQL dies while we live, it is
 * started again on the same address.
 * @throws {DataDirInUseError} when a living server uses the same folder
 * @throws {ClusterError | BinariesError} with a remedy, when it cannot start
 */
export async function startEmbedded(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const { log } = options;
  const cluster = options.ephemeral ? temporaryCluster(log) : clusterIn(options.dataDir ?? '.data', log);
  try {
    if ((await ensureCluster(cluster)) === 'made' && !cluster.ephemeral) log.info(`made a new database in ${cluster.dir}`);
    return await new Supervisor(cluster, log, options.port).start();
  } catch (error) {
    if (cluster.ephemeral) removeTemporaryHome(cluster);
    throw error;
  }
}

function clusterIn(dataDir: string, log: Logger): Cluster {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const base = realpathSync(dataDir);
  const runAs = chooseRunAs(clusterDirOf(base), log);
  const found = findBinaries();
  const binaries = runAs ? reachableBinaries(found, runAs, log) : found;
  const dir = runAs ? reachableClusterDir(base, runAs, log) : clusterDirOf(base);
  return { dir, binaries, runAs, logFile: join(base, 'postgres.log'), ephemeral: false };
}

function temporaryCluster(log: Logger): Cluster {
  sweepTemporaryHomes();
  const runAs = chooseRunAs('', log);
  const found = findBinaries();
  const binaries = runAs ? reachableBinaries(found, runAs, log) : found;
  const home = makeTemporaryHome(runAs);
  return { dir: join(home, 'postgres'), binaries, runAs, logFile: join(home, 'postgres.log'), ephemeral: true };
}

/** Keeps one cluster running, from `start` to `stop`. */
class Supervisor {
  private readonly access: ClusterAccess;
  private port: number;
  /** The connection whose lock makes us the owner. */
  private owner: pg.Client | undefined;
  private stopping: Promise<void> | undefined;
  private recovery: Promise<void> | undefined;

  constructor(
    private readonly cluster: Cluster,
    private readonly log: Logger,
    private readonly wantedPort: number | undefined,
  ) {
    this.access = readAccess(cluster);
    this.port = wantedPort ?? this.access.port;
  }

  async start(): Promise<EmbeddedDatabase> {
    await this.bringUp(true);
    keepPort(this.cluster, this.port);
    const url = `postgresql://${ROLE}:${this.access.applicationPassword}@127.0.0.1:${this.port}/${DATABASE}`;
    return { url, stop: () => (this.stopping ??= this.shutDown()) };
  }

  /** Until a postmaster answers and its lock is ours. `mayMove`: another port may be taken if ours is not free. */
  private async bringUp(mayMove: boolean): Promise<void> {
    const end = Date.now() + START_LIMIT_MS;
    let told = Date.now();
    while (!this.stopping) {
      const living = livingPostmaster(this.cluster);
      if (living) {
        if (mayMove) this.port = living.port;
        if (await this.answers()) return await this.own();
        await sleep(50);
      } else {
        await this.startPostmaster(mayMove);
      }
      if (Date.now() > end)
        throw new ClusterError(`PostgreSQL did not get ready in ${START_LIMIT_MS / 1000} seconds; see ${this.cluster.logFile}.`);
      if (Date.now() > told + 10_000) {
        this.log.info('PostgreSQL is still getting ready: it may be recovering after a hard stop');
        told = Date.now();
      }
    }
  }

  /** One try. Comes back when the postmaster answers, or when it ended for a reason that another try may mend. */
  private async startPostmaster(mayMove: boolean): Promise<void> {
    if (mayMove) this.port = await freePort(this.port);
    const { child, logFrom } = spawnPostmaster(this.cluster, this.port);
    const over: { reason: string | undefined }[] = [];
    child.once('error', (error) => over.push({ reason: error.message }));
    child.once('exit', () => over.push({ reason: undefined }));
    while (over.length === 0) {
      if (await this.answers()) return;
      if (this.stopping) child.kill('SIGINT');
      await sleep(30);
    }
    if (this.stopping) return;
    const said = over[0]?.reason ?? logSince(this.cluster, logFrom);
    // Somebody else started it in the same moment; or the last one's backends are just ending; or the port was taken in between.
    if (!/lock file ".*" already exists|shared memory block|could not bind|could not create any TCP\/IP sockets/.test(said)) {
      throw new ClusterError(`PostgreSQL did not start:\n${said}`);
    }
    if (mayMove && said.includes('could not')) this.port = 0;
    await sleep(200);
  }

  private client(database: string): pg.Client {
    const client = new pg.Client({
      host: '127.0.0.1',
      port: this.port,
      user: 'postgres',
      password: this.access.superuserPassword,
      database,
      connectionTimeoutMillis: 5_000,
      application_name: `therapy-crm owner ${process.pid}`,
      keepAlive: true,
    });
    // Without a listener a lost connection ends the process.
    client.on('error', (error) => this.log.debug({ err: error }, 'connection to the embedded PostgreSQL'));
    return client;
  }

  /** Whether our cluster takes connections on `port`. False while it starts, recovers or stops. */
  private async answers(): Promise<boolean> {
    const client = this.client('postgres');
    try {
      await client.connect();
      const { rows } = await client.query<{ dir: string }>("select current_setting('data_directory') as dir");
      return rows[0]?.dir === this.cluster.dir;
    } catch (error) {
      const code = (error as { code?: string }).code ?? '';
      if (code === '28P01' && livingPostmaster(this.cluster)) {
        throw new ClusterError(`The PostgreSQL in ${this.cluster.dir} refuses its own password: was therapy-crm.json replaced?`);
      }
      return false;
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  /** Takes the owner's lock, and makes the role and the database on the first start. */
  private async own(): Promise<void> {
    const client = this.client('postgres');
    await client.connect();
    try {
      for (const end = Date.now() + OWNER_GRACE_MS; ; await sleep(100)) {
        const { rows } = await client.query<{ got: boolean }>('select pg_try_advisory_lock($1) as got', [
          ADVISORY_LOCKS.embeddedOwner,
        ]);
        if (rows[0]?.got) break;
        if (Date.now() > end) throw new DataDirInUseError(await this.whoOwns(client));
      }
      await this.makeDatabase(client);
    } catch (error) {
      await client.end().catch(() => undefined);
      throw error;
    }
    this.owner = client;
    client.once('end', () => {
      if (!this.stopping) this.recovery = this.recover();
    });
  }

  private async whoOwns(client: pg.Client): Promise<string> {
    const { rows } = await client.query<{ name: string; since: Date }>(
      `select a.application_name as name, a.backend_start as since from pg_locks l join pg_stat_activity a using (pid)
       where l.locktype = 'advisory' and l.granted and l.objid = $1`,
      [ADVISORY_LOCKS.embeddedOwner],
    );
    const pid = /(?<!\d)\d+$/.exec(rows[0]?.name ?? '')?.[0];
    const who = pid ? `the server with process id ${pid}, since ${rows[0]?.since.toISOString()}` : 'another server';
    return `The data in ${this.cluster.dir} are in use by ${who}. Stop it first, or give this one a DATA_DIR of its own.`;
  }

  private async makeDatabase(client: pg.Client): Promise<void> {
    const password = client.escapeLiteral(this.access.applicationPassword);
    const { rows } = await client.query<{ role: boolean; database: boolean }>(
      `select exists (select from pg_roles where rolname = $1) as role, exists (select from pg_database where datname = $2) as database`,
      [ROLE, DATABASE],
    );
    if (!rows[0]?.role)
      await client.query(`create role ${ROLE} login password ${password} ${this.cluster.ephemeral ? 'createdb' : ''}`);
    if (!rows[0]?.database) await client.query(`create database ${DATABASE} owner ${ROLE}`);
  }

  /** PostgreSQL died under us: once more on the same address, however long it takes. */
  private async recover(): Promise<void> {
    this.owner = undefined;
    this.log.error('PostgreSQL ended unexpectedly; starting it again');
    for (let pause = 250; !this.stopping; pause = Math.min(pause * 2, 10_000)) {
      try {
        await this.bringUp(false);
        if (this.owner) this.log.info('PostgreSQL is back');
        return;
      } catch (error) {
        this.log.error({ err: error }, 'PostgreSQL could not be started again; trying on');
        await sleep(pause);
      }
    }
  }

  private async shutDown(): Promise<void> {
    // It sees `stopping` and comes to an end.
    await sleep(0);
    await this.recovery;
    const living = livingPostmaster(this.cluster);
    if (living) await stopPostmaster(this.cluster, living.pid);
    await this.owner?.end().catch(() => undefined);
    if (this.cluster.ephemeral) removeTemporaryHome(this.cluster);
  }
}
