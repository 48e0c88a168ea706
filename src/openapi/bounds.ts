/**
 * Bounds of what the API answers and takes. What a request may hold is bound where its field is stated (`@maxLength` and the like in
 * the DTOs, which the generated routes check). An answer tells what came in by a field of the same name once, and has its bound.
 */
import { eachSchema, isReference, type OpenApi, ownParameters, type Schema, schemaBehind } from './spec.js';

/** What no text of ours can hold: the guard in front of the routes refuses NUL, and PostgreSQL has no such character. */
export const ANY_TEXT = '^[^\\u0000]*$';

/** Names of people are put together from two fields of 100 characters each. */
const PERSON = /^(client|learner|therapist|preferredTherapist|user|instructor)Name$/;
const LONGEST_PERSON = 201;

const INT32 = { minimum: -2_147_483_648, maximum: 2_147_483_647 };
type Bound = 'maxLength' | 'maxItems' | 'minimum' | 'maximum';

const BOUNDS: Record<string, Bound[]> = {
  string: ['maxLength'],
  array: ['maxItems'],
  integer: ['minimum', 'maximum'],
  number: ['minimum', 'maximum'],
};

/** What all pages tell besides their items. */
const PAGE: Record<string, Schema> = {
  nextCursor: { maxLength: 2000, example: 'b2YgdGhlIG5leHQgcGFnZQ' },
  total: { type: 'integer', format: 'int32', minimum: 0, maximum: INT32.maximum, example: 120 },
};

/** Fields that name another record, by the schema in which its name came in. */
const NAMES: Record<string, string> = {
  locationName: 'CreateLocationInput',
  preferredLocationName: 'CreateLocationInput',
  roomName: 'CreateRoomInput',
};

/** Lists of texts in answers hold lines: reasons, remarks, tags. */
const LONGEST_LINE = 1000;

/** The names of all schemas that requests hold, or else answers. */
function schemasWithin(spec: OpenApi, side: 'requests' | 'answers'): Set<string> {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const { $ref } = node as Schema;
    if (typeof $ref === 'string' && $ref.startsWith('#/components/schemas/')) {
      const name = $ref.slice('#/components/schemas/'.length);
      if (found.has(name)) return;
      found.add(name);
      visit(schemaBehind(spec, $ref));
    } else for (const [key, value] of Object.entries(node)) if (key !== 'example') visit(value);
  };
  for (const operation of Object.values(spec.paths).flatMap((path) => Object.values(path))) {
    visit(side === 'requests' ? operation.requestBody : operation.responses);
  }
  return found;
}

const keyOf = (field: string, { type }: Schema): string => `${field} ${type}`;

/** The widest bound of each field of requests, by name and type. */
function boundsOfRequests(spec: OpenApi): Map<string, Schema> {
  const bounds = new Map<string, Schema>();
  for (const name of schemasWithin(spec, 'requests')) {
    for (const [field, schema] of Object.entries(spec.components.schemas[name]?.properties ?? {})) {
      const known = bounds.get(keyOf(field, schema));
      if (!known) {
        bounds.set(keyOf(field, schema), { ...schema });
        continue;
      }
      for (const bound of BOUNDS[schema.type ?? ''] ?? []) {
        const [one, other] = [known[bound], schema[bound]];
        if (one === undefined || other === undefined) continue;
        known[bound] = bound === 'minimum' ? Math.min(one, other) : Math.max(one, other);
      }
    }
  }
  return bounds;
}

/** Gives the fields of answers the bounds with which they came in. */
function boundAnswers(spec: OpenApi): void {
  const incoming = boundsOfRequests(spec);
  const requests = schemasWithin(spec, 'requests');
  for (const name of schemasWithin(spec, 'answers')) {
    if (requests.has(name)) continue;
    for (const [field, schema] of Object.entries(spec.components.schemas[name]?.properties ?? {})) {
      const source = incoming.get(keyOf(field, schema));
      if (schema.type === 'string' && !schema.enum && PERSON.test(field)) schema.maxLength ??= LONGEST_PERSON;
      const named = spec.components.schemas[NAMES[field] ?? '']?.properties?.name;
      if (named?.maxLength !== undefined) schema.maxLength ??= named.maxLength;
      if (schema.items?.type === 'string' && !schema.items.enum) schema.items.maxLength ??= LONGEST_LINE;
      if (/(Page|List|Catalogue)$/.test(name))
        Object.assign(schema, PAGE[field], { example: schema.example ?? PAGE[field]?.example });
      // What refers has the bound of what it refers to.
      if (!source || schema.enum || schema.allOf) continue;
      for (const bound of BOUNDS[schema.type ?? ''] ?? []) if (source[bound] !== undefined) schema[bound] ??= source[bound];
    }
  }
}

/** A page holds at most as many as `limit` may ask for, and is told so. */
function boundPages(spec: OpenApi): void {
  for (const operation of Object.values(spec.paths).flatMap((path) => Object.values(path))) {
    const limit = ownParameters(operation).find((each) => each.in === 'query' && each.name === 'limit')?.schema.maximum;
    const answer = operation.responses['200'];
    if (limit === undefined || !answer || isReference(answer)) continue;
    const page = schemaBehind(spec, answer.content?.['application/json']?.schema.$ref ?? '');
    if (page?.properties?.items) page.properties.items.maxItems ??= limit;
  }
}

/** Completes the bounds of all schemas. */
export function addBounds(spec: OpenApi): void {
  boundPages(spec);
  boundAnswers(spec);
  eachSchema(spec, (schema) => {
    if (schema.type === 'string' && !schema.enum && !schema.pattern && !schema.format) schema.pattern = ANY_TEXT;
    // A reference that may be null states its type again, and so its bound.
    const behind = schema.type === 'string' && schema.allOf?.[0]?.$ref ? schemaBehind(spec, schema.allOf[0].$ref) : undefined;
    const longest = behind?.maxLength ?? Math.max(0, ...(behind?.enum ?? []).map((value) => String(value).length));
    if (behind && longest > 0) schema.maxLength ??= longest;
    if (schema.type === 'integer') {
      schema.minimum ??= INT32.minimum;
      schema.maximum ??= INT32.maximum;
    }
  });
}

/** Where a text, a list or a number has no bound: `Client.notes`. Nothing should be here. */
export function unbounded(spec: OpenApi): string[] {
  const faults: string[] = [];
  const look = (where: string, schema: Schema | undefined): void => {
    if (!schema || schema.enum || schema.allOf || schema.$ref || schema.format === 'binary') return;
    // A measured value may be any number.
    const missing = (schema.type === 'number' ? [] : (BOUNDS[schema.type ?? ''] ?? [])).filter(
      (bound) => schema[bound] === undefined,
    );
    if (missing.length) faults.push(`${where}: ${missing.join(', ')}`);
    look(`${where}[]`, schema.items);
  };
  for (const [name, schema] of Object.entries(spec.components.schemas)) {
    look(name, schema);
    for (const [field, inner] of Object.entries(schema.properties ?? {})) look(`${name}.${field}`, inner);
  }
  for (const [path, operations] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      for (const each of ownParameters(operation)) look(`${method.toUpperCase()} ${path} ${each.name}`, each.schema);
    }
  }
  return faults;
}
