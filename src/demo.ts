/** `npm run demo`: a practice full of made-up people, on this machine alone. */
import { join } from 'node:path';
import type { AppDeps } from './access/context.js';
import { ADVISORY_LOCKS, exclusively } from './database/locks.js';
import { migrate } from './database/migrate.js';
import { DEMO_PASSWORD, DEMO_SIGN_INS } from '../prisma/seed/demo/sign-ins.js';
import { contentOf, markBegun, markComplete, wipe } from './start/demo-practice.queries.js';
import { run } from './start/run.js';
import { keepSecrets } from './config/secrets.js';
import { beginJobs, listen, openPractice, StartError } from './start/start.js';

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** One line that is written over while a step goes on; on a pipe, one line a step. */
function progress(): { to(what: string): void; done(): void } {
  let last = '';
  return {
    to: (what) => {
      if (what === last) return;
      if (process.stdout.isTTY) process.stdout.write(`\r\x1b[2K  ${what}`);
      else say(`  ${what}`);
      last = what;
    },
    done: () => {
      if (process.stdout.isTTY) process.stdout.write('\r\x1b[2K');
    },
  };
}

/** A folder of its own, so that `npm start` never serves the demo's well-known passwords; loopback only; quiet. */
function demoSettings(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const dataDir = env.DATA_DIR || join('.data', 'demo');
  const settings = { ...env, DATA_DIR: dataDir, HOST: '127.0.0.1', LOG_LEVEL: env.LOG_LEVEL || 'warn' };
  if (!env.DATABASE_URL) return settings;
  // What production refuses is fine for made-up people: secrets kept in this folder beside an outside database.
  const secrets = keepSecrets(dataDir, false);
  return {
    ...settings,
    SESSION_SECRET: env.SESSION_SECRET || secrets.sessionSecret,
    ENCRYPTION_KEYS: env.ENCRYPTION_KEYS || secrets.encryptionKeys,
  };
}

/** Fills an empty database; leaves a filled one as it is. */
async function fill(deps: AppDeps, url: string): Promise<void> {
  const { pool } = deps.database;
  let content = await contentOf(pool);
  if (content === 'demo') return;
  if (content === 'cut off') {
    say('The last start was cut off while it filled the practice: beginning again.');
    await wipe(pool);
    await migrate(url, deps.log);
    content = await contentOf(pool);
  }
  if (content !== 'empty') {
    const which = deps.config.databaseUrl ? 'The database that DATABASE_URL names' : `The database in ${deps.config.dataDir}`;
    throw new StartError(
      `${which} holds a practice that is not the demo practice. The demo leaves it alone: name an empty one, or use \`npm start\`.`,
    );
  }
  const start = Date.now();
  say('Filling the demo practice:');
  await markBegun(pool);
  const { seedReference } = await import('../prisma/seed/reference.js');
  const { seedDemo } = await import('../prisma/seed/demo.js');
  await seedReference(deps);
  const shown = progress();
  await seedDemo(deps, (what: string) => shown.to(what));
  shown.done();
  await markComplete(pool);
  say(`  done in ${((Date.now() - start) / 1000).toFixed(0)} s`);
}

function tellAddresses(address: string): void {
  const width = Math.max(...DEMO_SIGN_INS.map(({ email }) => email.length));
  say('');
  say(`Therapy CRM is listening on ${address}`);
  say('');
  say(`  Admin panel   ${address}/admin`);
  say(`  API           ${address}/api`);
  say(`  API docs      ${address}/api/docs`);
  say('');
  say(`  Sign in with the password ${DEMO_PASSWORD} as`);
  for (const { role, email } of DEMO_SIGN_INS) say(`    ${email.padEnd(width)}   ${role}`);
  say('');
  say('Made-up people, this machine only. Ctrl-C stops it; what you change stays.');
}

await run(async ({ config, log, undo, checkpoint }) => {
  say(config.databaseUrl ? 'Opening the database that DATABASE_URL names…' : `Starting PostgreSQL in ${config.dataDir}…`);
  const { deps, url } = await openPractice(config, log, undo);
  checkpoint();
  await exclusively(url, ADVISORY_LOCKS.seed, log, () => fill(deps, url));
  checkpoint();
  const { createApp } = await import('./app.js');
  const app = await createApp(deps);
  checkpoint();
  tellAddresses(await listen(app, config, log, undo));
  await beginJobs(deps, undo);
}, demoSettings);
