/** `npm start`: the practice, until SIGTERM. */
import { ADVISORY_LOCKS, exclusively } from './database/locks.js';
import { contentOf } from './start/demo-practice.queries.js';
import { run } from './start/run.js';
import { beginJobs, listen, openPractice } from './start/start.js';

await run(async ({ config, log, undo, checkpoint }) => {
  const { deps, url } = await openPractice(config, log, undo);
  checkpoint();
  if ((await contentOf(deps.database.pool)) === 'demo')
    log.warn('this database holds the demo practice, with passwords that everybody knows');
  const { ensureAdministrator, seedReference } = await import('../prisma/seed/reference.js');
  await exclusively(url, ADVISORY_LOCKS.seed, log, async () => {
    await seedReference(deps);
    await ensureAdministrator(deps);
  });
  checkpoint();
  const { createApp } = await import('./app.js');
  const app = await createApp(deps);
  checkpoint();
  log.info(`listening on ${await listen(app, config, log, undo)}`);
  await beginJobs(deps, undo);
});
