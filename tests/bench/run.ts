/**
 * `npm run bench`: the product against `node:http` + `pg` with the same SQL, and against itself on a hundredth of the data.
 *
 *   npm run bench                       a million appointments; the first run fills the database, which takes minutes
 *   npm run bench -- --scale=0.05       50,000 appointments instead: a quick try
 *   npm run bench -- --rounds=5 --seconds=4 --only=client   fewer, shorter, or some of the cases; --only=writes: races and series; --only=exports; --only=billing
 *   npm run bench -- --keep             takes the data of the last run, though the schema has changed since
 *   npm run bench -- --peers            also beside NestJS with Prisma and stock AdminJS; --only=beside: beside them alone
 *   npm run bench -- --profile          writes CPU profiles of the product to .bench/profiles
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pino from 'pino';
import { barePath, casesFor, type Case, type Sessions } from './cases.js';
import { checkAlike } from './compare.js';
import { timeBilling } from './billing.js';
import { benchDatabase, HOME, type BenchDatabase } from './database.js';
import { pairs, type Pair, type Target } from './load.js';
import { type Peers, racePeers, timePeers } from './peers/peers.js';
import type { Raced } from './peers/races.js';
import { type Exported, timeExports, type Waiting, waitBesideExports } from './exports.js';
import { recordPlan } from './plan.js';
import { exportsTable, machine, racesTable, table, type Line, waitingTable, writesTable } from './report.js';
import { PASSWORD, startBare, startProduct, type Server } from './servers.js';
import { sizesFor, USERS } from './sizes.js';
import { timeMonthEnd } from './month-end.js';
import { mostBuffers, timeWrites, type Written } from './writes.js';

const { values: flags } = parseArgs({
  options: {
    scale: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '4' },
    only: { type: 'string', default: '' },
    keep: { type: 'boolean', default: false },
    peers: { type: 'boolean', default: false },
    profile: { type: 'boolean', default: false },
  },
});
const MILLION = 1_000_000;
const TEN_THOUSAND = 10_000;
const scale = Number(flags.scale);
const options = { rounds: Number(flags.rounds), seconds: Number(flags.seconds) };
if (
  !(scale > 0 && scale <= 1) ||
  !(options.rounds >= 1 && options.rounds <= 50) ||
  !(options.seconds >= 1 && options.seconds <= 60)
) {
  throw new Error('--scale is from 0 to 1, --rounds from 1 to 50, --seconds from 1 to 60.');
}

const begin = performance.now();
const say = (line: string): void => console.log(`${((performance.now() - begin) / 1000).toFixed(0).padStart(4)} s  ${line}`);
const log = pino({ level: 'warn' });
const undo: (() => Promise<void>)[] = [];

async function signIn(server: Server, id: number): Promise<{ token: string; cookie: string }> {
  const answer = await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ email: `user${id}@practice.example`, password: PASSWORD }),
  });
  if (answer.status !== 200) throw new Error(`Sign-in failed: ${answer.status} ${await answer.text()}`);
  const { token } = (await answer.json()) as { token: string };
  return { token, cookie: answer.headers.getSetCookie()[0]?.split(';')[0] ?? '' };
}

async function sessionsOn(server: Server): Promise<Sessions> {
  const [staff, therapist, admin] = [
    await signIn(server, USERS.staff),
    await signIn(server, USERS.firstTherapist),
    await signIn(server, USERS.admin),
  ];
  const bearer = (token: string): Record<string, string> => ({ authorization: `Bearer ${token}` });
  return {
    staff: bearer(staff.token),
    therapist: bearer(therapist.token),
    admin: { cookie: admin.cookie, 'sec-fetch-site': 'same-origin' },
  };
}

interface Practice {
  database: BenchDatabase;
  product: Server;
  cases: Case[];
  sessions: Sessions;
}

async function practiceOf(appointments: number): Promise<Practice> {
  const database = await benchDatabase(sizesFor(appointments), { keep: flags.keep, say, log });
  undo.push(() => database.stop());
  const profiles = join(HOME, 'profiles');
  if (flags.profile) mkdirSync(profiles, { recursive: true });
  const product = await startProduct(database.url, HOME, flags.profile ? ['--cpu-prof', `--cpu-prof-dir=${profiles}`] : []);
  undo.push(() => product.stop());
  const sessions = await sessionsOn(product);
  return { database, product, sessions, cases: casesFor(database.sizes, sessions) };
}

const chosen = (one: Case): boolean => one.name.includes(flags.only);
const target = (practice: Practice, one: Case): Target => ({
  server: practice.product,
  paths: one.paths,
  headers: one.headers,
  ...(one.connections ? { connections: one.connections } : {}),
});

async function againstBare(large: Practice, bare: Server): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [index, one] of large.cases.entries()) {
    if (!chosen(one)) continue;
    await checkAlike(one, index, large.product, bare);
    const other: Target = {
      server: bare,
      paths: one.paths.map((path) => barePath(index, path)),
      headers: {},
      ...(one.connections ? { connections: one.connections } : {}),
    };
    lines.push(lineOf(one.name, await pairs(target(large, one), other, options)));
  }
  return lines;
}

async function againstSmall(large: Practice, small: Practice): Promise<Line[]> {
  const lines: Line[] = [];
  for (const [index, one] of large.cases.entries()) {
    const other = small.cases[index];
    if (other && chosen(one) && !one.largeOnly)
      lines.push(lineOf(one.name, await pairs(target(large, one), target(small, other), options)));
  }
  return lines;
}

async function writesOn({ database, product, cases }: Practice): Promise<Written[]> {
  const headers = cases.find((one) => one.shape === 'conflicts')?.headers ?? {};
  const written = await timeWrites({
    product,
    headers,
    databaseUrl: database.url,
    sizes: database.sizes,
    rounds: options.rounds,
  });
  for (const one of written) say(`${one.name}: ${one.ratio.toFixed(2)} (${one.lowest.toFixed(2)}–${one.highest.toFixed(2)})`);
  return written;
}

async function exportsOf(large: Practice): Promise<{ exported: Exported[]; waiting: Waiting[] }> {
  const { database, product, cases, sessions } = large;
  const reading = cases.find((one) => one.shape === 'client') as Case;
  const exporting = {
    product,
    headers: reading.headers,
    panelHeaders: sessions.admin,
    databaseUrl: database.url,
    reading: { ...target(large, reading), connections: 4 },
    ...options,
  };
  const exported = await timeExports(exporting);
  for (const one of exported) say(`${one.name}: ${(one.product / one.other).toFixed(2)}`);
  const waiting = await waitBesideExports(exporting);
  for (const one of waiting) say(`p99 beside an export (${one.name}): ${(one.beside / one.alone).toFixed(2)}`);
  return { exported, waiting };
}

async function billingOf({ database, product, sessions, cases }: Practice): Promise<Exported[]> {
  const reading = target({ database, product, sessions, cases }, cases[0] as Case);
  const exporting = {
    product,
    headers: sessions.staff,
    panelHeaders: sessions.admin,
    databaseUrl: database.url,
    reading,
    ...options,
  };
  const timed = [...(await timeBilling(exporting)), ...(await timeMonthEnd(exporting))];
  for (const one of timed) say(`${one.name}: ${(one.product / one.other).toFixed(2)}`);
  return timed;
}

async function besidePeers(large: Practice): Promise<{ nest: Line[]; panel: Line[]; raced: Raced[] }> {
  say('the product beside NestJS with Prisma and stock AdminJS');
  const peers: Peers = { ...large, ...options, home: HOME, only: flags.only, say };
  return { ...(await timePeers(peers)), raced: await racePeers(peers) };
}

function lineOf(name: string, pair: Pair): Line {
  say(`${name}: ${pair.ratio.toFixed(2)} (${pair.lowest.toFixed(2)}–${pair.highest.toFixed(2)})`);
  return { name, pair };
}

try {
  const small = await practiceOf(TEN_THOUSAND);
  const large = await practiceOf(MILLION * scale);
  const planFile = join(HOME, 'plan.json');
  const plan = await recordPlan(large.database.url, HOME, large.cases);
  writeFileSync(planFile, JSON.stringify(plan));
  const bare = await startBare(large.database.url, planFile);
  undo.push(() => bare.stop());

  say(`the product against the bare server, ${options.rounds} pairs of ${options.seconds} s a case`);
  const bareLines = await againstBare(large, bare);
  say(
    `the product on ${large.database.sizes.appointments.toLocaleString('en')} appointments against ${small.database.sizes.appointments.toLocaleString('en')}`,
  );
  const growthLines = await againstSmall(large, small);

  const written = 'writes'.includes(flags.only) ? await writesOn(large) : [];
  const beside = flags.peers ? await besidePeers(large) : undefined;
  const files = 'exports'.includes(flags.only) ? await exportsOf(large) : undefined;
  const money = 'billing'.includes(flags.only) ? await billingOf(large) : [];
  const checks = Object.values(plan).filter(({ shape }) => shape === 'conflicts');
  const buffers = await mostBuffers(
    large.database.url,
    checks.flatMap(({ statements }) => statements.at(-1) ?? []),
  );

  const describe = ({ database: { sizes, megabytes } }: Practice): string =>
    `${sizes.clients.toLocaleString('en')} clients, ${sizes.appointments.toLocaleString('en')} appointments, ${megabytes.toLocaleString('en')} MB`;
  console.log(`\n${machine()}\n\nLarge: ${describe(large)}. Small: ${describe(small)}.\n`);
  if (bareLines.length > 0) console.log(table(['product', 'bare'], bareLines));
  if (growthLines.length > 0) console.log(table(['large', 'small'], growthLines));
  if (written.length > 0) console.log(writesTable(written));
  if (beside) {
    if (beside.nest.length > 0) console.log(table(['product', 'NestJS'], beside.nest));
    if (beside.raced.length > 0) console.log(racesTable('NestJS', beside.raced));
    if (beside.panel.length > 0) console.log(table(['product', 'AdminJS'], beside.panel));
  }
  if (files) console.log(`${exportsTable(files.exported)}\n${waitingTable(files.waiting)}`);
  if (money.length > 0) console.log(exportsTable(money));
  console.log(`A conflict check of three resources reads ${buffers} buffers at most, ${(buffers / 3).toFixed(1)} a resource.`);
} finally {
  for (const step of undo.reverse()) await step().catch((error: unknown) => console.error(error));
}
