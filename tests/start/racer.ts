/** One server process of the races: on the database of DATABASE_URL, with hashes that take long enough to be overtaken. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { createApp } from '../../src/app.js';
import { openDatabase } from '../../src/database/client.js';
import { testConfig } from '../support/config.js';

const config = testConfig({ databaseUrl: process.env.DATABASE_URL, dataDir: process.env.DATA_DIR, passwordCost: 8 });
const database = openDatabase(process.env.DATABASE_URL ?? '', { max: 8 });
const server = createServer(await createApp({ config, database, log: pino({ level: 'error' }) }));
server.listen(0, '127.0.0.1', () =>
  process.stdout.write(`listening on http://127.0.0.1:${(server.address() as AddressInfo).port}\n`),
);
process.on('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void database.close().then(() => process.exit(0)));
});
