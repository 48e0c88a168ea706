/**
 * Does it anew when a source changes: `npm run dev` the demo, `npm run test:watch -- scheduling` these tests. The server is stopped first,
 * as by Ctrl+C; tests finish first.
 */
import { spawn } from 'node:child_process';
import { existsSync, readdirSync, watch } from 'node:fs';

const [what = '', ...parameters] = process.argv.slice(2);
const WORK = {
  dev: { command: [process.execPath, '--import', 'tsx', 'src/demo.ts'], folders: ['src', 'admin', 'prisma'], stops: true },
  test: { command: ['npm', 'run', '-s', 'test', '--'], folders: ['src', 'admin', 'prisma', 'tests'], stops: false },
};
const { command, folders, stops } = WORK[what];
/** An editor writes in several steps, a branch many files. */
const SETTLE_MS = 200;
const ORPHAN_CHECK_MS = 250;

const say = (line) => process.stdout.write(`${line}\n`);
let child;
let stale = false;
let ending = false;

function begin() {
  stale = false;
  const [program, ...given] = [...command, ...parameters];
  child = spawn(program, given, { stdio: ['ignore', 'inherit', 'inherit'] });
  child.once('exit', (code) => {
    child = undefined;
    if (ending) process.exit(code ?? 0);
    if (stale) begin();
    else say(`\n${what}: waiting for a change (Ctrl+C ends it)`);
  });
}

let settling;
/** Generated files follow from the others. A test changes nothing of the server. */
function changed(folder, name) {
  const path = `${folder}/${name ?? ''}`;
  if (/^src\/generated(\/|$)|(^|\/)\.|~$/.test(path) || (what === 'dev' && /\.test\.tsx?$/.test(path))) return;
  clearTimeout(settling);
  settling = setTimeout(() => {
    if (!stale) say(`\n${what}: ${path} has changed`);
    stale = true;
    if (!child) begin();
    else if (stops) child.kill('SIGTERM');
  }, SETTLE_MS);
}

function end() {
  if (ending) return;
  ending = true;
  if (child) child.kill('SIGTERM');
  else process.exit(0);
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
// npm passes no signal on through its shell: without it nobody could end this.
const parent = process.ppid;
setInterval(() => process.ppid !== parent && end(), ORPHAN_CHECK_MS).unref();

const watched = new Set();
/** Folder by folder: where Node watches a whole tree on Linux, it loses files that are replaced, as editors and git do it. */
function look(folder) {
  if (watched.has(folder) || folder === 'src/generated') return;
  const watcher = watch(folder, (_event, name) => {
    changed(folder, name);
    if (existsSync(folder)) lookBelow(folder);
  });
  watched.add(folder);
  watcher.once('close', () => watched.delete(folder));
  watcher.on('error', () => watcher.close());
  lookBelow(folder);
}
function lookBelow(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) if (entry.isDirectory()) look(`${folder}/${entry.name}`);
}

folders.forEach(look);
begin();
