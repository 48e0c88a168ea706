import { rmSync } from 'node:fs';
import type { Logger } from 'pino';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { seedReference } from '../../prisma/seed/reference.js';
import { testConfig } from './config.js';

/** Migrates and seeds the template once a run. Leaves no connection open: a database in use cannot be copied. */
export async function fillTemplate(url: string, log: Logger): Promise<void> {
  await migrate(url, log);
  const config = testConfig({ databaseUrl: url });
  const database = openDatabase(url);
  try {
    await seedReference({ config, database, log });
  } finally {
    await database.close();
    rmSync(config.dataDir, { recursive: true, force: true });
  }
}
