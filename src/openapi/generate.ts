/**
 * Makes the routes (src/generated/routes.ts) and the spec (openapi/openapi.json) from the controllers, and
 * docs/errors.md from the table of error codes. `--check` writes
 * nothing and fails when the committed spec is stale.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { generateRoutes, generateSpec, type ExtendedRoutesConfig, type ExtendedSpecConfig } from 'tsoa';
import { complete } from './complete.js';
import { ERROR_CODES } from '../kernel/error-codes.js';
import { errorsPage } from './errors-page.js';
import { TAGS } from '../house.js';
import type { OpenApi } from './spec.js';

const SPEC = 'openapi/openapi.json';
const ERRORS = 'docs/errors.md';

interface TsoaConfig {
  entryFile: string;
  noImplicitAdditionalProperties: ExtendedRoutesConfig['noImplicitAdditionalProperties'];
  controllerPathGlobs: string[];
  compilerOptions: Parameters<typeof generateRoutes>[1];
  spec: Omit<ExtendedSpecConfig, 'entryFile' | 'noImplicitAdditionalProperties'>;
  routes: Omit<ExtendedRoutesConfig, 'entryFile' | 'noImplicitAdditionalProperties'>;
}

async function generate(): Promise<string> {
  const config = JSON.parse(readFileSync('tsoa.json', 'utf8')) as TsoaConfig;
  const { entryFile, noImplicitAdditionalProperties, controllerPathGlobs } = config;
  const shared = { entryFile, noImplicitAdditionalProperties, controllerPathGlobs };
  const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };
  const metadata = await generateRoutes({ ...config.routes, ...shared }, config.compilerOptions);
  await generateSpec({ ...config.spec, ...shared, version }, config.compilerOptions, undefined, metadata);
  const raw = JSON.parse(readFileSync(`${config.spec.outputDirectory}/openapi.raw.json`, 'utf8')) as OpenApi;
  return `${JSON.stringify(complete(raw, version, TAGS), null, 2)}\n`;
}

const fresh: [file: string, text: string][] = [
  [SPEC, await generate()],
  [ERRORS, errorsPage(ERROR_CODES.values())],
];
for (const [file, text] of fresh) {
  if (!process.argv.includes('--check')) writeFileSync(file, text);
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    process.stderr.write(`${file} is stale: run npm run generate:api and commit it.\n`);
    process.exitCode = 1;
  }
}
