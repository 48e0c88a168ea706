/**
 * Holds openapi/openapi.json to the rules of others: OWASP's and IBM's by a bound of findings for each operation, Redocly's and
 * spectral:oas without any. `npm run check:spec`.
 */
import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';

const SPEC = 'openapi/openapi.json';
const ERROR = 0;

/** Runs a tool of node_modules and gives what it printed, whatever its exit code. */
function run(program, ...parameters) {
  return new Promise((resolve, reject) => {
    const options = {
      maxBuffer: 256 * 1024 * 1024,
      env: { ...process.env, REDOCLY_TELEMETRY: 'off', REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true' },
    };
    execFile(process.execPath, [program, ...parameters], options, (error, stdout, stderr) => {
      if (stdout.trim()) resolve(stdout);
      else reject(new Error(`${program} said nothing but: ${stderr || String(error)}`));
    });
  });
}

const spectral = async (ruleset) =>
  JSON.parse(
    await run('node_modules/@stoplight/spectral-cli/dist/index.js', 'lint', '--ruleset', ruleset, '--quiet', '-f', 'json', SPEC),
  );
const redocly = async () => JSON.parse(await run('node_modules/@redocly/cli/bin/cli.js', 'lint', SPEC, '--format=json')).problems;

const { paths } = JSON.parse(readFileSync(SPEC, 'utf8'));
const operations = Object.values(paths).flatMap((path) => Object.keys(path)).length;

/** What each tool finds, and how much of it may be: of all operations together. */
const checks = [
  { name: 'spectral:oas', most: 0, find: () => spectral('.spectral.yaml') },
  { name: 'Redocly', most: 0, find: redocly },
  // What is left: operations that are open to everybody on purpose, and the calendar link that is a secret.
  { name: 'Spectral-OWASP', most: operations, find: () => spectral('.config/spectral-owasp.yaml') },
  {
    name: 'IBM (errors)',
    most: operations / 4,
    find: async () => (await spectral('.config/spectral-ibm.cjs')).filter((one) => one.severity === ERROR),
  },
];

let failed = false;
for (const { name, most, find } of checks) {
  const found = await find();
  const each = (found.length / operations).toFixed(2);
  process.stdout.write(`${name}: ${found.length} findings, ${each} an operation\n`);
  if (found.length <= most) continue;
  failed = true;
  const byRule = new Map();
  for (const one of found) byRule.set(one.code ?? one.ruleId, (byRule.get(one.code ?? one.ruleId) ?? 0) + 1);
  for (const [rule, count] of byRule) process.stdout.write(`  ${count} × ${rule}\n`);
}
if (failed) process.exitCode = 1;
