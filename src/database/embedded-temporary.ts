/** Temporary clusters for tests: where they lie, and how those of killed test runs go away. */
import { chmodSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exists, livingPostmaster, type Cluster } from './embedded-cluster.js';
import { barrier, type RunAs } from './embedded-user.js';

const PREFIX = 'therapy-crm-test-';

/** Linux keeps this folder in memory: a copy of a database takes a tenth of the time there. */
const MEMORY = '/dev/shm';
/** A run takes some two: what is written ahead, and the databases of the files that run beside each other. */
const ENOUGH_BYTES = 6e9;

function folders(): string[] {
  return [...new Set([tmpdir(), '/tmp', '/var/tmp', MEMORY])];
}

function isRoomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ENOUGH_BYTES && freemem() >= ENOUGH_BYTES;
  } catch {
    return false;
  }
}

/** A new folder for a temporary cluster, marked with our process id. */
export function makeTemporaryHome(runAs: RunAs | undefined): string {
  const places = [...(isRoomInMemory() ? [MEMORY] : []), ...folders().filter((folder) => folder !== MEMORY)];
  const parent = places.find((folder) => !runAs || !barrier(folder, runAs)) ?? tmpdir();
  const home = realpathSync(mkdtempSync(join(parent, PREFIX)));
  chmodSync(home, runAs ? 0o711 : 0o700);
  writeFileSync(join(home, 'owner'), String(process.pid));
  return home;
}

/** Removes the folder around a temporary cluster whose postmaster has ended. */
export function removeTemporaryHome(cluster: Pick<Cluster, 'dir'>): void {
  rmSync(dirname(cluster.dir), { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Ends and removes the clusters whose test run was killed. */
export function sweepTemporaryHomes(): void {
  for (const folder of folders()) {
    for (const name of namesIn(folder).filter((each) => each.startsWith(PREFIX))) {
      try {
        const home = realpathSync(join(folder, name));
        // Without the mark it is being made at this moment.
        if (exists(Number(readFileSync(join(home, 'owner'), 'utf8')))) continue;
        const dir = join(home, 'postgres');
        const living = livingPostmaster({ dir });
        if (living) process.kill(living.pid, 'SIGQUIT');
        removeTemporaryHome({ dir });
      } catch {
        // Another user's, or swept by somebody else just now.
      }
    }
  }
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
