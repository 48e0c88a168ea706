/** The linter of the arrows (.config/dependency-cruiser.cjs) refuses what it is there to refuse. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fromRoot } from '../support/paths.js';

/** Runs the linter over a house of these files. */
function lint(files: Record<string, string>): Promise<{ clean: boolean; said: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'arrows-'));
  const house = { 'tsconfig.json': '{"compilerOptions":{"module":"NodeNext","moduleResolution":"NodeNext"}}', ...files };
  for (const [path, text] of Object.entries(house)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const linter = fromRoot('node_modules/dependency-cruiser/bin/dependency-cruise.mjs');
  const args = [linter, '--config', fromRoot('.config/dependency-cruiser.cjs'), '--output-type', 'err', 'src'];
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: folder, env: { NO_COLOR: '1' } }, (error, stdout, stderr) => {
      rmSync(folder, { recursive: true, force: true });
      done({ clean: error === null, said: stdout + stderr });
    });
  });
}

/** Each loads the TypeScript compiler in a process of its own. */
const SLOW_MS = 120_000;

const SERVICE = 'export const visits = 1;\nexport type Visit = { id: bigint };\n';

describe('the linter of the arrows', () => {
  it(
    'lets a domain use what stands above it',
    async () => {
      const { clean, said } = await lint({
        'src/clients/visits.service.ts': SERVICE,
        'src/billing/bills.service.ts': "import { visits } from '../clients/visits.service.js';\nexport const bills = visits;\n",
      });
      expect(said).toContain('no dependency violations found');
      expect(clean).toBe(true);
    },
    SLOW_MS,
  );

  it(
    'refuses a circle of features within a room',
    async () => {
      const { clean, said } = await lint({
        'src/scheduling/series/plans.service.ts': SERVICE,
        'src/scheduling/appointments/bookings.service.ts':
          "import { visits } from '../series/plans.service.js';\nexport const bookings = visits;\n",
      });
      expect(clean).toBe(false);
      expect(said).toContain('climbs-from-scheduling-appointments: src/scheduling/appointments/bookings.service.ts');
    },
    SLOW_MS,
  );

  it(
    'refuses a folder that has no place in the order',
    async () => {
      const { clean, said } = await lint({
        'src/clients/visits.service.ts': SERVICE,
        'src/zoo/animals.ts': "import { visits } from '../clients/visits.service.js';\nexport const animals = visits;\n",
        'src/billing/cages/cages.ts': "import { visits } from '../../clients/visits.service.js';\nexport const cages = visits;\n",
      });
      expect(clean).toBe(false);
      expect(said).toContain('has-no-room: src/zoo/animals.ts');
      expect(said).toContain('has-no-place-in-billing: src/billing/cages/cages.ts');
    },
    SLOW_MS,
  );

  it(
    'refuses what climbs, also for a type alone',
    async () => {
      const { clean, said } = await lint({
        'src/scheduling/visits.service.ts': SERVICE,
        'src/clients/charts.service.ts':
          "import type { Visit } from '../scheduling/visits.service.js';\nexport type Chart = Visit;\n",
        'src/kernel/sums.ts': "import { visits } from '../scheduling/visits.service.js';\nexport const sum = visits;\n",
      });
      expect(clean).toBe(false);
      expect(said).toContain('climbs-from-clients: src/clients/charts.service.ts');
      expect(said).toContain('kernel-is-pure: src/kernel/sums.ts');
    },
    SLOW_MS,
  );

  it(
    'refuses a circle of types alone',
    async () => {
      const { clean, said } = await lint({
        'src/billing/a.ts': "import type { B } from './b.js';\nexport type A = { b?: B };\n",
        'src/billing/b.ts': "import type { A } from './a.js';\nexport type B = { a?: A };\n",
      });
      expect(clean).toBe(false);
      expect(said).toContain('error circle: src/billing/');
    },
    SLOW_MS,
  );

  it(
    'refuses a rule that reads the database, and a use case that speaks HTTP',
    async () => {
      const { clean, said } = await lint({
        'src/database/client.ts': 'export const pool = 1;\n',
        'src/http/context.ts': 'export const ctxOf = 1;\n',
        'src/billing/rules/tax.ts': "import { pool } from '../../database/client.js';\nexport const tax = pool;\n",
        'src/billing/bills.service.ts': "import { ctxOf } from '../http/context.js';\nexport const bills = ctxOf;\n",
      });
      expect(clean).toBe(false);
      expect(said).toContain('rules-are-pure: src/billing/rules/tax.ts');
      expect(said).toContain('no-http-in-use-cases: src/billing/bills.service.ts');
    },
    SLOW_MS,
  );
});
