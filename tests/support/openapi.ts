/** The committed spec as the tests walk it: one entry an operation, references resolved. */
import { readJson } from './paths.js';

export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  pattern?: string;
  enum?: unknown[];
  default?: unknown;
  example?: unknown;
  nullable?: boolean;
  properties?: Record<string, Schema>;
  required?: string[];
  items?: Schema;
  allOf?: Schema[];
  oneOf?: Schema[];
  anyOf?: Schema[];
  additionalProperties?: boolean | Schema;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  minItems?: number;
  maxItems?: number;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  required?: boolean;
  schema: Schema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

export interface Media {
  schema?: Schema;
  example?: unknown;
  examples?: Record<string, { value: unknown }>;
}

export interface SpecOperation {
  operationId?: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: (Parameter | Reference)[];
  requestBody?: { required?: boolean; content: Record<string, Media> };
  responses: Record<string, Answer | Reference>;
  'x-permissions'?: string[];
}

interface Reference {
  $ref: string;
}

export interface Answer {
  description?: string;
  headers?: Record<string, Reference | { required?: boolean; schema: Schema }>;
  content?: Record<string, Media>;
}

export interface Spec {
  openapi: string;
  servers?: { url: string }[];
  tags?: { name: string }[];
  paths: Record<string, Record<string, SpecOperation>>;
  components?: {
    schemas?: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    headers?: Record<string, { required?: boolean; schema: Schema }>;
    responses?: Record<string, Answer>;
    securitySchemes?: Record<string, unknown>;
  };
}

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/** An operation with its address: `GET /api/clients/{id}` is its title. */
export interface Operation extends SpecOperation {
  responses: Record<string, Answer>;
  method: Method;
  /** With the server's base path: as a caller writes it. */
  path: string;
  title: string;
  parameters: Parameter[];
  /** True when nobody needs to sign in. */
  isPublic: boolean;
}

const METHODS: readonly string[] = ['get', 'post', 'put', 'patch', 'delete'];

/** openapi/openapi.json, as it is committed. */
export function readSpec(): Spec {
  return readJson<Spec>('openapi/openapi.json');
}

/** Where the paths of the spec begin: `/api` when the server's address says so, nothing otherwise. */
function basePath(spec: Spec): string {
  const address = spec.servers?.[0]?.url ?? '';
  return new URL(address, 'http://localhost').pathname.replace(/\/+$/, '');
}

/** What a reference into the components leads to; anything else as it is. */
export function followed<T extends object>(spec: Spec, node: T | Reference): T {
  if (!('$ref' in node)) return node;
  const [kind = '', name = ''] = node.$ref.replace('#/components/', '').split('/');
  const found = (spec.components as Record<string, Record<string, unknown>> | undefined)?.[kind]?.[name];
  if (!found) throw new Error(`The spec refers to ${node.$ref}, which it does not hold.`);
  return found as T;
}

export function operationsOf(spec: Spec): Operation[] {
  const base = basePath(spec);
  return Object.entries(spec.paths).flatMap(([path, methods]) =>
    Object.entries(methods)
      .filter(([method]) => METHODS.includes(method))
      .map(([method, operation]) => ({
        ...operation,
        method: method as Method,
        path: base + path,
        title: `${method.toUpperCase()} ${base}${path}`,
        parameters: (operation.parameters ?? []).map((each) => followed<Parameter>(spec, each)),
        responses: Object.fromEntries(
          Object.entries(operation.responses).map(([status, answer]) => [status, followed<Answer>(spec, answer)]),
        ),
        isPublic: operation.security?.length === 0 || (operation.security ?? []).some((one) => Object.keys(one).length === 0),
      })),
  );
}

/** The scopes that an operation asks for, of all its ways to sign in. */
export function scopesOf(operation: Operation): string[] {
  return [...new Set((operation.security ?? []).flatMap((way) => Object.values(way).flat()))];
}

/** Follows `$ref` to the component's schema. */
export function resolve(spec: Spec, schema: Schema): Schema {
  let current = schema;
  while (current.$ref) {
    const name = current.$ref.split('/').pop() ?? '';
    const found = spec.components?.schemas?.[name];
    if (!found) throw new Error(`The spec refers to ${current.$ref}, which it does not hold.`);
    current = found;
  }
  return current;
}

/** The first example of a body or an answer. */
export function exampleOf(media: Media | undefined): unknown {
  if (!media) return undefined;
  return media.example ?? Object.values(media.examples ?? {})[0]?.value ?? media.schema?.example;
}

/** The media type of JSON in a request, if it takes one. */
export function jsonBody(operation: Operation): Media | undefined {
  return operation.requestBody?.content['application/json'];
}
