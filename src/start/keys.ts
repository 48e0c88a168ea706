/** `npm run keys`: what it does with the keys of ENCRYPTION_KEYS, and says. */
import { randomBytes } from 'node:crypto';
import type { Config } from '../config/config.js';
import { changeKeptKeys } from '../config/secrets.js';
import type { Queries } from '../database/transaction-seat.js';
import { KEY_BYTES } from '../sealing/envelope.js';
import { type KeyUse, keysInUse } from '../sealing/keys-in-use.queries.js';
import { StartError } from './start.js';

export const HELP = `npm run keys                    lists the keys, and what needs each
npm run keys -- make [name]     makes a new one
npm run keys -- retire <name>   takes one away that nothing needs any more`;

interface KeyJob {
  config: Pick<Config, 'encryptionKeys' | 'dataDir'>;
  /** Whether the keys are kept in DATA_DIR; else they stand in the settings, which are not ours to change. */
  areKept: boolean;
  pool: Queries;
}

const count = (one: string, many: string, number: number): string => `${number} ${number === 1 ? one : many}`;
const needs = ({ wraps, passwords, texts }: KeyUse): string =>
  [
    count("client's key", "clients' keys", wraps),
    count('password', 'passwords', passwords),
    ...(texts > 0 ? [`${count('text', 'texts', texts)} to be sealed`] : []),
  ].join(', ');

/** Each key with what needs it, a line each; those that something needs and that are not there too. No key itself. */
export async function listKeys({ config, pool }: KeyJob): Promise<string> {
  const used = new Map((await keysInUse(pool)).map((one) => [one.name, one]));
  const lines = config.encryptionKeys.map(
    ({ name }, at) =>
      `${name}  ${at === 0 ? 'seals' : 'opens'}  ${needs(used.get(name) ?? { name, wraps: 0, passwords: 0, texts: 0 })}`,
  );
  const there = new Set(config.encryptionKeys.map(({ name }) => name));
  const missing = [...used.values()].filter(({ name }) => !there.has(name));
  return [...lines, ...missing.map((one) => `${one.name}  MISSING  ${needs(one)}`)].join('\n');
}

/** Throws StartError for a name that is taken or none. */
export async function makeKey({ config, areKept, pool }: KeyJob, asked: string | undefined): Promise<string> {
  const taken = new Set([...config.encryptionKeys, ...(await keysInUse(pool))].map(({ name }) => name));
  const free = (): string => {
    for (let number = taken.size + 1; ; number++) if (!taken.has(`k${number}`)) return `k${number}`;
  };
  const name = asked ?? free();
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(name)) throw new StartError('A name has up to 32 letters, digits, - and _.');
  if (taken.has(name)) throw new StartError(`${name} is the name of a key already.`);
  const entry = `${name}:${randomBytes(KEY_BYTES).toString('base64')}`;
  if (!areKept)
    return `${entry}\nPut it at the end of ENCRYPTION_KEYS of each server and restart them one by one; then put it first, and restart them once more.`;
  changeKeptKeys(config.dataDir, (keys) => `${entry},${keys}`);
  return `${name} is kept, and seals from the next start on. What others wrapped is wrapped anew within minutes. Back up secrets.json.`;
}

/** Throws StartError while something needs the key. */
export async function retireKey({ config, areKept, pool }: KeyJob, name: string | undefined): Promise<string> {
  const at = config.encryptionKeys.findIndex((one) => one.name === name);
  if (at < 0) throw new StartError(`There is no key ${name ?? ''}: ${config.encryptionKeys.map((one) => one.name).join(', ')}.`);
  if (at === 0) throw new StartError(`${name} is the one that seals. Make another first: npm run keys -- make`);
  const use = (await keysInUse(pool)).find((one) => one.name === name);
  if (use)
    throw new StartError(
      `${name} is needed yet: ${needs(use)}. Keys are wrapped anew by a running server within minutes; passwords when their owners sign in, or get new ones.`,
    );
  if (!areKept) return `Nothing needs ${name}: take it out of ENCRYPTION_KEYS of each server.`;
  changeKeptKeys(config.dataDir, (keys) =>
    keys
      .split(',')
      .filter((entry) => entry.trim().split(':')[0] !== name)
      .join(','),
  );
  return `${name} is taken away. Backups from before still need it: keep it with them.`;
}
