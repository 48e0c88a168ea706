/**
 * PostgreSQL refuses to run as root. When we are root it runs as an ordinary user of the machine, who must be able to reach
 * the data and the programs: both move to a folder that can be reached when they cannot.
 */
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import type { Logger } from 'pino';
import { binariesIn, type Binaries } from './embedded-binaries.js';

/** The user that PostgreSQL runs as. */
export interface RunAs {
  uid: number;
  gid: number;
  name: string;
}

const OWN_NAME = 'therapy-crm';
/** Where a cluster and the programs go when the checkout is out of reach for the unprivileged user. */
const REACHABLE_HOME = '/var/lib/therapy-crm';

function machineUsers(): RunAs[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((parts) => parts.length >= 4)
    .map(([name = '', , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }));
}

/**
 * Whom PostgreSQL runs as: undefined (ourselves) unless we are root. As root: the owner of the cluster if there is one already,
 * else a user named therapy-crm or postgres, else a new one, else nobody.
 */
export function chooseRunAs(clusterDir: string, log: Logger): RunAs | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const users = machineUsers();
  if (existsSync(clusterDir)) {
    const { uid, gid } = statSync(clusterDir);
    if (uid !== 0) return users.find((user) => user.uid === uid) ?? { uid, gid, name: String(uid) };
  }
  const known = users.find((user) => user.name === OWN_NAME) ?? users.find((user) => user.name === 'postgres');
  if (known) return known;
  try {
    execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', OWN_NAME], { stdio: 'ignore' });
    const made = machineUsers().find((user) => user.name === OWN_NAME);
    if (made) {
      log.info(`PostgreSQL does not run as root: made the system user ${OWN_NAME} for it`);
      return made;
    }
  } catch {
    // No useradd here, or a read-only /etc.
  }
  const nobody = users.find((user) => user.name === 'nobody');
  if (nobody) return nobody;
  throw new Error(
    'PostgreSQL does not run as root, and this machine has no other user. Start the server as an ordinary user, or set DATABASE_URL.',
  );
}

function mayEnter(folder: string, user: RunAs): boolean {
  const { mode, uid, gid } = statSync(folder);
  const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return (mode & bit) !== 0;
}

/** The topmost existing folder on the way to `path` that `user` may not enter, or undefined. */
export function barrier(path: string, user: RunAs): string | undefined {
  const way: string[] = [];
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    way.unshift(folder);
    if (folder === dirname(folder)) break;
  }
  return way.find((folder) => existsSync(folder) && statSync(folder).isDirectory() && !mayEnter(folder, user));
}

/** File in DATA_DIR that names where the cluster went when it could not be in DATA_DIR. */
export const LOCATION_FILE = 'postgres.location';

/** The folder of the cluster for `dataDir`, without making it. */
export function clusterDirOf(dataDir: string): string {
  const location = join(dataDir, LOCATION_FILE);
  return existsSync(location) ? readFileSync(location, 'utf8').trim() : join(dataDir, 'postgres');
}

/**
 * The folder of the cluster, made so that `user` can reach it: below `dataDir`, or elsewhere when a folder above is closed to them
 * (a checkout in a home folder with mode 700). Where it went is logged and written down in `dataDir`.
 */
export function reachableClusterDir(dataDir: string, user: RunAs, log: Logger): string {
  const kept = clusterDirOf(dataDir);
  if (existsSync(kept)) return kept;
  if (!mayEnter(dataDir, user)) chmodSync(dataDir, statSync(dataDir).mode | 0o011);
  const closed = barrier(dataDir, user);
  if (!closed) return join(dataDir, 'postgres');
  // A name by chance: one made from the path would bring back old data after DATA_DIR, and the keys in it, were removed.
  const home = join(REACHABLE_HOME, randomBytes(6).toString('hex'));
  makeReachable(home);
  const moved = join(home, 'postgres');
  writeFileSync(join(dataDir, LOCATION_FILE), `${moved}\n`, { mode: 0o600 });
  log.warn(
    `PostgreSQL runs as the user ${user.name}, who may not enter ${closed}: its data are in ${moved} instead of ${dataDir}`,
  );
  return moved;
}

function makeReachable(folder: string): void {
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  // mkdir's mode is cut by the umask.
  for (const each of [REACHABLE_HOME, folder]) chmodSync(each, 0o755);
}

/** The programs, or a copy of them where `user` can reach it. */
export function reachableBinaries(binaries: Binaries, user: RunAs, log: Logger): Binaries {
  const closed = barrier(join(binaries.home, 'bin'), user) ?? barrier(join(binaries.home, 'lib'), user);
  if (!closed) return binaries;
  const home = join(REACHABLE_HOME, `postgresql-${binaries.version}`);
  if (!existsSync(home)) {
    makeReachable(REACHABLE_HOME);
    const draft = `${home}.${process.pid}`;
    cpSync(binaries.home, draft, { recursive: true, verbatimSymlinks: true });
    openToAll(draft);
    try {
      renameSync(draft, home);
      log.info(`The user ${user.name} may not enter ${closed}: copied PostgreSQL's programs to ${home}`);
    } catch (error) {
      rmSync(draft, { recursive: true, force: true });
      if (!existsSync(home)) throw error;
    }
  }
  return binariesIn(home, binaries.version);
}

function openToAll(path: string): void {
  const found = lstatSync(path);
  if (found.isSymbolicLink()) return;
  chmodSync(path, found.mode | 0o444 | (found.isDirectory() || found.mode & 0o100 ? 0o111 : 0));
  if (found.isDirectory()) for (const name of readdirSync(path)) openToAll(join(path, name));
}

/** Hands an empty folder over to the user that PostgreSQL runs as. */
export function giveTo(path: string, user: RunAs | undefined): void {
  if (user) chownSync(path, user.uid, user.gid);
}
