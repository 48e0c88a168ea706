/**
 * Makes the routes (src/generated/routes.ts) and the spec (openapi/openapi.json) from the controllers. `--check` writes
 * nothing and fails when the committed spec is stale.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { generateRoutes, generateSpec, type ExtendedRoutesConfig, type ExtendedSpecConfig } from 'tsoa';
import { complete, type OpenApi } from './complete.js';

const SPEC = 'openapi/openapi.json';

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
  return `${JSON.stringify(complete(raw, version), null, 2)}\n`;
}

const fresh = await generate();
if (process.argv.includes('--check')) {
  if (readFileSync(SPEC, 'utf8') !== fresh) {
    process.stderr.write(`${SPEC} is stale: run npm run build and commit it.\n`);
    process.exitCode = 1;
  }
} else {
  writeFileSync(SPEC, fresh);
}
