/** One of many processes that bring the same database up to date. */
import { pino } from 'pino';
import { migrate } from '../../src/database/migrate.js';

await migrate(process.argv[2] ?? '', pino());
