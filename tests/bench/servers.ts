/** The two servers that are compared, each a process of its own on the loopback address. */
import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environmentWith } from '../../src/config/config.js';

const PROJECT = join(import.meta.dirname, '..', '..');
/** The product first makes what is generated, where it is stale. */
const START_LIMIT_MS = 180_000;
const STOP_LIMIT_MS = 15_000;

/** For a database of made-up people that only this machine reaches. */
export const SESSION_SECRET = 'the benchmark signs its sessions with this';
export const ENCRYPTION_KEY = { name: 'bench', key: Buffer.alloc(32, 7) };
export const PASSWORD = 'seventeen blue teapots';

export interface Server {
  name: string;
  url: string;
  /** The largest resident set since `resetPeak`, in MB; undefined where the system does not tell. */
  peakMegabytes(): number | undefined;
  resetPeak(): void;
  stop(): Promise<void>;
}

/** The product as `npm start` runs it, on that database. */
export function startProduct(databaseUrl: string, dataDir: string, nodeOptions: string[] = []): Promise<Server> {
  return startProgram('product', [...nodeOptions, '--import', 'tsx', join(PROJECT, 'src', 'server.ts')], {
    NODE_ENV: 'production',
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    DATA_DIR: dataDir,
    SESSION_SECRET,
    // One session sends them all.
    REQUESTS_PER_MINUTE: '0',
    ENCRYPTION_KEYS: `${ENCRYPTION_KEY.name}:${ENCRYPTION_KEY.key.toString('base64')}`,
  });
}

/** `node:http` and `pg`, and nothing else. */
export function startBare(databaseUrl: string, planFile: string): Promise<Server> {
  return startProgram('bare', ['--import', 'tsx', join(import.meta.dirname, 'bare-server.ts'), databaseUrl, planFile], {
    NODE_ENV: 'production',
  });
}

/** Node with these arguments, in the project's folder, until it says where it listens. */
export async function startProgram(name: string, args: string[], env: Record<string, string>): Promise<Server> {
  const child = spawn(process.execPath, args, { cwd: PROJECT, env: environmentWith(env), stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let stopping = false;
  const ended = new Promise<void>((done) => child.once('exit', () => done()));
  void ended.then(() => {
    if (!stopping) console.error(`The ${name} server ended by itself:\n${said}`);
  });
  const stop = async (): Promise<void> => {
    stopping = true;
    const timer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS);
    child.kill('SIGTERM');
    await ended;
    clearTimeout(timer);
  };
  const listening = new Promise<string>((done, failed) => {
    child.once('error', failed);
    child.once('exit', () => failed(new Error(`The ${name} server did not start.`)));
    setTimeout(() => failed(new Error(`The ${name} server did not start in time:\n${said}`)), START_LIMIT_MS).unref();
    child.stdout.on('data', (data: Buffer) => {
      said = (said + data.toString()).slice(-10_000);
      const url = /listening on (http:\/\/[\w.:]+)/.exec(said)?.[1];
      if (url) done(url);
    });
  });
  try {
    return { name, url: await listening, ...memoryOf(child.pid ?? 0), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

function memoryOf(pid: number): Pick<Server, 'peakMegabytes' | 'resetPeak'> {
  return {
    peakMegabytes: () => {
      try {
        const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
        return kilobytes === undefined ? undefined : Math.round(Number(kilobytes) / 1024);
      } catch {
        return undefined;
      }
    },
    resetPeak: () => {
      try {
        // Linux: "5" makes the peak start over.
        writeFileSync(`/proc/${pid}/clear_refs`, '5');
      } catch {
        // Then the peak is that of the whole run.
      }
    },
  };
}
