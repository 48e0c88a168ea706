/** The product beside what people would take instead: NestJS with Prisma for the API, stock AdminJS for the panel. */
import { createHmac } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Case, Sessions } from '../cases.js';
import { json } from '../compare.js';
import type { BenchDatabase } from '../database.js';
import type { Say } from '../fill.js';
import { pairs } from '../load.js';
import type { Line } from '../report.js';
import { PASSWORD, startProgram, type Server } from '../servers.js';
import { USERS } from '../sizes.js';
import { addNameIndexes, COPY, copyWithoutGuards } from './bare-tables.js';
import { installNest } from './install.js';
import { type PeerCase, peerCasesFor } from './peer-cases.js';
import { race, type Raced } from './races.js';

const JWT_SECRET = 'the benchmark signs the tokens of its NestJS with this';
const RACES = {
  ReadCommitted: 'beside NestJS: writes, 32 racers a slot, an ordinary transaction',
  Serializable: 'beside NestJS: writes, 32 racers a slot, serializable, up to five tries',
} as const;

export interface Peers {
  database: BenchDatabase;
  product: Server;
  sessions: Sessions;
  cases: readonly Case[];
  /** Where the peers are installed. */
  home: string;
  only: string;
  rounds: number;
  seconds: number;
  say: Say;
}

/** A token as the peer's own sign-in would give it: staff, for an hour and more. */
function staffToken(): Record<string, string> {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const now = Math.floor(Date.now() / 1000);
  const body = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: String(USERS.staff), role: 'STAFF', iat: now, exp: now + 86_400 })}`;
  return { authorization: `Bearer ${body}.${createHmac('sha256', JWT_SECRET).update(body).digest('base64url')}` };
}

function startNest(program: string, databaseUrl: string, more: Record<string, string> = {}): Promise<Server> {
  return startProgram('NestJS', ['--no-deprecation', program], {
    NODE_ENV: 'production',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    JWT_SECRET,
    ...more,
  });
}

async function startPanel(databaseUrl: string, home: string): Promise<Server> {
  // Express does not serve from folders with a leading dot, and AdminJS serves its bundle from here; no case asks for it.
  const folder = join(home, 'peers', 'adminjs');
  mkdirSync(folder, { recursive: true });
  const program = join(import.meta.dirname, 'stock-panel.ts');
  return startProgram('AdminJS', ['--import', 'tsx', program, databaseUrl, folder, PASSWORD], {
    NODE_ENV: 'production',
    ADMIN_JS_TMP_DIR: folder,
  });
}

async function panelCookie(panel: Server): Promise<Record<string, string>> {
  const answer = await fetch(`${panel.url}/admin/login`, {
    method: 'POST',
    body: new URLSearchParams({ email: 'admin@practice.example', password: PASSWORD }),
    redirect: 'manual',
  });
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  if (answer.status !== 302 || !cookie) throw new Error(`Sign-in to stock AdminJS failed: ${answer.status}`);
  return { cookie };
}

/** Compares what both answer to each address of the case, and throws where it differs in what both have. */
async function checkPeer(one: PeerCase, product: Server, peer: Server, headers: Record<string, string>): Promise<void> {
  for (const [index, path] of one.paths.entries()) {
    const other = peer.url + (one.theirs[index] ?? '');
    const [ours, theirs] = await Promise.all([json(product.url + path, one.headers), json(other, headers)]);
    try {
      one.check(ours, theirs, index);
    } catch (error) {
      throw new Error(`${one.name}: ${path} and ${other} differ: ${(error as Error).message}`, { cause: error });
    }
  }
}

async function timePeer(
  peers: Peers,
  cases: readonly PeerCase[],
  peer: Server,
  headers: Record<string, string>,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const one of cases) {
    await checkPeer(one, peers.product, peer, headers);
    const ours = { server: peers.product, paths: one.paths, headers: one.headers };
    const pair = await pairs(ours, { server: peer, paths: one.theirs, headers }, peers);
    peers.say(`${one.name}: ${pair.ratio.toFixed(2)} (${pair.lowest.toFixed(2)}–${pair.highest.toFixed(2)})`);
    lines.push({ name: one.name, pair });
  }
  return lines;
}

async function using<T>(start: Promise<Server>, work: (server: Server) => Promise<T>): Promise<T> {
  const server = await start;
  try {
    return await work(server);
  } finally {
    await server.stop();
  }
}

/** Reads beside both peers. */
export async function timePeers(peers: Peers): Promise<{ nest: Line[]; panel: Line[] }> {
  const { database, home, only } = peers;
  const cases = peerCasesFor(database.sizes, peers.sessions, peers.cases).filter(({ name }) => name.includes(only));
  const [ofNest, ofPanel] = (['NestJS', 'AdminJS'] as const).map((name) => cases.filter(({ peer }) => peer === name));
  const dropIndexes = await addNameIndexes(database.url);
  try {
    const nest = ofNest?.length
      ? await using(startNest(await installNest(home, peers.say), database.url), (server) =>
          timePeer(peers, ofNest, server, staffToken()),
        )
      : [];
    const panel = ofPanel?.length
      ? await using(startPanel(database.url, home), async (server) => timePeer(peers, ofPanel, server, await panelCookie(server)))
      : [];
    return { nest, panel };
  } finally {
    await dropIndexes();
  }
}

/** Races beside NestJS, with an ordinary transaction and with a serializable one. */
export async function racePeers(peers: Peers): Promise<Raced[]> {
  const wanted = Object.entries(RACES).filter(([, name]) => name.includes(peers.only));
  if (wanted.length === 0) return [];
  const program = await installNest(peers.home, peers.say);
  const writing = {
    product: peers.product,
    headers: peers.sessions.staff,
    databaseUrl: peers.database.url,
    sizes: peers.database.sizes,
    rounds: peers.rounds,
  };
  const dropCopy = await copyWithoutGuards(writing.databaseUrl);
  try {
    const raced: Raced[] = [];
    for (const [isolation, name] of wanted) {
      const nest = startNest(program, writing.databaseUrl, { DATABASE_SCHEMA: COPY, BOOKING_ISOLATION: isolation });
      const done = await using(nest, (server) => race(name, writing, server, staffToken()));
      peers.say(`${name}: ${done.ratio.toFixed(2)}; booked twice: ${done.doubles.join(' / ')}`);
      raced.push(done);
    }
    return raced;
  } finally {
    await dropCopy();
  }
}
