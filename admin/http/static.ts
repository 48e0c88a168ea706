/** The panel's files: AdminJS's scripts (its production builds, always), our components, our look. */
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { type Router } from 'express';

const HERE = dirname(fileURLToPath(import.meta.url));
const resolve = createRequire(import.meta.url).resolve;

/** Where admin/bundle.ts puts our components. */
export const COMPONENTS = join(HERE, '..', '..', 'src', 'generated', 'admin', 'components.js');

const GENERATED = dirname(COMPONENTS);

/** Where the bundle keeps a script's compressed twin. */
export function compressedPath(name: string): string {
  return join(GENERATED, `${name}.js.gz`);
}

/** Our stylesheets by name; the bundle puts each together from those beside the components. */
export const STYLES = ['panel', 'calendar'];

/** Where the bundle puts a stylesheet; its compressed twin has `.gz` besides. */
export const stylePath = (name: string): string => join(GENERATED, `${name}.css`);

/** The design system's script as it comes; pages get our copy of it (admin/bundle.ts). */
export const DESIGN_SYSTEM = join(dirname(resolve('@adminjs/design-system')), '..', 'bundle.production.js');

function scripts(): Record<string, string> {
  const adminjs = join(dirname(resolve('adminjs')), 'lib', 'frontend', 'assets', 'scripts');
  return {
    global: join(adminjs, 'global-bundle.production.js'),
    app: join(adminjs, 'app-bundle.production.js'),
    'design-system': join(GENERATED, 'design-system.js'),
    components: COMPONENTS,
    calendar: join(GENERATED, 'calendar.js'),
    charts: join(GENERATED, 'charts.js'),
  };
}

/** These may change with every release of the product. */
const OURS = ['components', 'calendar', 'charts', 'design-system'];

/** The panel's scripts by name. */
export const SCRIPTS = scripts();

/** Files by fixed names alone: no path from a request reaches the disk. */
export function staticRouter(): Router {
  const router = express.Router();
  // An hour without asking, then by ETag; the components may change with every release.
  const options = (maxAge: string): { maxAge: string; dotfiles: 'allow' } => ({ maxAge, dotfiles: 'allow' });
  const serve = (address: string, path: string, twin: string, maxAge: string): void => {
    const compressed = existsSync(twin) ? twin : undefined;
    router.get(address, (request, response) => {
      response.vary('Accept-Encoding').type(extname(address));
      const zipped = compressed !== undefined && request.acceptsEncodings('gzip') === 'gzip';
      if (zipped) response.set('Content-Encoding', 'gzip');
      response.sendFile(zipped ? compressed : path, options(maxAge));
    });
  };
  for (const [name, path] of Object.entries(SCRIPTS)) {
    serve(`/frontend/assets/${name}.bundle.js`, path, compressedPath(name), OURS.includes(name) ? '0' : '1h');
  }
  for (const name of STYLES) serve(`/assets/${name}.css`, stylePath(name), `${stylePath(name)}.gz`, '0');
  router.get('/assets/event-calendar.css', (_request, response) => {
    response.sendFile(resolve('@event-calendar/core/index.css'), options('0'));
  });
  for (const name of ['logo.svg', 'logo-dark.svg', 'favicon.svg']) {
    router.get(`/assets/${name}`, (_request, response) => {
      response.sendFile(join(HERE, '..', 'assets', name), options('0'));
    });
  }
  return router;
}
