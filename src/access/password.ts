/**
 * Passwords: what is accepted (NIST SP 800-63B-4, a single factor: at least 15 characters, any characters, none that is
 * commonly used or guessed from the context, no composition rules) and how they are kept.
 */
import { createHmac, randomInt } from 'node:crypto';
import { availableParallelism } from 'node:os';
import bcrypt from 'bcrypt';
import type { Config } from '../config/config.js';
import { isCommonPassword } from './common-passwords.js';

export const SHORTEST_PASSWORD = 15;
export const LONGEST_PASSWORD = 200;

/**
 * Why a password is not accepted, in words for its owner; null if it is. Pure.
 * @param context what an attacker would try first: the e-mail address, the names, the practice
 */
export function passwordFault(password: string, context: readonly string[]): string | null {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) return `Use at least ${SHORTEST_PASSWORD} characters; a short sentence is easy to remember.`;
  if (length > LONGEST_PASSWORD) return `Use at most ${LONGEST_PASSWORD} characters.`;
  if (new Set(password.toLowerCase()).size < 5) return 'This password repeats a few characters. Use a different one.';
  if (isCommonPassword(password)) return 'This password is on a list of common ones. Use a different one.';
  const words = context.flatMap((text) => text.toLowerCase().split(/[^\p{L}\p{N}]+/u)).filter((word) => word.length >= 4);
  let rest = password.toLowerCase();
  for (const word of words) rest = rest.replaceAll(word, '');
  if (rest.length < password.length && [...rest.replace(/[^\p{L}\p{N}]/gu, '')].length < 6) {
    return 'This password is made of your name or address. Use a different one.';
  }
  return null;
}

/**
 * bcrypt reads 72 bytes and stops at a NUL: it gets a digest of the password instead, keyed by the first encryption key,
 * so that a stolen table of hashes can't be tried without the key. Unicode is normalised, as the standard asks.
 */
function digest(password: string, key: Buffer): string {
  return createHmac('sha256', key).update('password\0').update(password.normalize('NFKC')).digest('base64');
}

/** bcrypt keeps a thread busy for a good part of a second: more at once than there are cores only makes all of them slow. */
const atOnce = Math.max(1, availableParallelism() - 1);
let running = 0;
const waiting: (() => void)[] = [];

async function bounded<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

type Keys = Pick<Config, 'encryptionKeys' | 'passwordCost'>;

/** The text for `users.password`: the name of the key and the hash. */
export async function hashPassword(config: Keys, password: string): Promise<string> {
  const [current] = config.encryptionKeys;
  if (!current) throw new Error('There is no encryption key.');
  return `${current.name}:${await bounded(() => bcrypt.hash(digest(password, current.key), config.passwordCost))}`;
}

/** Whether `password` is the one behind `kept`, and whether it should be hashed again (another key or cost is current). */
export async function verifyPassword(config: Keys, password: string, kept: string): Promise<{ ok: boolean; outdated: boolean }> {
  const at = kept.indexOf(':');
  const name = kept.slice(0, at);
  const hash = kept.slice(at + 1);
  const key = config.encryptionKeys.find((candidate) => candidate.name === name);
  if (at < 1 || !key) return { ok: await wasteTheSameTime(config, password), outdated: false };
  const ok = await bounded(() => bcrypt.compare(digest(password, key.key), hash));
  const outdated = ok && (config.encryptionKeys[0]?.name !== name || bcrypt.getRounds(hash) !== config.passwordCost);
  return { ok, outdated };
}

/** Takes as long as a wrong password for an account that exists, and is wrong. */
export async function wasteTheSameTime(config: Keys, password: string): Promise<false> {
  const key = config.encryptionKeys[0]?.key ?? Buffer.alloc(32);
  await bounded(() => bcrypt.hash(digest(password, key), config.passwordCost));
  return false;
}

const ALPHABET = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A random password of about 98 bits, easy to read aloud: for a first sign-in, to be changed at once. */
export function randomPassword(): string {
  const group = () => Array.from({ length: 5 }, () => ALPHABET[randomInt(ALPHABET.length)]).join('');
  return Array.from({ length: 4 }, group).join('-');
}
