/** Bundles the thread that draws papers, at build time: it starts without the rest of the program. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

await build({
  entryPoints: [fileURLToPath(new URL('paper-worker.ts', import.meta.url))],
  outfile: fileURLToPath(new URL('../../../generated/paper-worker.js', import.meta.url)),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});
