/**
 * Bundles the panel's own components into one script, and their stylesheets into one, at build time: at run time nothing is bundled and
 * nothing watched.
 * React, AdminJS and the design system are in the page already, as globals.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { build, type Plugin } from 'esbuild';
import { GROUPS } from './words/tables.js';
import { COMPONENTS, compressedPath, DESIGN_SYSTEM, SCRIPTS, STYLES, stylePath } from './http/static.js';

const GLOBALS: Record<string, string> = {
  react: 'React',
  'react-redux': 'ReactRedux',
  'react-router': 'ReactRouter',
  'react-router-dom': 'ReactRouterDOM',
  adminjs: 'AdminJS',
  '@adminjs/design-system': 'AdminJSDesignSystem',
  '@adminjs/design-system/styled-components': 'styled',
};

const globals: Plugin = {
  name: 'globals of the page',
  setup(builder) {
    const filter = new RegExp(`^(${Object.keys(GLOBALS).join('|')})$`);
    builder.onResolve({ filter }, ({ path }) => ({ path, namespace: 'global' }));
    builder.onLoad({ filter: /^/, namespace: 'global' }, ({ path }) => ({
      contents: `module.exports = window.${GLOBALS[path]};`,
    }));
  },
};

/** What the tables' descriptions say, as data: the browser gets nothing else of the server. */
const tables: Plugin = {
  name: 'tables of the panel',
  setup(builder) {
    builder.onLoad({ filter: /\/admin\/words\/tables\.ts$/ }, () => ({
      contents: `export const GROUPS = ${JSON.stringify(GROUPS)};`,
    }));
  },
};

const here = dirname(fileURLToPath(import.meta.url));
await mkdir(dirname(COMPONENTS), { recursive: true });
// The calendar and the charts come apart from the rest: they are the biggest parts, and only some pages need them.
await build({
  entryPoints: [
    { in: join(here, 'components', 'index.ts'), out: 'components' },
    { in: join(here, 'components', 'calendar', 'index.ts'), out: 'calendar' },
    { in: join(here, 'components', 'charts', 'index.ts'), out: 'charts' },
  ],
  outdir: dirname(COMPONENTS),
  bundle: true,
  minify: true,
  format: 'iife',
  target: 'es2020',
  jsx: 'transform',
  jsxFactory: 'window.React.createElement',
  jsxFragment: 'window.React.Fragment',
  plugins: [globals, tables],
  logLevel: 'warning',
});

await build({
  entryPoints: [
    { in: join(here, 'components', 'panel.css'), out: 'panel' },
    { in: join(here, 'components', 'calendar', 'calendar.css'), out: 'calendar' },
    { in: join(here, 'components', 'charts', 'index.ts'), out: 'charts' },
  ],
  outdir: dirname(COMPONENTS),
  bundle: true,
  minify: true,
  // As written.
  target: 'esnext',
  logLevel: 'warning',
});

/**
 * The design system asks for the page's global object by compiling text, as scripts did before `globalThis`. The page's security policy
 * forbids that, rightly, and browsers report each try: our copy asks in the language's own way.
 */
async function withoutEval(): Promise<void> {
  const ASKS = 'new Function("return this")()';
  const [before, after, ...more] = (await readFile(DESIGN_SYSTEM, 'utf8')).split(ASKS);
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`The design system's script was expected to hold ${ASKS} once. Look whether it still evaluates text.`);
  await writeFile(SCRIPTS['design-system'] ?? '', `${before}globalThis${after}`);
}
await withoutEval();

// Three megabytes of scripts go over the wire in one: compressed here once, not at each request.
const files = [
  ...Object.entries(SCRIPTS).map(([name, path]) => [path, compressedPath(name)] as const),
  ...STYLES.map((name) => [stylePath(name), `${stylePath(name)}.gz`] as const),
];
for (const [path, twin] of files) await writeFile(twin, await promisify(gzip)(await readFile(path), { level: 9 }));
