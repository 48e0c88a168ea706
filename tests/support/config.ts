import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/config/config.js';

/** The settings of a product under test: fixed secrets, cheap passwords, a folder of its own, no mail, no outside host. */
export function testConfig(overrides: Partial<Config> = {}): Config {
  return {
    port: 0,
    host: '127.0.0.1',
    databaseUrl: undefined,
    dataDir: overrides.dataDir ?? mkdtempSync(join(tmpdir(), 'therapy-crm-data-')),
    sessionSecret: 'a secret for tests, of at least 32 characters',
    encryptionKeys: [{ name: 'test', key: Buffer.alloc(32, 7) }],
    sessionIdleMinutes: 30,
    sessionMaxHours: 12,
    publicUrl: undefined,
    corsOrigins: [],
    // The sweeps send thousands.
    requestsPerMinute: 0,
    jobs: false,
    eventDays: 30,
    offerUrl: undefined,
    smtpUrl: undefined,
    smtpOff: false,
    s3: undefined,
    stripe: undefined,
    logLevel: 'silent',
    adminEmail: 'admin@practice.example',
    adminPassword: undefined,
    trustProxy: false,
    passwordCost: 4,
    production: false,
    ...overrides,
  };
}
