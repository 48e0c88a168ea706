/** Unpacks the Chromium that the `@sparticuz/chromium` package carries: once a machine and version, safe when two workers ask at once. */
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir, userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { readJson, ROOT } from './paths.js';

/**
 * Run in a process of its own: the package unpacks into TMPDIR, and its libraries (for machines without NSS) only when it believes
 * that it is on Amazon's platform, which it asks of the environment.
 */
const UNPACK = `import chromium from '@sparticuz/chromium'; await chromium.executablePath();`;

export interface Chromium {
  executable: string;
  /** The environment that makes it find its own fonts, so that screenshots look alike on every machine. */
  env: Record<string, string>;
  /** The same with its own shared libraries, for machines that lack them. */
  envWithLibraries: Record<string, string>;
}

/** The package's fonts first, the machine's after them for scripts that they lack. */
function fontConfiguration(folder: string): string {
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${join(folder, 'fonts')}</dir>
  <dir>/usr/share/fonts</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
  <alias><family>sans-serif</family><prefer><family>Open Sans</family></prefer></alias>
  <match target="pattern"><edit name="family" mode="append_last"><string>Open Sans</string></edit></match>
</fontconfig>
`;
}

async function unpack(folder: string): Promise<void> {
  mkdirSync(dirname(folder), { recursive: true, mode: 0o700 });
  const fresh = mkdtempSync(join(dirname(folder), 'unpacking-'));
  try {
    await promisify(execFile)(process.execPath, ['--input-type=module', '-e', UNPACK], {
      cwd: ROOT,
      env: { PATH: process.env.PATH ?? '', HOME: fresh, TMPDIR: fresh, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    });
    writeFileSync(join(fresh, 'fonts.conf'), fontConfiguration(folder));
    // Whole or not at all; whoever comes second keeps what is there.
    if (!existsSync(folder)) renameSync(fresh, folder);
  } catch (error) {
    if (!existsSync(folder)) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Where Chromium is, unpacked if need be. */
export async function chromium(): Promise<Chromium> {
  const { version } = readJson<{ version: string }>('node_modules/@sparticuz/chromium/package.json');
  const folder = join(tmpdir(), `therapy-crm-browser-${userInfo().username}`, version);
  const executable = join(folder, 'chromium');
  if (!existsSync(executable)) await unpack(folder);
  const env = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    TMPDIR: tmpdir(),
    LANG: 'C.UTF-8',
    TZ: process.env.TZ ?? 'UTC',
    FONTCONFIG_FILE: join(folder, 'fonts.conf'),
  };
  return { executable, env, envWithLibraries: { ...env, LD_LIBRARY_PATH: join(folder, 'al2023', 'lib') } };
}
