/** The keys of ENCRYPTION_KEYS: they wrap the keys that sealed values hang off. Pure but for chance. */
import { randomBytes } from 'node:crypto';
import type { Config } from '../config/config.js';
import { box, KEY_BYTES, unbox } from './envelope.js';

type Keys = Pick<Config, 'encryptionKeys'>;

/** A key as it stands in the database. */
export interface Wrapped {
  /** The name of the key of ENCRYPTION_KEYS. */
  wrappedBy: string;
  wrappedKey: Buffer;
}

/** What a wrapped key belongs to: another client's does not open in its place. */
const about = (clientId: string | null): string => (clientId === null ? 'key of the practice' : `key of client ${clientId}`);

/** Wraps a key by the first of ENCRYPTION_KEYS. @param key 32 bytes */
export function wrap(config: Keys, clientId: string | null, key: Buffer): Wrapped {
  const [current] = config.encryptionKeys;
  if (!current) throw new Error('There is no encryption key.');
  return { wrappedBy: current.name, wrappedKey: box(current.key, about(clientId), key) };
}

/** A new key, wrapped. */
export function newKey(config: Keys, clientId: string | null): Wrapped {
  return wrap(config, clientId, randomBytes(KEY_BYTES));
}

/** The key; NO_KEY where its master key is not among ENCRYPTION_KEYS, WRONG_KEY where another bears that name. */
export function unwrap(
  config: Keys,
  { clientId, wrappedBy, wrappedKey }: Wrapped & { clientId: string | null },
): Buffer | 'NO_KEY' | 'WRONG_KEY' {
  const master = config.encryptionKeys.find(({ name }) => name === wrappedBy);
  if (!master) return 'NO_KEY';
  return unbox(master.key, about(clientId), wrappedKey) ?? 'WRONG_KEY';
}
