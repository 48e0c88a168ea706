/** Plausible values for a schema of the spec: the example where there is one, the simplest right value otherwise. */
import { exampleOf, jsonBody, resolve } from './openapi.js';
import type { Operation, Parameter, Schema, Spec } from './openapi.js';

const BY_FORMAT: Record<string, string> = {
  'date-time': '2026-03-08T14:00:00.000Z',
  date: '2026-03-08',
  email: 'sample@example.org',
  uri: 'https://example.org/',
  uuid: '00000000-0000-4000-8000-000000000000',
};
const DEEPEST = 6;

function sampleText(schema: Schema): string {
  if (schema.format !== undefined && BY_FORMAT[schema.format] !== undefined) return BY_FORMAT[schema.format] ?? '';
  if (schema.pattern?.includes('[1-9][0-9]') || schema.pattern?.includes('[1-9]\\d')) return '1';
  if (schema.pattern?.includes('\\.')) return '10.00';
  return 'Sample text'.padEnd(schema.minLength ?? 0, 'x').slice(0, schema.maxLength ?? undefined);
}

function sampleObject(spec: Spec, schema: Schema, depth: number): Record<string, unknown> {
  const needed = (schema.required ?? []).filter((name) => schema.properties?.[name]);
  return Object.fromEntries(needed.map((name) => [name, sampleOf(spec, schema.properties?.[name] ?? {}, depth + 1)]));
}

/** One right value for `schema`, with the required fields only. */
export function sampleOf(spec: Spec, given: Schema, depth = 0): unknown {
  const schema = resolve(spec, given);
  if (depth > DEEPEST) return null;
  if (schema.example !== undefined) return schema.example;
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => sampleOf(spec, part, depth + 1))) as unknown;
  const [first] = schema.oneOf ?? schema.anyOf ?? [];
  if (first) return sampleOf(spec, first, depth + 1);
  switch (schema.type) {
    case 'string':
      return sampleText(schema);
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'array':
      return (schema.minItems ?? 0) > 0 ? [sampleOf(spec, schema.items ?? {}, depth + 1)] : [];
    default:
      return sampleObject(spec, schema, depth);
  }
}

/** The body that the spec shows for an operation, or undefined where it takes none. */
export function sampleBody(spec: Spec, operation: Operation): unknown {
  const media = jsonBody(operation);
  if (!media) return undefined;
  return structuredClone(exampleOf(media) ?? sampleOf(spec, media.schema ?? {}));
}

export function sampleParameter(spec: Spec, parameter: Parameter): string {
  const value = parameter.example ?? Object.values(parameter.examples ?? {})[0]?.value ?? sampleOf(spec, parameter.schema);
  return String(value);
}

/**
 * The operation's address with its parameters filled in, `ids` first (`{ id: '7' }`), the spec's samples for the rest.
 * Query parameters only where they are required.
 */
export function sampleAddress(spec: Spec, operation: Operation, ids: Record<string, string> = {}): string {
  const path = operation.path.replace(/\{(\w+)\}/g, (_match, name: string) => {
    const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
    return encodeURIComponent(ids[name] ?? (parameter ? sampleParameter(spec, parameter) : '1'));
  });
  const query = new URLSearchParams();
  for (const one of operation.parameters) if (one.in === 'query' && one.required) query.set(one.name, sampleParameter(spec, one));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}
