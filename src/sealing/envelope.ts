/**
 * One sealed value: AES-256-GCM under a random key of its own, which stands beside it, wrapped by the key that it hangs off. What the value
 * belongs to (table, row, column) is authenticated with both, so that one that was moved to another row does not open. Pure but for chance.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

/** A key that values hang off: a client's, or the practice's. */
export interface HolderKey {
  id: bigint;
  /** 32 bytes. */
  key: Buffer;
}

const ALGORITHM = 'aes-256-gcm';
export const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const BOX_BYTES = NONCE_BYTES + TAG_BYTES;

/** Nonce, tag, ciphertext. @param about what it belongs to: authenticated, not kept */
export function box(key: Buffer, about: string, plain: Buffer): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(about));
  const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]);
}

/** What `box` closed; undefined under another key, for something else, or for bytes that were touched. */
export function unbox(key: Buffer, about: string, boxed: Buffer): Buffer | undefined {
  if (boxed.length < BOX_BYTES) return undefined;
  const decipher = createDecipheriv(ALGORITHM, key, boxed.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(about))
    .setAuthTag(boxed.subarray(NONCE_BYTES, BOX_BYTES));
  try {
    return Buffer.concat([decipher.update(boxed.subarray(BOX_BYTES)), decipher.final()]);
  } catch {
    return undefined;
  }
}

/** How sealed text begins in its column, before the id of the key that it hangs off. */
export const SEALED = 'sealed:1:';
const SHAPE = /^sealed:1:(\d{1,19}):([A-Za-z0-9+/=]+)$/;
const WRAPPED_BYTES = BOX_BYTES + KEY_BYTES;

/** The key that sealed text hangs off; undefined for text that is not sealed. */
export function holderOf(text: string): bigint | undefined {
  // Before the expression: what stands in the clear may be long.
  if (!text.startsWith(SEALED)) return undefined;
  const holder = SHAPE.exec(text)?.[1];
  return holder === undefined ? undefined : BigInt(holder);
}

/** @param about `OutboxMessage:42:body` */
export function sealText(holder: HolderKey, about: string, text: string): string {
  const own = randomBytes(KEY_BYTES);
  const bytes = Buffer.concat([box(holder.key, `key ${holder.id} of ${about}`, own), box(own, about, Buffer.from(text))]);
  own.fill(0);
  return `${SEALED}${holder.id}:${bytes.toString('base64')}`;
}

/** What was sealed; undefined where it does not open: another key, another row, another column, a changed byte. */
export function openText(holder: HolderKey, about: string, sealed: string): string | undefined {
  const [, id, base64] = SHAPE.exec(sealed) ?? [];
  if (id === undefined || base64 === undefined || BigInt(id) !== holder.id) return undefined;
  const bytes = Buffer.from(base64, 'base64');
  const own = unbox(holder.key, `key ${holder.id} of ${about}`, bytes.subarray(0, WRAPPED_BYTES));
  if (own?.length !== KEY_BYTES) return undefined;
  return unbox(own, about, bytes.subarray(WRAPPED_BYTES))?.toString('utf8');
}
