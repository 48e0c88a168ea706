/** Text as it was encrypted before it was sealed for its place: `name-of-the-key:base64`, straight under a key of ENCRYPTION_KEYS. */
import type { Config } from '../config/config.js';
import { unbox } from './envelope.js';

const SHAPE = /^([^:]{1,100}):([A-Za-z0-9+/]{38,}={0,2})$/;

/** What it says; undefined for what is no such text. */
export function encryptedBefore({ encryptionKeys }: Pick<Config, 'encryptionKeys'>, text: string): string | undefined {
  const [, name, base64 = ''] = SHAPE.exec(text) ?? [];
  const key = encryptionKeys.find((one) => one.name === name);
  // Its parts were nonce, tag and ciphertext, for no place in particular.
  return key && unbox(key.key, '', Buffer.from(base64, 'base64'))?.toString('utf8');
}
