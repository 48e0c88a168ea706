/** The README's typed client, as printed: its commands in an empty folder, its file under its name, against a running server. */
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hashPassword } from '../../src/access/password.js';
import { environmentWith } from '../../src/config/config.js';
import { withApp } from '../support/app.js';
import { aClient } from '../support/builders.js';
import { fromRoot, readText } from '../support/paths.js';
import { createUser } from '../support/users.js';

const DEMO = 'http://127.0.0.1:3000';
const section = /\*\*A typed client\*\*([\s\S]*?)\n## /.exec(readText('README.md'))?.[1] ?? '';
const blocks = [...section.matchAll(/```(sh|ts)\n([\s\S]*?)```/g)].map(([, language, text = '']) => ({ language, text }));
const commands = blocks.filter(({ language }) => language === 'sh').flatMap(({ text }) => text.trim().split('\n'));
const sample = blocks.find(({ language }) => language === 'ts')?.text ?? '';
const fileName = /Save this there as `([\w.]+)`/.exec(section)?.[1] ?? '';

describe("the README's typed client", () => {
  const app = withApp();
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'therapy-crm-newcomer-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** What an install would put there, and nothing beside it: types of other packages would be looked at too. */
  function putPackages(command: string): void {
    mkdirSync(join(folder, 'node_modules'));
    const names = command.split(/\s+/).filter((word) => !/^(npm|install|&&|--.*)$/.test(word));
    for (const name of ['.bin', ...names]) symlinkSync(fromRoot('node_modules', name), join(folder, 'node_modules', name));
  }

  const run = (command: string): Promise<string> =>
    new Promise((done, failed) => {
      const env = environmentWith({ NODE_OPTIONS: '', npm_config_offline: 'true', npm_config_update_notifier: 'false' });
      execFile(
        'sh',
        ['-c', command.replaceAll(DEMO, app.baseUrl)],
        { cwd: folder, env, timeout: 150_000 },
        (error, stdout, stderr) => {
          if (error) failed(new Error(`${command}:\n${stdout}\n${stderr}`));
          else done(stdout);
        },
      );
    });

  it('runs as printed', async () => {
    expect([fileName, commands.length, sample.includes('createClient')]).toEqual(['clients.ts', 5, true]);
    const password = await hashPassword(app.deps.config, 'demo-practice-1');
    await createUser(app, 'STAFF', { email: 'staff@demo.example', password });
    await aClient(app.prisma, { firstName: 'Jürgen', lastName: "O'Hara", status: 'ACTIVE' });
    await aClient(app.prisma, { firstName: 'Ada', lastName: 'Gone', status: 'ARCHIVED' });

    writeFileSync(join(folder, fileName), sample.replaceAll(DEMO, app.baseUrl));
    let said = '';
    for (const command of commands) {
      // What it would fetch is here: the packages that this project is tested with.
      if (command.startsWith('npm install')) putPackages(command);
      else said = await run(command);
    }
    expect(said).toContain(`"O'Hara, Jürgen"`);
    expect(said).not.toContain('Gone');
  }, 300_000);
});
