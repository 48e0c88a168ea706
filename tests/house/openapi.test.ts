/** The committed spec: every operation says what a portal's developer must know, and every documented endpoint is there. */
import { exampleOf, operationsOf, readSpec, scopesOf } from '../support/openapi.js';
import type { Operation } from '../support/openapi.js';
import { readJson, readText } from '../support/paths.js';

/** The documented areas that are done. Work on a further area adds it here. */
const DONE_AREAS = [
  'Authentication & User Management',
  'Client Management',
  'Practice Management',
  'Appointment Management',
  'Waitlist Management',
  'System Health & Monitoring',
];

const PROBLEM = 'application/problem+json';
const spec = readSpec();
const operations = operationsOf(spec);
const documented = readJson<Record<string, string[]>>('tests/house/documented/endpoints.json');

/** The titles of the operations that `isAtFault` picks out. */
function titles(isAtFault: (operation: Operation) => boolean): string[] {
  return operations.filter(isAtFault).map((operation) => operation.title);
}

function statuses(operation: Operation, from: number, to: number): string[] {
  return Object.keys(operation.responses).filter((status) => Number(status) >= from && Number(status) < to);
}

/** What an operation may be answered with besides success, told from its shape. */
function expectedErrors(operation: Operation): string[] {
  const hasInput =
    operation.parameters.some((one) => one.in === 'path' || one.in === 'query') || operation.requestBody !== undefined;
  return [
    ...(hasInput ? ['400'] : []),
    ...(operation.isPublic ? [] : ['401']),
    ...((operation['x-permissions'] ?? []).length > 0 ? ['403'] : []),
    ...(operation.path.includes('{') ? ['404'] : []),
  ];
}

describe('openapi.json', () => {
  it('has operations, in OpenAPI 3', () => {
    expect(spec.openapi).toMatch(/^3\./);
    expect(operations.length).toBeGreaterThan(30);
  });

  it.each(['summary', 'description', 'operationId'] as const)('gives each operation a %s', (field) => {
    expect(titles((operation) => !operation[field]?.trim())).toEqual([]);
  });

  it('tags each operation with a tag that is described', () => {
    const known = new Set((spec.tags ?? []).map((tag) => tag.name));
    expect(titles((operation) => !operation.tags?.length || operation.tags.some((tag) => !known.has(tag)))).toEqual([]);
  });

  it('gives no operationId twice', () => {
    const ids = operations.map((operation) => operation.operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  });

  it('says of each operation who may call it, even when that is everybody', () => {
    expect(titles((operation) => operation.security === undefined)).toEqual([]);
    expect(titles((operation) => !Array.isArray(operation['x-permissions']))).toEqual([]);
  });

  it('names the same permissions as scopes and in x-permissions', () => {
    const faults = titles((operation) => {
      const listed = new Set(operation['x-permissions'] ?? []);
      return scopesOf(operation).some((scope) => !listed.has(scope));
    });
    expect(faults).toEqual([]);
  });

  it('asks nobody for a permission who need not sign in', () => {
    expect(titles((operation) => operation.isPublic && scopesOf(operation).length > 0)).toEqual([]);
  });

  it('lists the refusals that each operation can answer with', () => {
    const faults = operations.flatMap((operation) => {
      const missing = expectedErrors(operation).filter((status) => !operation.responses[status]);
      return missing.length > 0 ? [`${operation.title}: ${missing.join(', ')}`] : [];
    });
    expect(faults).toEqual([]);
  });

  it('answers every refusal as problem+json', () => {
    const faults = operations.flatMap((operation) =>
      statuses(operation, 400, 600)
        .filter((status) => !operation.responses[status]?.content?.[PROBLEM]?.schema)
        .map((status) => `${operation.title}: ${status}`),
    );
    expect(faults).toEqual([]);
  });

  it('has exactly one kind of success a status, and describes each answer', () => {
    expect(titles((operation) => statuses(operation, 200, 400).length === 0)).toEqual([]);
    expect(titles((operation) => Object.values(operation.responses).some((answer) => !answer.description))).toEqual([]);
  });

  it('shows an example of each body that it takes', () => {
    const faults = titles((operation) =>
      Object.entries(operation.requestBody?.content ?? {}).some(
        ([type, media]) => type === 'application/json' && exampleOf(media) === undefined,
      ),
    );
    expect(faults).toEqual([]);
  });

  it('shows an example of each JSON answer', () => {
    const faults = operations.flatMap((operation) =>
      statuses(operation, 200, 300)
        .filter((status) => {
          const media = operation.responses[status]?.content?.['application/json'];
          return media !== undefined && exampleOf(media) === undefined;
        })
        .map((status) => `${operation.title}: ${status}`),
    );
    expect(faults).toEqual([]);
  });

  it('describes each query parameter of a list by a type', () => {
    const faults = operations.flatMap((operation) =>
      operation.parameters
        .filter((one) => !one.schema.type && !one.schema.$ref && !one.schema.enum && !one.schema.allOf && !one.schema.anyOf)
        .map((one) => `${operation.title}: ${one.name}`),
    );
    expect(faults).toEqual([]);
  });
});

describe('the documented endpoints', () => {
  it.each(DONE_AREAS)('of %s are all there', (area) => {
    // The document names a path's parameters in its own way; only their places count.
    const shape = (title: string): string => title.replace(/\{\w+\}/g, '{}');
    const there = new Set(operations.map((operation) => shape(operation.title)));
    const wanted = documented[area];
    expect(wanted).toBeDefined();
    expect(wanted?.filter((title) => !there.has(shape(title)))).toEqual([]);
  });
});

describe('what the spec gives away', () => {
  const text = (): string => readText('openapi/openapi.json');

  it('names no host but its own and those kept for examples', () => {
    const hosts = [...text().matchAll(/https?:\/\/([^/"\s\\:).][^/"\s\\:)]*)/g)].map((match) => match[1] ?? '');
    const outside = hosts.filter(
      (host) =>
        !/(^|\.)(example|example\.(org|com|net)|localhost|invalid|test)$|^127\.0\.0\.1$|^(www\.)?opensource\.org$|^\{/.test(host),
    );
    expect([...new Set(outside)]).toEqual([]);
  });

  it('holds no secret: no key, no hash, no token that could be real', () => {
    const faults = [
      ...text().matchAll(/\$2[aby]\$\d\d\$[./A-Za-z0-9]{20,}|-----BEGIN [A-Z ]+-----|eyJ[A-Za-z0-9_-]{10,}\.|AKIA[0-9A-Z]{12,}/g),
    ].map((match) => match[0]);
    expect(faults).toEqual([]);
  });

  it('has no field of an answer for what must never leave', () => {
    const never = /^(password|passwordHash|passwordResetToken|emailVerificationToken|sessionId|sid|encryptionKey|apiSecret)$/;
    const faults = Object.entries(spec.components?.schemas ?? {}).flatMap(([name, schema]) => {
      const isInput = /(Input|Body|Request|Create|Update|Credentials|Params)/.test(name);
      return isInput
        ? []
        : Object.keys(schema.properties ?? {})
            .filter((field) => never.test(field))
            .map((field) => `${name}.${field}`);
    });
    expect(faults).toEqual([]);
  });
});
