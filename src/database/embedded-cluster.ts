/** One PostgreSQL cluster on disk: making it, starting and stopping its postmaster, telling whether one lives. */
import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { basename, dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { Binaries } from './embedded-binaries.js';
import { giveTo, type RunAs } from './embedded-user.js';

export interface Cluster {
  /** PGDATA. */
  dir: string;
  binaries: Binaries;
  runAs: RunAs | undefined;
  logFile: string;
  /** Trades durability for speed: for tests. */
  ephemeral: boolean;
}

/** What is needed to get in; kept in the cluster itself, mode 600. */
export interface ClusterAccess {
  superuserPassword: string;
  applicationPassword: string;
  port: number;
}

const DRAFT_PREFIX = 'postgres-new-';
const ACCESS_FILE = 'therapy-crm.json';
const accessShape = z.object({ superuserPassword: z.string(), applicationPassword: z.string(), port: z.number().int() });

/** Nothing of our environment reaches PostgreSQL: a stray PGDATA, PGPORT or LC_ALL would change what it does. */
const CLEAN_ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC', PATH: '/usr/bin:/bin' };

export class ClusterError extends Error {
  override name = 'ClusterError';
}

/** @throws {ClusterError} when the file is missing or this user may not read it */
export function readAccess(cluster: Cluster): ClusterAccess {
  const path = join(cluster.dir, ACCESS_FILE);
  try {
    return accessShape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    const hint =
      (error as NodeJS.ErrnoException).code === 'EACCES'
        ? 'It belongs to another user: start the server as that user.'
        : 'Restore it from a backup.';
    throw new ClusterError(`Cannot read the embedded database's password from ${path} (${(error as Error).message}). ${hint}`);
  }
}

/** Remembers the port, so that the address stays the same from start to start. */
export function keepPort(cluster: Cluster, port: number): void {
  const access = readAccess(cluster);
  if (access.port !== port) writeAccess(cluster.dir, { ...access, port }, cluster.runAs);
}

function writeAccess(dir: string, access: ClusterAccess, runAs: RunAs | undefined): void {
  const path = join(dir, ACCESS_FILE);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(access), { mode: 0o600 });
  giveTo(draft, runAs);
  renameSync(draft, path);
}

function identity(cluster: Cluster): { uid?: number; gid?: number } {
  return cluster.runAs ? { uid: cluster.runAs.uid, gid: cluster.runAs.gid } : {};
}

/**
 * Makes the cluster if it is not there: beside its place first and renamed when complete, so that a kill in the middle
 * leaves nothing half made, and of two at once one wins.
 */
export async function ensureCluster(cluster: Cluster): Promise<'made' | 'found'> {
  const versionFile = join(cluster.dir, 'PG_VERSION');
  if (existsSync(versionFile)) {
    const found = readFileSync(versionFile, 'utf8').trim();
    const ours = cluster.binaries.version.split('.')[0] ?? '';
    if (found !== ours) {
      throw new ClusterError(
        `The database in ${cluster.dir} was made by PostgreSQL ${found}, and this is PostgreSQL ${ours}. docs/operations.md, "Upgrade", says how to move the data.`,
      );
    }
    return 'found';
  }
  const parent = dirname(cluster.dir);
  mkdirSync(parent, { recursive: true });
  const draft = mkdtempSync(join(parent, DRAFT_PREFIX));
  try {
    giveTo(draft, cluster.runAs);
    const access = { superuserPassword: newPassword(), applicationPassword: newPassword(), port: await freePort() };
    await initdb(cluster, draft, access.superuserPassword);
    writeAccess(draft, access, cluster.runAs);
    renameSync(draft, cluster.dir);
    // What a kill in the middle of an earlier start left; a rival that is still at it will find our cluster.
    for (const name of readdirSync(parent))
      if (name.startsWith(DRAFT_PREFIX)) rmSync(join(parent, name), { recursive: true, force: true });
    return 'made';
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (existsSync(versionFile)) return 'found';
    throw error;
  }
}

function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

async function initdb(cluster: Cluster, dir: string, password: string): Promise<void> {
  const passwordFile = join(dirname(dir), `${basename(dir)}.password`);
  writeFileSync(passwordFile, password, { mode: 0o600 });
  giveTo(passwordFile, cluster.runAs);
  const options = [
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--auth=scram-sha-256',
    '--username=postgres',
  ];
  if (cluster.ephemeral) options.push('--no-sync');
  try {
    await run(cluster, cluster.binaries.initdb, ['-D', dir, `--pwfile=${passwordFile}`, '--no-instructions', ...options]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** @throws {ClusterError} with the program's output when it fails */
function run(cluster: Cluster, program: string, args: string[]): Promise<void> {
  return new Promise((done, failed) => {
    const child = spawn(program, args, {
      ...identity(cluster),
      env: CLEAN_ENVIRONMENT,
      stdio: ['ignore', 'pipe', 'pipe'],
      cwd: cluster.binaries.home,
    });
    let output = '';
    child.stdout.on('data', (data: Buffer) => (output += data.toString()));
    child.stderr.on('data', (data: Buffer) => (output += data.toString()));
    child.on('error', (error) => failed(cannotRun(program, error)));
    child.on('close', (code) => {
      if (code === 0) done();
      else failed(new ClusterError(`${basename(program)} failed with code ${code}:\n${output.trim()}`));
    });
  });
}

function cannotRun(program: string, error: NodeJS.ErrnoException): ClusterError {
  // The file is there (it was looked for): ENOENT means that its loader is not, as on Alpine.
  const why = error.code === 'ENOENT' ? 'this system lacks the C library that it was built for (glibc)' : error.message;
  return new ClusterError(`Cannot run ${program}: ${why}. Set DATABASE_URL to use a PostgreSQL server of your own.`);
}

export interface Postmaster {
  pid: number;
  port: number;
}

/** The living postmaster of this cluster, or undefined. A stale `postmaster.pid` whose number belongs to another process now is removed. */
export function livingPostmaster(cluster: Pick<Cluster, 'dir'>): Postmaster | undefined {
  const pidFile = join(cluster.dir, 'postmaster.pid');
  let lines: string[];
  try {
    lines = readFileSync(pidFile, 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0 || !exists(pid)) return undefined;
  if (isPostmasterOf(pid, cluster.dir)) return { pid, port };
  // PostgreSQL would take the stranger (or the zombie) for a postmaster and refuse to start; but never beside orphaned backends.
  if (processesIn(cluster.dir).length === 0) rmSync(pidFile, { force: true });
  return undefined;
}

/** Whether a process has this id. */
export function exists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isPostmasterOf(pid: number, dir: string): boolean {
  try {
    if (process.platform === 'win32') return true;
    if (process.platform !== 'linux')
      return execFileSync('ps', ['-p', String(pid), '-o', 'command='], { encoding: 'utf8' }).includes(`-D ${dir}`);
    const args = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return args[args.indexOf('-D') + 1] === dir && basename(args[0] ?? '').startsWith('postgres');
  } catch {
    return false;
  }
}

/** Processes that work in the folder, as PostgreSQL's do; on Linux alone. */
function processesIn(dir: string): number[] {
  if (process.platform !== 'linux') return [];
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        return readlinkSync(`/proc/${pid}/cwd`) === dir;
      } catch {
        return false;
      }
    })
    .map(Number);
}

/**
 * Starts the postmaster in a session of its own: Ctrl-C in the terminal reaches the server alone, which stops PostgreSQL last.
 * The returned child may still be starting; `logFrom` is where its lines begin in the log file.
 */
export function spawnPostmaster(cluster: Cluster, port: number): { child: ChildProcess; logFrom: number } {
  const settings = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    'log_checkpoints=off',
    // The text of a failed statement and the detail of its error hold what people typed: the log is not for that.
    'log_min_messages=log',
    'log_min_error_statement=panic',
    'log_error_verbosity=terse',
    ...(cluster.ephemeral
      ? ['fsync=off', 'full_page_writes=off', 'synchronous_commit=off', 'max_connections=200', 'max_wal_size=2GB']
      : ['fsync=on', 'full_page_writes=on', 'synchronous_commit=on', 'max_connections=100']),
  ];
  turnLog(cluster.logFile);
  const logFrom = existsSync(cluster.logFile) ? statSync(cluster.logFile).size : 0;
  const log = openSync(cluster.logFile, 'a', 0o600);
  try {
    const args = ['-D', cluster.dir, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])];
    const child = spawn(cluster.binaries.postgres, args, {
      ...identity(cluster),
      env: CLEAN_ENVIRONMENT,
      stdio: ['ignore', log, log],
      detached: true,
      cwd: cluster.dir,
    });
    child.unref();
    return { child, logFrom };
  } finally {
    closeSync(log);
  }
}

const LOG_LIMIT_BYTES = 5_000_000;

function turnLog(path: string): void {
  if (existsSync(path) && statSync(path).size > LOG_LIMIT_BYTES) renameSync(path, `${path}.1`);
}

/** What PostgreSQL logged from `from` (bytes) on; the last 2,000 characters. */
export function logSince(cluster: Cluster, from: number): string {
  return readFileSync(cluster.logFile).subarray(from).toString().slice(-2000).trim();
}

/**
 * Ends the postmaster: open connections are cut, everything committed is on disk. Harder if it takes more than 30 seconds,
 * which costs a recovery at the next start and loses nothing.
 */
export async function stopPostmaster(cluster: Cluster, pid: number): Promise<void> {
  if (process.platform === 'win32') return run(cluster, cluster.binaries.pgCtl, ['-D', cluster.dir, 'stop', '-m', 'fast', '-w']);
  for (const [signal, seconds] of [
    ['SIGINT', 30],
    ['SIGQUIT', 10],
  ] as const) {
    if (!isPostmasterOf(pid, cluster.dir)) return;
    try {
      process.kill(pid, signal);
    } catch {
      return;
    }
    for (const end = Date.now() + seconds * 1000; Date.now() < end; await sleep(20)) {
      if (!isPostmasterOf(pid, cluster.dir)) return;
    }
  }
  throw new ClusterError(`PostgreSQL (process ${pid}) does not stop.`);
}

/** A TCP port of the loopback address that is free now: `wanted` if that is. */
export async function freePort(wanted = 0): Promise<number> {
  const port = await tryPort(wanted);
  return port ?? (await tryPort(0)) ?? 0;
}

function tryPort(port: number): Promise<number | undefined> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(undefined));
    server.listen(port, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => done(typeof address === 'object' && address ? address.port : undefined));
    });
  });
}
