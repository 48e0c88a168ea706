import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError, loadConfig, type Config } from '../../src/config/config.js';
import { cleanUp, temporaryDataDir } from './processes.js';

afterAll(cleanUp);

const KEY = Buffer.alloc(32, 7).toString('base64');
const OUTSIDE = {
  DATABASE_URL: 'postgresql://crm:secret@db.example/crm',
  SESSION_SECRET: 's'.repeat(32),
  ENCRYPTION_KEYS: `k1:${KEY}`,
};

function faultsOf(env: Record<string, string>): string[] {
  try {
    loadConfig(env);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('settings', () => {
  it('have the documented defaults, and an empty value counts as none', () => {
    const config = loadConfig({ ...OUTSIDE, PORT: '', LOG_LEVEL: '' });
    const expected: Partial<Config> = {
      port: 3000,
      host: '127.0.0.1',
      sessionIdleMinutes: 30,
      sessionMaxHours: 12,
      logLevel: 'info',
      production: true,
    };
    expect(config).toMatchObject(expected);
    expect(config.encryptionKeys).toEqual([{ name: 'k1', key: Buffer.alloc(32, 7) }]);
  });

  it('are refused with one line a fault, which never holds a secret', () => {
    const faults = faultsOf({
      PORT: '80a',
      LOG_LEVEL: 'loud',
      SMTP_URL: 'mail',
      ENCRYPTION_KEYS: `k1:${KEY},k1:${KEY},k2:c2hvcnQ=`,
      S3_BUCKET: 'files',
      SESSION_SECRET: 'short',
    });
    expect(faults.map((line) => line.split(/[ ,]/)[0]).sort()).toEqual([
      'ENCRYPTION_KEYS',
      'ENCRYPTION_KEYS',
      'LOG_LEVEL',
      'PORT',
      'S3_ACCESS_KEY_ID',
      'S3_SECRET_ACCESS_KEY',
      'SESSION_SECRET',
      'SMTP_URL',
    ]);
    expect(faults.join('\n')).not.toMatch(/short|c2hvcnQ|BwcH/);
  });

  it('take cards with both of their secrets and the public address, or not at all', () => {
    const STRIPE_SECRET_KEY = 'sk_test_12345678';
    const base = { ...OUTSIDE, STRIPE_SECRET_KEY };
    expect(loadConfig(OUTSIDE).stripe).toBeUndefined();
    expect(faultsOf(base).map((line) => line.split(' ')[0])).toEqual(['STRIPE_WEBHOOK_SECRET', 'PUBLIC_URL']);
    const whole = { ...base, PUBLIC_URL: 'https://crm.example', STRIPE_WEBHOOK_SECRET: 'whsec_11111111, whsec_22222222' };
    expect(loadConfig(whole).stripe).toEqual({
      secretKey: STRIPE_SECRET_KEY,
      webhookSecrets: ['whsec_11111111', 'whsec_22222222'],
      url: 'https://api.stripe.com',
    });
    const wrong = faultsOf({ ...whole, STRIPE_SECRET_KEY: 'two words', STRIPE_WEBHOOK_SECRET: 'x' });
    expect(wrong.map((line) => line.split(' ')[0])).toEqual(['STRIPE_SECRET_KEY', 'STRIPE_WEBHOOK_SECRET']);
    expect(wrong.join()).not.toContain('two words');
  });

  it('refuse an outside database without secrets of its own', () => {
    expect(faultsOf({ DATABASE_URL: OUTSIDE.DATABASE_URL })).toEqual([
      expect.stringMatching(/^SESSION_SECRET /),
      expect.stringMatching(/^ENCRYPTION_KEYS /),
    ]);
  });

  it('keep made secrets in DATA_DIR, for its owner alone, and the same ones next time', () => {
    const dataDir = temporaryDataDir();
    const first = loadConfig({ DATA_DIR: dataDir });
    const second = loadConfig({ DATA_DIR: dataDir });
    expect(second.sessionSecret).toBe(first.sessionSecret);
    expect(second.encryptionKeys).toEqual(first.encryptionKeys);
    expect(statSync(join(dataDir, 'secrets.json')).mode & 0o777).toBe(0o600);
  });

  it('refuse to make new keys beside a database whose keys are gone', () => {
    const dataDir = temporaryDataDir();
    loadConfig({ DATA_DIR: dataDir });
    mkdirSync(join(dataDir, 'postgres'));
    rmSync(join(dataDir, 'secrets.json'));
    expect(faultsOf({ DATA_DIR: dataDir })).toEqual([expect.stringContaining('restore it from a backup')]);
    expect(loadConfig({ DATA_DIR: dataDir, ENCRYPTION_KEYS: `k1:${KEY}` }).encryptionKeys).toHaveLength(1);
  });
});
