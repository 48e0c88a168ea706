/**
 * What tsoa can't say of an operation: its permissions in `x-permissions` (scopes belong to OAuth alone), the two carriers
 * of a session, the answers that every operation of a kind may give, and the texts around it all. Pure.
 */

interface Schema {
  $ref?: string;
  [key: string]: unknown;
}
interface Answer {
  description: string;
  content?: Record<string, { schema: Schema; example?: unknown }>;
  headers?: Record<string, unknown>;
}
interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: { name: string; in: string }[];
  requestBody?: { content: Record<string, { schema: Schema; example?: unknown }> };
  responses: Record<string, Answer>;
  'x-permissions'?: string[];
}
export interface OpenApi {
  info: Record<string, unknown>;
  servers?: unknown[];
  tags?: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema & { properties?: Record<string, Schema>; example?: unknown }>;
    securitySchemes?: unknown;
  };
  security?: unknown;
}

const REFUSALS: Record<string, string> = {
  400: 'Malformed: not JSON, a field or parameter that does not exist or is not of its kind.',
  401: 'Nobody is signed in, or the credentials are not right.',
  403: 'Signed in, but without the permission that this needs.',
  404: 'There is no such record, or this user may not see it.',
  409: 'In conflict with what is there now.',
  412: 'The record was changed since the version that If-Match names.',
  413: 'The body is too large.',
  415: 'The body is not of the type that this operation takes.',
  422: 'Well-formed, but against a rule.',
  429: 'Too many tries; Retry-After says when to come back.',
  503: 'The database is away; Retry-After says when to come back.',
};

const TAGS: Record<string, string> = {
  Entrance: 'Where things are, and what each error code means. Open to everybody.',
  'Authentication & User Management':
    'Sign-in, sessions, one’s own account, and the people who work here with their roles and permissions.',
  Search: 'One search through everything that you may see.',
  'Client Management': 'Clients with their learners, caregivers, insurance, funding and who may see them.',
  'Practice Management': 'The practice, its locations, rooms and equipment.',
  Availability: 'Who works when, who is away, when the practice is closed; free times, and what stands in the way of one.',
  'Waitlist Management': 'Who waits for which service, whom a free time would suit, and what they were offered.',
  Exports: 'How far one’s own exports are.',
  'Calendar Feeds': 'Secret links under which calendar programs read a user’s own appointments.',
  'System Health & Monitoring': 'Whether the server and its database are well.',
};

const DESCRIPTION = `The API of a therapy practice. Ids are strings of digits, money is a string with two decimals, instants are UTC.

**Sign in** with \`POST /api/auth/login\`; send the token as \`Authorization: Bearer …\` (a browser may use the cookie \`sid\`).
**Permissions**: each operation names those it needs in \`x-permissions\`; a record that you may not see answers 404.
**Errors** are \`application/problem+json\` with a stable \`code\`. **Lists** answer \`items\` and \`nextCursor\`.
**Safe writes**: \`ETag\` and \`If-Match\` guard against overwriting; a \`POST\` with an \`Idempotency-Key\` (1–255 characters) may be repeated for 24 hours.`;

const problem = (status: string): Answer => ({
  description: REFUSALS[status] ?? 'Refused.',
  content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
});

function statusesOf(method: string, path: string, operation: Operation): string[] {
  const secured = (operation.security ?? []).length > 0;
  const body = operation.requestBody !== undefined;
  const parameters = operation.parameters ?? [];
  const statuses = ['503'];
  if (body || parameters.length) statuses.push('400');
  if (secured || path === '/api/auth/login') statuses.push('401');
  if (secured || path === '/api/auth/register') statuses.push('403');
  if (parameters.some((parameter) => parameter.in === 'path')) statuses.push('404');
  if (method !== 'get') statuses.push('409', '422');
  // Reads that hold what nobody has booked yet to the rules of a booking.
  if (
    /^\/api\/(waitlist\/matches|appointments\/conflicts|appointments\/calendar|appointments\/availability(\/why-not)?)$/.test(
      path,
    )
  )
    statuses.push('422');
  if (parameters.some((parameter) => parameter.name === 'If-Match')) statuses.push('412');
  if (body) statuses.push('413', '415', '422');
  if (/^\/api\/auth\/(login|register|forgot-password|change-password)$/.test(path)) statuses.push('429');
  if (path === '/api/calendar-feeds/{token}.ics') statuses.push('429');
  // More rows than a file may have, more files than one person may ask for.
  if (/^\/api\/(appointments|waitlist)\/export$/.test(path)) statuses.push('422', '429');
  if (/^\/api\/waitlist\/offers\/(accept|decline)$/.test(path)) statuses.push('404', '429');
  return statuses;
}

/** An example for a schema, from the examples of its properties. */
function exampleOf(spec: OpenApi, schema: Schema | undefined, depth = 0): unknown {
  if (!schema || depth > 16) return undefined;
  // Its own before its type's.
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) return exampleOf(spec, spec.components.schemas[schema.$ref.replace('#/components/schemas/', '')], depth + 1);
  if (schema.type === 'string' && schema.format === 'date-time') return '2026-03-08T14:00:00.000Z';
  const parts = (schema.allOf ?? schema.anyOf ?? schema.oneOf) as Schema[] | undefined;
  if (parts) return exampleOf(spec, parts.find((part) => part.type !== 'null') ?? parts[0], depth + 1);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  if (schema.type === 'array') return [exampleOf(spec, schema.items as Schema, depth + 1)];
  if (schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties as Record<string, Schema>).map(([name, inner]) => [
        name,
        exampleOf(spec, inner, depth + 1) ?? null,
      ]),
    );
  }
  if (schema.nullable) return null;
  return { string: 'text', number: 1, integer: 1, boolean: false, object: {} }[String(schema.type)];
}

/**
 * OpenAPI 3.0 ignores what stands beside a `$ref` (a description, `nullable`): such a schema becomes an `allOf`. And
 * `nullable` needs a `type`, which tsoa leaves out beside an enum.
 */
function tidy(node: unknown, schemas: Record<string, Schema>): void {
  if (Array.isArray(node)) return node.forEach((item) => tidy(item, schemas));
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Schema;
  if (typeof schema.$ref === 'string' && Object.keys(schema).length > 1) {
    schema.allOf = [{ $ref: schema.$ref }];
    delete schema.$ref;
  }
  if (schema.nullable === true && schema.type === undefined) {
    const parts = schema.allOf as unknown[] | undefined;
    schema.type = parts || schema.enum ? typeBehind(schema, schemas) : 'object';
  }
  for (const [name, value] of Object.entries(schema)) if (name !== 'example') tidy(value, schemas);
}

/** Query parameters are spelt out in each operation; their interfaces are of no use to a reader. */
function dropUnused(spec: OpenApi): void {
  const text = JSON.stringify(spec);
  for (const name of Object.keys(spec.components.schemas)) {
    if (!text.includes(`"#/components/schemas/${name}"`)) delete spec.components.schemas[name];
  }
}

/** The type of a nullable schema that refers to another, or lists its values. */
function typeBehind(schema: Schema, schemas: Record<string, Schema>): string {
  const [part] = (schema.allOf ?? []) as { $ref?: string }[];
  const behind = part?.$ref === undefined ? undefined : schemas[part.$ref.split('/').at(-1) ?? ''];
  if (typeof behind?.type === 'string') return behind.type;
  return Array.isArray(schema.enum) && schema.enum.every((value) => typeof value === 'number') ? 'number' : 'string';
}

/** The spec as it is published. */
export function complete(spec: OpenApi, version: string): OpenApi {
  spec.info = {
    title: 'Therapy CRM',
    version,
    description: DESCRIPTION,
    license: { name: 'MIT', url: 'https://opensource.org/license/mit' },
    contact: { name: 'Your practice’s administrator', url: 'https://example.com' },
  };
  spec.servers = [{ url: '/' }];
  spec.components.securitySchemes = {
    token: { type: 'http', scheme: 'bearer', description: 'The token that POST /api/auth/login answered.' },
    cookie: { type: 'apiKey', in: 'cookie', name: 'sid', description: 'The session cookie of a browser.' },
  };
  const used = new Set<string>();
  for (const [path, operations] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const permissions = (operation.security ?? []).flatMap((scheme) => Object.values(scheme).flat());
      const secured = (operation.security ?? []).length > 0;
      for (const status of statusesOf(method, path, operation)) operation.responses[status] = problem(status);
      operation['x-permissions'] = permissions;
      operation.security = secured ? [{ token: [] }, { cookie: [] }] : [];
      const needs = permissions.length
        ? `Needs ${permissions.map((name) => `\`${name}\``).join(', ')}.`
        : secured
          ? 'Needs a sign-in.'
          : 'Open to everybody.';
      operation.description = [operation.description, needs].filter(Boolean).join('\n\n');
      for (const answer of Object.values(operation.responses)) answer.description ||= 'OK';
      for (const tag of operation.tags ?? []) used.add(tag);
      const contents = [operation.requestBody?.content, ...Object.values(operation.responses).map((answer) => answer.content)];
      for (const content of contents) {
        for (const media of Object.values(content ?? {})) media.example ??= exampleOf(spec, media.schema);
      }
    }
  }
  tidy(spec, spec.components.schemas);
  dropUnused(spec);
  spec.tags = [...used].sort().map((name) => ({ name, description: TAGS[name] ?? name }));
  return spec;
}
