/**
 * Tries the product on the other Nodes that it supports: makes what is generated, which must come out the same, and runs tests/nodes.
 * `npm run check:node`, or `npm run check:node -- 24` for one of them.
 */
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

const FOLDER = '.config/nodes';
const COMMITTED = ['openapi/openapi.json', 'docs/errors.md'];
const LIMIT_MS = 8 * 60_000;

/** Runs it to its end, in words of its own; throws when it fails or takes too long. */
function run(program, ...parameters) {
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { error, status, signal } = spawnSync(program, parameters, { stdio: 'inherit', timeout: LIMIT_MS, env });
  if (status !== 0) throw new Error(`${program} ${parameters.join(' ')}: ${error?.message ?? signal ?? `exit code ${status}`}`);
}

/** Throws when the product does not stand on it. */
function tryOn(node, version) {
  const before = COMMITTED.map((path) => readFileSync(path, 'utf8'));
  run(node, '--import', 'tsx', 'src/build.ts');
  const changed = COMMITTED.filter((path, at) => readFileSync(path, 'utf8') !== before[at]);
  if (changed.length > 0) throw new Error(`on ${version} something else comes out of the sources: ${changed.join(', ')}`);
  run(node, '--import', 'tsx', 'node_modules/jest/bin/jest.js', '-c', 'tests/nodes/jest.config.js');
}

try {
  run('npm', 'ci', '--prefix', FOLDER, '--no-bin-links', '--no-update-notifier');
  const names = readdirSync(`${FOLDER}/node_modules`).filter((name) => name.startsWith('node-'));
  const wanted = process.argv.slice(2);
  let tried = 0;
  for (const name of names) {
    const node = `${FOLDER}/node_modules/${name}/bin/node`;
    const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
    if (wanted.length > 0 && !wanted.some((one) => version.startsWith(`v${one}.`))) continue;
    process.stdout.write(`\nNode ${version}\n`);
    tryOn(node, version);
    tried += 1;
  }
  if (tried === 0) throw new Error(`no such Node for ${process.platform} on ${process.arch}`);
} catch (error) {
  process.stderr.write(`check:node: ${error.message}\n`);
  process.exitCode = 1;
}
