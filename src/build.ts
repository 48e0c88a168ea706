/**
 * Makes what is generated: the database client, the routes and the API's specification, the admin panel's components. Each step runs
 * only when a hash of what it reads has changed. `npm ci`, `npm test`, `npm start` and `npm run demo` all call it.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { z } from 'zod';
import { environmentWith } from './config/config.js';

const PROJECT = join(dirname(fileURLToPath(import.meta.url)), '..');
const GENERATED = join(PROJECT, 'src', 'generated');
const STAMPS = join(GENERATED, 'stamps.json');
const BUSY = join(GENERATED, 'building');
const BUSY_LIMIT_MS = 180_000;

export interface Step {
  name: string;
  /** Program and arguments for Node. */
  command: string[];
  /** Files and folders below the project that the result depends on. */
  inputs: string[];
  /** Which files of a folder among `inputs` count. */
  counts: (path: string) => boolean;
  /** Which of them count by their types alone: what their functions do changes nothing. */
  byTypes?: (path: string) => boolean;
  outputs: string[];
}

const isSource = (path: string): boolean =>
  path.endsWith('.ts') && !/\.test\.ts$|^src\/(generated\/|start\/|(build|demo|server)\.ts$)/.test(path);
/** Asks, does or answers: functions that nothing calls while it is being made. */
const isWork = (path: string): boolean => /\.(service|queries|sql|present|controller)\.ts$/.test(path);
/** What is stated rather than done: fields, words, rules, descriptions. */
const isStated = (path: string): boolean => isSource(path) && !isWork(path) && !/^src\/(http|openapi|[^/]+\.ts$)/.test(path);

/** tests/house/generated.test.ts holds what they read to what is imported. */
export function steps(): Step[] {
  const prisma = createRequire(import.meta.url).resolve('prisma/package.json');
  const all: Step[] = [
    {
      name: 'database client',
      command: [join(dirname(prisma), 'build', 'index.js'), 'generate', '--config', 'prisma/prisma.config.ts'],
      inputs: ['prisma/schema', 'prisma/dmmf-generator.ts', 'prisma/prisma.config.ts', relative(PROJECT, prisma)],
      counts: () => true,
      outputs: ['src/generated/prisma/index.js', 'src/generated/dmmf.json', 'node_modules/.prisma/client/default.js'],
    },
    {
      name: 'types of requests',
      command: ['--import', 'tsx', 'src/openapi/request-types.ts'],
      // Everything that an input's schemas may come from.
      inputs: ['src', 'src/openapi/request-types.ts', 'package.json'],
      counts: isStated,
      outputs: ['src/generated/requests'],
    },
    {
      name: 'routes and specification of the API',
      command: ['--import', 'tsx', 'src/openapi/generate.ts'],
      // Everything that a controller's types may come from, those of the database too.
      inputs: ['src', 'prisma/schema', 'prisma/migration-mark.ts', 'tsoa.json', 'package.json'],
      counts: (path) => isSource(path) || path.endsWith('.prisma'),
      byTypes: isWork,
      // docs/errors.md comes with them, and is not in an image.
      outputs: ['src/generated/routes.ts', 'openapi/openapi.json'],
    },
    {
      name: 'components of the admin panel',
      command: ['--import', 'tsx', 'admin/bundle.ts'],
      // The tables' descriptions are part of it.
      inputs: ['admin', 'src', 'src/house.ts', 'package.json'],
      counts: (path) => (path.startsWith('admin/') ? !/\.test\.tsx?$/.test(path) : isStated(path)),
      outputs: ['components.js', 'design-system.js', 'panel.css', 'calendar.css'].map((name) => `src/generated/admin/${name}`),
    },
    {
      name: 'thread that makes exports',
      command: ['--import', 'tsx', 'src/exports/bundle.ts'],
      inputs: ['src/exports', 'src/kernel', 'src/database', 'package.json'],
      counts: (path) =>
        /\/exports\/(bundle|cells|export-files|export-rows\.queries|export-worker)\.ts$/.test(path) ||
        /\/(database\/connection|kernel\/(clock|code-words|days|wall-clock))\.ts$/.test(path),
      outputs: ['src/generated/export-worker.js'],
    },
    {
      name: 'thread that draws papers',
      command: ['--import', 'tsx', 'src/billing/papers/pdf/bundle.ts'],
      inputs: ['src/billing/papers', 'package.json'],
      counts: (path) => /\/papers\/(paper|pdf\/(bundle|draw|faces|lines|paper-worker|sheet))\.ts$/.test(path),
      outputs: ['src/generated/paper-worker.js'],
    },
  ];
  return all.filter(({ command }) => command[0] !== '--import' || existsSync(join(PROJECT, command[2] ?? '')));
}

/** All files of `path`, a file or a folder, relative to the project, in a stable order. */
function filesOf(path: string): string[] {
  const full = join(PROJECT, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full)
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`));
}

/** The files whose text, or types, `step` is made from. */
export function filesRead({ inputs, counts }: Step): string[] {
  return [...new Set(inputs.flatMap((input) => filesOf(input).filter((file) => file === input || counts(file))))];
}

/** A hash of what `step` reads, through `as`, which gives the part of a file's text that counts. */
function fingerprint(step: Step, as: (file: string, text: string) => string = (_file, text) => text): string {
  const hash = createHash('sha256').update(process.version.split('.')[0] ?? '');
  for (const file of filesRead(step))
    hash
      .update(`${file}\0`)
      .update(as(file, readFileSync(join(PROJECT, file), 'utf8')))
      .update('\0');
  return hash.digest('hex');
}

/** The same whatever functions do in files that count by their types. Reads TypeScript's parser: only for what seems stale. */
async function fingerprintOfTypes(step: Step): Promise<string> {
  const { signaturesOf } = await import('./openapi/signatures.js');
  return fingerprint(step, (file, text) => (step.byTypes?.(file) ? signaturesOf(text) : text));
}

function readStamps(): Record<string, string> {
  try {
    return z.record(z.string(), z.string()).parse(JSON.parse(readFileSync(STAMPS, 'utf8')));
  } catch {
    return {};
  }
}

const isThere = ({ outputs }: Step): boolean => outputs.every((path) => existsSync(join(PROJECT, path)));

function staleSteps(): Step[] {
  const stamps = readStamps();
  return steps().filter((step) => !isThere(step) || stamps[step.name] !== fingerprint(step));
}

/**
 * Brings the generated files up to date; takes milliseconds when they are.
 * @param say gets one line for each step that runs
 * @throws Error with the tool's output when a step fails
 */
export async function build(say: (line: string) => void): Promise<void> {
  if (staleSteps().length === 0) return;
  await alone(async () => {
    for (const step of staleSteps()) {
      const start = Date.now();
      const stamp: Record<string, string> = { [step.name]: fingerprint(step) };
      const typesName = `${step.name}: types`;
      if (step.byTypes) stamp[typesName] = await fingerprintOfTypes(step);
      if (!isThere(step) || !step.byTypes || readStamps()[typesName] !== stamp[typesName]) {
        await runStep(step);
        say(`made the ${step.name} (${((Date.now() - start) / 1000).toFixed(1)} s)`);
      }
      writeFileSync(STAMPS, `${JSON.stringify({ ...readStamps(), ...stamp }, null, 2)}\n`);
    }
  });
}

function runStep(step: Step): Promise<void> {
  return new Promise((done, failed) => {
    const env = environmentWith({ CHECKPOINT_DISABLE: '1', PRISMA_HIDE_UPDATE_MESSAGE: '1', DATABASE_URL: '', NODE_OPTIONS: '' });
    execFile(process.execPath, step.command, { cwd: PROJECT, env, maxBuffer: 16_000_000 }, (error, stdout, stderr) => {
      if (error)
        failed(new Error(`Could not make the ${step.name}:\n${`${stdout}\n${stderr}`.trim().slice(-4000) || error.message}`));
      else done();
    });
  });
}

/** Two builds at once would read each other's half-written files. A mark that a killed build left is taken over. */
async function alone(work: () => Promise<void>): Promise<void> {
  mkdirSync(GENERATED, { recursive: true });
  for (const end = Date.now() + BUSY_LIMIT_MS; ; await sleep(200)) {
    try {
      writeFileSync(BUSY, String(process.pid), { flag: 'wx' });
      break;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
      if (isAbandoned() || Date.now() > end) rmSync(BUSY, { force: true });
    }
  }
  try {
    await work();
  } finally {
    rmSync(BUSY, { force: true });
  }
}

function isAbandoned(): boolean {
  try {
    process.kill(Number(readFileSync(BUSY, 'utf8')) || -1, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  try {
    await build(say);
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}
