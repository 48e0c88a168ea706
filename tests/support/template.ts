import type { Logger } from 'pino';
import { openDatabase } from '../../src/database/client.js';
import { migrate } from '../../src/database/migrate.js';
import { seedReference } from '../../prisma/seed/reference.js';

/** Migrates and seeds the template once a run. Leaves no connection open: a database in use cannot be copied. */
export async function fillTemplate(url: string, log: Logger): Promise<void> {
  await migrate(url, log);
  const database = openDatabase(url);
  try {
    await seedReference({ database, log });
  } finally {
    await database.close();
  }
}
