/** `npm run keys`, on a database in use: what it lists, makes and takes away, and never a key in its list. */
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { ctxOfSystem } from '../../src/access/context.js';
import { keepSecrets } from '../../src/config/secrets.js';
import { loadConfig } from '../../src/config/config.js';
import { keepSealedUp } from '../../src/sealing/keeping-sealed.service.js';
import { listKeys, makeKey, retireKey } from '../../src/start/keys.js';
import { withApp } from '../support/app.js';
import { aClient } from '../support/builders.js';
import { aMessage } from '../support/messages.js';
import { createUser } from '../support/users.js';

const app = withApp();
const dataDir = mkdtempSync(join(tmpdir(), 'keys-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

/** As the command finds it: the keys that the file has now. */
const job = (areKept = true) => {
  const config = loadConfig({ DATA_DIR: dataDir });
  return { config, areKept, pool: app.database.pool };
};
const fileNow = (): string => readFileSync(join(dataDir, 'secrets.json'), 'utf8');

it('keeps a new key first, wraps anew, and takes an old one away once nothing needs it', async () => {
  keepSecrets(dataDir, true);
  const own = () => ({ ...app.deps, config: { ...app.deps.config, encryptionKeys: job().config.encryptionKeys } });
  const client = await aClient(app.prisma);
  const said = { channel: 'EMAIL', kind: 'INVOICE', address: 'x', language: 'EN', subject: 'x', body: 'x' } as const;
  await aMessage({ prisma: app.prisma, deps: own() }, { ...said, clientId: client.id, dedupeKey: 'keys' });
  expect(await listKeys(job())).toBe("k1  seals  1 client's key, 0 passwords");

  expect(await makeKey(job(), undefined)).toMatch(/^k2 is kept, and seals/);
  await expect(makeKey(job(), 'k1')).rejects.toThrow('k1 is the name of a key already.');
  await expect(makeKey(job(), 'a key')).rejects.toThrow(/letters, digits/);
  expect(await listKeys(job())).toBe("k2  seals  0 clients' keys, 0 passwords\nk1  opens  1 client's key, 0 passwords");
  await expect(retireKey(job(), 'k2')).rejects.toThrow(/is the one that seals/);
  await expect(retireKey(job(), 'k1')).rejects.toThrow(/k1 is needed yet: 1 client's key/);
  await expect(retireKey(job(), 'k7')).rejects.toThrow('There is no key k7: k2, k1.');

  await keepSealedUp(ctxOfSystem(own(), 'job'), new AbortController().signal);
  // What was encrypted straight under it before, and was not sealed yet, needs it too.
  const { pool } = app.database;
  await pool.query('ALTER TABLE outbox_messages DISABLE TRIGGER outbox_messages_kept_sealed');
  await pool.query("UPDATE outbox_messages SET secret = 'k1:AAAA' WHERE dedupe_key = 'keys'");
  await expect(retireKey(job(), 'k1')).rejects.toThrow(/k1 is needed yet: .*1 text to be sealed/);
  await pool.query("UPDATE outbox_messages SET secret = NULL WHERE dedupe_key = 'keys'");
  await pool.query('ALTER TABLE outbox_messages ENABLE TRIGGER outbox_messages_kept_sealed');
  expect(await retireKey(job(), 'k1')).toMatch(/^k1 is taken away/);
  expect(fileNow()).not.toContain('k1:');
  expect(await listKeys(job())).toBe("k2  seals  1 client's key, 0 passwords");
});

it('tells of passwords, and of keys that are missing; what stands in the settings is not changed', async () => {
  await createUser(app, 'STAFF');
  const before = fileNow();
  expect(await listKeys(job())).toMatch(/\ntest {2}MISSING {2}0 clients' keys, \d+ passwords?$/);
  const { pool } = app.database;
  const there = {
    config: { dataDir, encryptionKeys: [{ name: 'new', key: Buffer.alloc(32) }, ...app.deps.config.encryptionKeys] },
  };
  await expect(retireKey({ ...there, areKept: false, pool }, 'test')).rejects.toThrow(/test is needed yet: .*\d+ passwords?\./);
  expect(await makeKey({ ...there, areKept: false, pool }, undefined)).toMatch(/^k\d+:[A-Za-z0-9+/]{43}=\nPut it at the end/);
  expect(fileNow()).toBe(before);
});

it('is a command', async () => {
  const env = {
    ...process.env,
    NODE_ENV: 'test',
    DATABASE_URL: app.deps.database.url,
    SESSION_SECRET: 'x'.repeat(40),
    ENCRYPTION_KEYS: `test:${Buffer.alloc(32, 7).toString('base64')}`,
  };
  const run = (...args: string[]) => promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/keys.ts', ...args], { env });
  expect((await run()).stdout).toMatch(/^test {2}seals {2}/);
  await expect(run('retire', 'test')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('seals') as string });
  await expect(run('help')).rejects.toMatchObject({ code: 1, stderr: expect.stringContaining('npm run keys') as string });
}, 60_000);
