/** Temporary clusters for tests: where they lie, and how those of killed test runs go away. */
import { chmodSync, mkdtempSync, readFileSync, readdirSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { exists, livingPostmaster, type Cluster } from './embedded-cluster.js';
import { barrier, type RunAs } from './embedded-user.js';

const PREFIX = 'therapy-crm-test-';

function folders(): string[] {
  return [...new Set([tmpdir(), '/tmp', '/var/tmp'])];
}

/** A new folder for a temporary cluster, marked with our process id. */
export function makeTemporaryHome(runAs: RunAs | undefined): string {
  const parent = folders().find((folder) => !runAs || !barrier(folder, runAs)) ?? tmpdir();
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
