/** Text that is kept encrypted: AES-256-GCM under the first of the ENCRYPTION_KEYS, readable under any of them. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { Config } from './config.js';

type Keys = Pick<Config, 'encryptionKeys'>;

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** `name-of-the-key:base64`. */
export function seal(config: Keys, text: string): string {
  const [current] = config.encryptionKeys;
  if (!current) throw new Error('There is no encryption key.');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, current.key, iv);
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return `${current.name}:${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')}`;
}

/** What was sealed; undefined under a key that is not there any more, or for what was tampered with. */
export function unseal(config: Keys, kept: string): string | undefined {
  const at = kept.indexOf(':');
  const key = config.encryptionKeys.find(({ name }) => name === kept.slice(0, at));
  const bytes = Buffer.from(kept.slice(at + 1), 'base64');
  if (at < 1 || !key || bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  try {
    const decipher = createDecipheriv(ALGORITHM, key.key, bytes.subarray(0, IV_BYTES));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    return decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
  } catch {
    return undefined;
  }
}
