/** `npm run keys`: makes, lists and retires the keys of ENCRYPTION_KEYS. With the embedded database the server must be stopped. */
import { pino } from 'pino';
import { ConfigError, loadConfig, readEnvironment } from './config/config.js';
import { openDatabase } from './database/client.js';
import { DataDirInUseError, startEmbedded } from './database/embedded.js';
import { HELP, listKeys, makeKey, retireKey } from './start/keys.js';
import { StartError } from './start/start.js';

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const fault = (line: string): void => void process.stderr.write(`${line}\n`);

const [verb = 'list', name] = process.argv.slice(2);
const env = readEnvironment();
try {
  const config = loadConfig(env);
  const embedded =
    config.databaseUrl === undefined
      ? await startEmbedded({ dataDir: config.dataDir, log: pino({ level: 'silent' }) })
      : undefined;
  const database = openDatabase(config.databaseUrl ?? embedded?.url ?? '', { max: 1 });
  try {
    const job = { config, areKept: !env.ENCRYPTION_KEYS, pool: database.pool };
    if (verb === 'list') say(await listKeys(job));
    else if (verb === 'make') say(await makeKey(job, name));
    else if (verb === 'retire') say(await retireKey(job, name));
    else throw new StartError(HELP);
  } finally {
    await database.close();
    await embedded?.stop();
  }
} catch (error) {
  if ((error as { code?: string }).code === '42P01') {
    fault('This database was never started with, or by an older program: start the server once.');
    process.exit(1);
  }
  const told = [StartError, ConfigError, DataDirInUseError].some((kind) => error instanceof kind);
  fault(told ? (error as Error).message : `The keys cannot be looked at: ${(error as Error).message}`);
  process.exitCode = 1;
}
