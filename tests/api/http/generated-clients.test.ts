/** Clients that the usual generators make from the spec compile, and call the running server. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { withApp } from '../../support/app.js';
import { aClient } from '../../support/builders.js';
import { fromRoot } from '../../support/paths.js';
import { createUser, PASSWORD } from '../../support/users.js';

const SPEC = fromRoot('openapi', 'openapi.json');
const TOO_LONG_MS = 240_000;

/** Runs a program of node_modules (a `.ts` file by tsx) in a folder; gives what it printed. */
async function node(folder: string, ...parameters: string[]): Promise<string> {
  const run = promisify(execFile);
  const { NODE_OPTIONS: _jest, ...env } = process.env;
  try {
    const { stdout } = await run(process.execPath, parameters, { cwd: folder, env, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${parameters.join(' ')} failed: ${stdout}${stderr}`.slice(0, 4000), { cause: error });
  }
}

/** Prints, as JSON, the status of a wrong sign-in with its code, and the names of the clients that a right one sees. */
const PROGRAMS: Record<string, string> = {
  'openapi-fetch.ts': `import createClient from 'openapi-fetch';
import type { paths } from './fetch/schema.js';
const [baseUrl = '', email = '', password = ''] = process.argv.slice(2);
const client = createClient<paths>({ baseUrl });
const wrong = await client.POST('/api/auth/login', { body: { email, password: 'not the password' } });
const right = await client.POST('/api/auth/login', { body: { email, password } });
const list = await client.GET('/api/clients', {
  params: { query: { limit: 1, status: ['ACTIVE'] } },
  headers: { Authorization: \`Bearer \${right.data?.token ?? ''}\` },
});
console.log(JSON.stringify([wrong.response.status, wrong.error?.code, list.data?.items.map((one) => one.lastName)]));
`,
  'hey-api.ts': `import { authLogin, clientsList } from './hey/index.js';
const [baseUrl = '', email = '', password = ''] = process.argv.slice(2);
const wrong = await authLogin({ baseUrl, body: { email, password: 'not the password' } });
const right = await authLogin({ baseUrl, body: { email, password } });
const list = await clientsList({
  baseUrl,
  auth: () => right.data?.token,
  query: { limit: 1, status: ['ACTIVE'] },
});
console.log(JSON.stringify([wrong.response?.status, wrong.error?.code, list.data?.items.map((one) => one.lastName)]));
`,
  'orval.ts': `import { authLogin, clientsList } from './orval/api.js';
const [, email = '', password = ''] = process.argv.slice(2);
const wrong = await authLogin({ email, password: 'not the password' });
const right = await authLogin({ email, password });
const token = right.status === 200 ? right.data.token : '';
const list = await clientsList({ limit: 1, status: ['ACTIVE'] }, { headers: { Authorization: \`Bearer \${token}\` } });
const names = list.status === 200 ? list.data.items.map((one) => one.lastName) : [];
console.log(JSON.stringify([wrong.status, wrong.status === 401 ? wrong.data.code : '', names]));
`,
};

const TSCONFIG = {
  compilerOptions: {
    strict: true,
    noEmit: true,
    target: 'es2022',
    module: 'esnext',
    moduleResolution: 'bundler',
    lib: ['es2022', 'dom', 'dom.iterable'],
    types: ['node'],
  },
  include: ['*.ts', 'fetch', 'hey', 'orval'],
};

describe('clients made from the spec', () => {
  const app = withApp();
  let folder: string;

  beforeAll(() => {
    // Below the project, so that what they import is found.
    const cache = fromRoot('node_modules', '.cache');
    mkdirSync(cache, { recursive: true });
    folder = mkdtempSync(join(cache, 'clients-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it(
    'by openapi-typescript, hey-api and orval compile, and work against the server',
    async () => {
      const orval = {
        api: { input: { target: SPEC }, output: { target: './orval/api.ts', client: 'fetch', baseUrl: app.baseUrl } },
      };
      writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
      writeFileSync(join(folder, 'orval.config.cjs'), `module.exports = ${JSON.stringify(orval)};`);
      writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(TSCONFIG));
      for (const [name, text] of Object.entries(PROGRAMS)) writeFileSync(join(folder, name), text);
      const tool = (...parts: string[]): string => fromRoot('node_modules', ...parts);
      await node(folder, tool('openapi-typescript', 'bin', 'cli.js'), SPEC, '-o', 'fetch/schema.ts');
      await node(folder, tool('@hey-api', 'openapi-ts', 'bin', 'run.js'), '-i', SPEC, '-o', 'hey', '--no-log-file');
      await node(folder, tool('orval', 'dist', 'bin', 'orval.js'), '--config', 'orval.config.cjs');
      await node(folder, tool('typescript', 'lib', 'tsc.js'), '-p', '.');

      const user = await createUser(app, 'ADMIN');
      const { lastName } = await aClient(app.prisma, { status: 'ACTIVE' });
      for (const program of Object.keys(PROGRAMS)) {
        const printed = await node(folder, '--import', 'tsx', program, app.baseUrl, user.email, PASSWORD);
        expect([program, JSON.parse(printed.trim().split('\n').at(-1) ?? '')]).toEqual([
          program,
          [401, expect.stringMatching(/^auth\./), [lastName]],
        ]);
      }
    },
    TOO_LONG_MS,
  );
});
