/**
 * What the bare server runs for each address: the statements that the product itself runs for it, without those for the
 * session. Recorded from the product, so that the two can't drift apart.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createApp } from '../../src/app.js';
import { openDatabase } from '../../src/database/client.js';
import { testConfig } from '../support/config.js';
import { barePath, type Case, type Shape } from './cases.js';
import { ENCRYPTION_KEY, SESSION_SECRET } from './servers.js';

/** A statement as node-postgres takes it. */
export interface Statement {
  /** Prepared once a connection under this name, as the product does it. */
  name?: string;
  text: string;
  values: unknown[];
}

/** By address (path and query). */
export type Plan = Record<string, { shape: Shape; limit: number; sort: string; notes: boolean; statements: Statement[] }>;

/** Statements that are the door's and not the answer's: who is it, what may they do, which zone does the panel show. */
const OF_THE_DOOR = /user_sessions|role_permissions|access_version|^SELECT timezone [^()]*FROM practice\b/i;

/** Runs the product in this process once for each address, and writes down what it asks the database. */
export async function recordPlan(databaseUrl: string, dataDir: string, cases: Case[]): Promise<Plan> {
  const database = openDatabase(databaseUrl);
  const seen: Statement[] = [];
  const query = database.pool.query.bind(database.pool) as (...args: unknown[]) => unknown;
  (database.pool as { query: unknown }).query = (first: unknown, ...rest: unknown[]): unknown => {
    const { name, text, values } = (typeof first === 'string' ? { text: first, values: rest[0] } : first) as Partial<Statement>;
    if (text && !OF_THE_DOOR.test(text))
      seen.push({ ...(name ? { name } : {}), text, values: Array.isArray(values) ? values : [] });
    return query(first, ...rest);
  };
  const config = testConfig({
    databaseUrl,
    dataDir,
    sessionSecret: SESSION_SECRET,
    encryptionKeys: [ENCRYPTION_KEY],
    production: true,
  });
  const app = await createApp({ config, database, log: pino({ level: 'silent' }) });
  const server = createServer(app);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const plan: Plan = {};
  try {
    for (const [index, one] of cases.entries()) {
      for (const path of one.paths) {
        seen.length = 0;
        const answer = await fetch(base + path, { headers: one.headers });
        const body = await answer.text();
        if (answer.status !== 200) throw new Error(`${one.name}: ${path} answered ${answer.status}: ${body.slice(0, 300)}`);
        plan[barePath(index, path)] = {
          shape: one.shape,
          limit: one.limit,
          sort: one.sort,
          notes: body.includes('"notes":'),
          statements: [...seen],
        };
      }
    }
  } finally {
    server.close();
    server.closeAllConnections();
    await database.close();
  }
  return plan;
}
