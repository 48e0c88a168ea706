/** Real processes of the product on folders of their own, for the tests of start and stop. */
import { spawn, type ChildProcess } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fromRoot, ROOT } from '../support/paths.js';
import { keep } from '../support/server-log.js';

const WAIT_MS = 60_000;

export interface Program {
  pid: number;
  /** All that it wrote so far. */
  output(): string;
  /** Waits for its output to match, a minute unless told. */
  says(pattern: RegExp, waitMs?: number): Promise<RegExpExecArray>;
  kill(signal: NodeJS.Signals): void;
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>;
}

const running = new Set<ChildProcess>();
const folders: string[] = [];

/** Starts a TypeScript file of the project. `env` replaces the environment, but for the path. */
export function startProgram(file: string, env: Record<string, string>, args: string[] = []): Program {
  const child = spawn(process.execPath, ['--import', 'tsx', fromRoot(file), ...args], {
    cwd: ROOT,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? tmpdir(), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let output = '';
  const hear = (data: Buffer): void => {
    output += data.toString();
    keep(data.toString());
  };
  child.stdout.on('data', hear);
  child.stderr.on('data', hear);
  const ended = new Promise<number | NodeJS.Signals | null>((resolve) => {
    child.once('close', (code, signal) => {
      running.delete(child);
      resolve(code ?? signal);
    });
  });
  return {
    pid: child.pid ?? 0,
    output: () => output,
    says: async (pattern, waitMs = WAIT_MS) => {
      for (const end = Date.now() + waitMs; ; await new Promise((resolve) => setTimeout(resolve, 20))) {
        const found = pattern.exec(output);
        if (found) return found;
        if (child.exitCode !== null || child.signalCode !== null || Date.now() > end) {
          throw new Error(`${file} did not say ${String(pattern)}, but:\n${output}`);
        }
      }
    },
    kill: (signal) => child.kill(signal),
    ended,
  };
}

/** A DATA_DIR of its own, gone after the tests. */
export function temporaryDataDir(): string {
  const folder = mkdtempSync(join(tmpdir(), 'therapy-crm-start-'));
  // As root PostgreSQL runs as somebody else, who must be able to pass.
  chmodSync(folder, 0o711);
  folders.push(folder);
  return join(folder, 'data');
}

/** Process id of the embedded PostgreSQL in `dataDir`. */
export function postmasterOf(dataDir: string): number {
  return Number(readFileSync(join(dataDir, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** Whether a process lives; one that has ended and waits to be collected does not. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || readFileSync(`/proc/${pid}/cmdline`, 'utf8') !== '';
  } catch {
    return false;
  }
}

/** Ends everything that the tests of this file started, and removes its folders. For afterAll. */
export function cleanUp(): void {
  for (const child of running) child.kill('SIGKILL');
  for (const folder of folders.splice(0)) {
    const dataDir = join(folder, 'data');
    try {
      if (existsSync(join(dataDir, 'postgres', 'postmaster.pid'))) process.kill(postmasterOf(dataDir), 'SIGQUIT');
    } catch {
      // Ended already.
    }
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
}
