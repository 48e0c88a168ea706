/** A test that fails shows what the product said meanwhile; one that passes says nothing. */
import { execFile } from 'node:child_process';
import { environmentWith } from '../../src/config/config.js';
import { fromRoot, ROOT } from '../support/paths.js';

/** What a Jest prints that runs one of the fixtures, on this run's PostgreSQL. */
function jest(fixture: string): Promise<string> {
  const config = {
    rootDir: ROOT,
    testMatch: [fromRoot('tests/house/fixtures', fixture)],
    testRunner: fromRoot('tests/support/native-runner.js'),
    transform: {},
  };
  const args = ['--import', 'tsx', fromRoot('node_modules/jest/bin/jest.js'), '--ci', '-c', JSON.stringify(config)];
  return new Promise((done) => {
    execFile(process.execPath, args, { cwd: ROOT, env: environmentWith({ NODE_OPTIONS: '' }) }, (_error, stdout, stderr) =>
      done(`${stdout}${stderr}`),
    );
  });
}

it('the server log of a failed test is shown, and that of others is not', async () => {
  const said = await jest('one-fails.ts');
  expect(said).toContain('Tests:       1 failed, 1 passed, 2 total');
  expect(said.split('Server log of “what is not there › fails”')[1]).toMatch(
    /WARN said by the product \{"tries":2\}\n +GET \/api\/nowhere 404\n/,
  );
  expect(said).not.toContain('/api/health 200');
}, 90_000);
