import { defineConfig } from 'prisma/config';

/** The client is made without the schema engine, which the package does not bring: only the schema is read. */
export default defineConfig({
  schema: './prisma/schema.prisma',
  engine: 'js',
  experimental: { adapter: true },
  adapter: () => Promise.reject(new Error('No database is needed to make the client.')),
});
