import { defineConfig } from 'prisma/config';
import { migrationAdapter } from './migration-adapter.js';

/** The migration tool runs from WASM over node-postgres: no engine is downloaded. DATABASE_URL names the database. */
export default defineConfig({
  schema: './schema',
  migrations: { path: './migrations' },
  engine: 'js',
  experimental: { adapter: true },
  adapter: () => Promise.resolve(migrationAdapter(process.env.DATABASE_URL ?? '', process.env.SHADOW_DATABASE_URL)),
});
