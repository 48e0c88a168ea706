/** The NestJS application, made ready below .bench/ when it is asked for: its packages are no packages of this project. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { environmentWith } from '../../../src/config/config.js';
import type { Say } from '../fill.js';

const SOURCE = join(import.meta.dirname, 'nest');
/** Large enough for what npm and the compiler say. */
const MOST_SAID = 10_000_000;

/** Of the sources, and of the Prisma that makes their client. */
function fingerprint(prismaVersion: string): string {
  const hash = createHash('sha256').update(prismaVersion);
  const files = readdirSync(SOURCE, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  for (const path of files.map((entry) => join(entry.parentPath, entry.name)).sort())
    hash.update(path.slice(SOURCE.length)).update(readFileSync(path));
  return hash.digest('hex');
}

/**
 * Copies the sources, installs their packages, makes the client and compiles; all that only where it has changed since.
 * Prisma is the project's own, a floor higher, so that both sides run the same one.
 * @param home .bench
 * @returns the program to start
 */
export async function installNest(home: string, say: Say): Promise<string> {
  const resolve = createRequire(import.meta.url).resolve;
  const prisma = dirname(resolve('prisma/package.json'));
  const { version } = JSON.parse(readFileSync(join(prisma, 'package.json'), 'utf8')) as { version: string };
  const place = join(home, 'peers', 'nest');
  const program = join(place, 'dist', 'main.js');
  const mark = join(place, 'made');
  const wanted = fingerprint(version);
  if (existsSync(program) && existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return program;

  const run = async (what: string, command: string, ...args: string[]): Promise<void> => {
    try {
      await promisify(execFile)(command, args, {
        cwd: place,
        env: environmentWith({ CHECKPOINT_DISABLE: '1' }),
        maxBuffer: MOST_SAID,
      });
    } catch (error) {
      const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
      throw new Error(`The NestJS application: ${what} failed.\n${stdout}\n${stderr}`, { cause: error });
    }
  };
  say('NestJS: installing its packages below .bench, which takes a minute');
  mkdirSync(place, { recursive: true });
  for (const old of ['src', 'dist', 'generated', 'made']) rmSync(join(place, old), { recursive: true, force: true });
  cpSync(SOURCE, place, { recursive: true });
  await run('npm install', 'npm', 'install', '--no-audit', '--no-fund', '--ignore-scripts', '--no-package-lock');
  await run('prisma generate', process.execPath, join(prisma, 'build', 'index.js'), 'generate', '--config', 'prisma.config.ts');
  await run('tsc', process.execPath, resolve('typescript/bin/tsc'), '-p', '.');
  writeFileSync(mark, wanted);
  return program;
}
