/** The committed spec says all that the server does: bounds, examples, words, headers, error codes. What it says is held to by tests/fuzz. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { unbounded } from '../../src/openapi/bounds.js';
import { withoutExample } from '../../src/openapi/examples.js';
import type { OpenApi } from '../../src/openapi/spec.js';
import { ERROR_CODES } from '../../src/kernel/error-codes.js';
import { operationsOf, readSpec } from '../support/openapi.js';
import { readJson, readText } from '../support/paths.js';

const spec = readSpec();
const operations = operationsOf(spec);
const document = readJson<OpenApi>('openapi/openapi.json');

/** Names that mean something in a browser or in JavaScript: a generated client would hide them, or be hidden by them. */
function globalNames(): Set<string> {
  const lib = dirname(createRequire(import.meta.url).resolve('typescript'));
  const text = ['lib.dom.d.ts', 'lib.es5.d.ts', 'lib.es2015.collection.d.ts', 'lib.es2015.promise.d.ts']
    .map((file) => readFileSync(join(lib, file), 'utf8'))
    .join('\n');
  return new Set([...text.matchAll(/^declare (?:var|function) (\w+)/gm)].map((match) => match[1] ?? ''));
}

describe('the spec', () => {
  it('bounds every text, list and whole number, of answers too', () => {
    expect(unbounded(document)).toEqual([]);
  });

  it('has an example for each field that is always there', () => {
    expect(withoutExample(document)).toEqual([]);
  });

  it('describes each parameter', () => {
    const faults = operations.flatMap(({ title, parameters }) =>
      parameters.filter((each) => !(each as { description?: string }).description).map((each) => `${title}: ${each.name}`),
    );
    expect(faults).toEqual([]);
  });

  it('says with each answer its request id, and what goes with its status', () => {
    const wanted: Record<string, string[]> = {
      201: ['Location'],
      304: ['ETag'],
      401: ['WWW-Authenticate'],
      405: ['Allow'],
      429: ['Retry-After'],
      503: ['Retry-After'],
    };
    const faults = operations.flatMap(({ title, responses }) =>
      Object.entries(responses).flatMap(([status, answer]) =>
        ['X-Request-Id', ...(wanted[status] ?? [])]
          .filter((name) => !answer.headers?.[name])
          .map((name) => `${title}: ${status} without ${name}`),
      ),
    );
    expect(faults).toEqual([]);
  });

  it('lists 405, 429, 500 and 503 with every operation, and 304 wherever If-None-Match is taken', () => {
    const faults = operations.filter(
      ({ responses, parameters }) =>
        ['405', '429', '500', '503'].some((status) => !responses[status]) ||
        parameters.some((each) => each.name === 'If-None-Match') !== '304' in responses,
    );
    expect(faults.map(({ title }) => title)).toEqual([]);
  });

  it('gives no schema the name of a global of the platform', () => {
    const globals = globalNames();
    expect(globals.has('File')).toBe(true);
    expect(
      Object.keys(spec.components?.schemas ?? {}).filter((name) => globals.has(name) || !/^[A-Z][A-Za-z0-9]*$/.test(name)),
    ).toEqual([]);
  });

  it('names each error code, and docs/errors.md does with its status', () => {
    expect(spec.components?.schemas?.ErrorCode?.enum).toEqual([...ERROR_CODES.keys()]);
    const page = readText('docs/errors.md');
    const missing = [...ERROR_CODES.values()].filter(
      ({ code, statuses }) => !page.includes(`| \`${code}\` | ${statuses.join(', ')} |`),
    );
    expect(missing).toEqual([]);
  });
});
