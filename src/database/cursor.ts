/**
 * Cursors: where the next page of a list begins. The last row's sort key may be a client's name, so a cursor is sealed (AES-256-GCM under
 * the server's first key) and says nothing to whoever finds it in a log or a bookmark. The list, its order and its filters are bound into
 * it: it opens in that list alone, with the filters that it was made with.
 */
import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';
import type { Config } from '../config/config.js';

type Keys = Pick<Config, 'encryptionKeys'>;

/** The sort key and id of the last row of a page. */
export interface Position {
  key: string;
  id: string;
}

const ALGORITHM = 'aes-256-gcm';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const derived = new WeakMap<Buffer, Buffer>();

/** Not the key itself, which seals what is kept: a page makes a cursor, and random IVs do not last for ever. */
function cursorKey(key: Buffer): Buffer {
  let made = derived.get(key);
  if (!made) {
    made = Buffer.from(hkdfSync('sha256', key, '', 'cursor', 32));
    derived.set(key, made);
  }
  return made;
}

/** What a cursor is of, as a digest: the list, its order, and the conditions with their values. */
export const scopeOf = (...parts: unknown[]): Buffer =>
  createHash('sha256')
    .update(JSON.stringify(parts, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value)))
    .digest();

/** A cursor after `position` of the list that `scope` is the digest of. */
export function sealCursor({ encryptionKeys: [current] }: Keys, scope: Buffer, { key, id }: Position): string {
  if (!current) throw new Error('There is no encryption key.');
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(ALGORITHM, cursorKey(current.key), iv).setAAD(scope);
  const sealed = Buffer.concat([cipher.update(JSON.stringify([key, id]), 'utf8'), cipher.final()]);
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** Where the page after a cursor begins; undefined for one that is not of this list, order and filters. */
export function openCursor({ encryptionKeys }: Keys, scope: Buffer, cursor: string): Position | undefined {
  const bytes = Buffer.from(cursor, 'base64url');
  if (bytes.length < IV_BYTES + TAG_BYTES) return undefined;
  for (const { key: secret } of encryptionKeys) {
    try {
      const decipher = createDecipheriv(ALGORITHM, cursorKey(secret), bytes.subarray(0, IV_BYTES)).setAAD(scope);
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      const text = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
      const [key, id] = JSON.parse(text) as [string, string];
      return { key, id };
    } catch {
      // Under another key, or none of ours.
    }
  }
  return undefined;
}
