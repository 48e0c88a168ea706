/** Secrets that nobody gave: made once and kept beside the embedded database. */
import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

export interface KeptSecrets {
  sessionSecret: string;
  /** As in ENCRYPTION_KEYS: `name:base64`, comma between. */
  encryptionKeys: string;
}

const FILE = 'secrets.json';
const shape = z.object({ sessionSecret: z.string().min(32), encryptionKeys: z.string().min(1) });

/** @throws Error in words for the person who starts the server */
export class SecretsError extends Error {
  override name = 'SecretsError';
}

/**
 * The secrets kept in `dataDir` (mode 600), made if there are none yet.
 * @param needKeys that the encryption keys come from here; then a database without the file that its fields were encrypted by is an
 *   error: new keys would make the old fields unreadable without a word
 * @throws {SecretsError}
 */
export function keepSecrets(dataDir: string, needKeys: boolean): KeptSecrets {
  const path = join(dataDir, FILE);
  try {
    if (!existsSync(path)) {
      if (needKeys && (existsSync(join(dataDir, 'postgres')) || existsSync(join(dataDir, 'postgres.location')))) {
        throw new SecretsError(
          `${path} is missing, and without its keys the encrypted fields of this database cannot be read: restore it from a backup, or give ENCRYPTION_KEYS`,
        );
      }
      make(dataDir, path);
    }
    return shape.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch (error) {
    if (error instanceof SecretsError) throw error;
    throw new SecretsError(
      `cannot keep secrets in ${path}: ${error instanceof z.ZodError ? 'the file is damaged' : (error as Error).message}`,
    );
  }
}

function make(dataDir: string, path: string): void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const secrets: KeptSecrets = {
    sessionSecret: randomBytes(32).toString('base64url'),
    encryptionKeys: `k1:${randomBytes(32).toString('base64')}`,
  };
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(draft, 0o600);
  try {
    // Unlike a rename, a link never replaces what a start at the same moment has made.
    linkSync(draft, path);
  } catch (error) {
    if (!existsSync(path)) throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Changes the keys that are kept in `dataDir`: the file is the old one or the new one at each moment.
 * @param change gets them as in ENCRYPTION_KEYS
 * @throws {SecretsError}
 */
export function changeKeptKeys(dataDir: string, change: (keys: string) => string): void {
  const path = join(dataDir, FILE);
  const secrets = keepSecrets(dataDir, true);
  const draft = `${path}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify({ ...secrets, encryptionKeys: change(secrets.encryptionKeys) }, null, 2)}\n`, {
    mode: 0o600,
  });
  renameSync(draft, path);
}
