/** Bundles the thread that makes exports, at build time: it starts in a moment, in development as in production. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

await build({
  entryPoints: [fileURLToPath(new URL('export-worker.ts', import.meta.url))],
  outfile: fileURLToPath(new URL('../generated/export-worker.js', import.meta.url)),
  bundle: true,
  packages: 'external',
  platform: 'node',
  format: 'esm',
  target: 'node20',
  logLevel: 'warning',
});
