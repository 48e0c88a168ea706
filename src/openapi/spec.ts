/** The shape of an OpenAPI 3.0 document, as far as src/openapi reads and writes it. */

export interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  description?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  maxItems?: number;
  enum?: unknown[];
  required?: string[];
  default?: unknown;
  example?: unknown;
  nullable?: boolean;
  properties?: Record<string, Schema>;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  additionalProperties?: boolean | Schema;
  [key: string]: unknown;
}

export interface Reference {
  $ref: string;
}

export interface Header {
  description: string;
  required?: boolean;
  schema: Schema;
}

export interface Media {
  schema: Schema;
  example?: unknown;
}

export interface Answer {
  description: string;
  content?: Record<string, Media>;
  headers?: Record<string, Header | Reference>;
}

export interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header' | 'cookie';
  description?: string;
  required?: boolean;
  schema: Schema;
  example?: unknown;
}

export interface Operation {
  operationId: string;
  summary?: string;
  description?: string;
  tags?: string[];
  security?: Record<string, string[]>[];
  parameters?: (Parameter | Reference)[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, Answer | Reference>;
  'x-permissions'?: string[];
}

export interface OpenApi {
  info: Record<string, unknown>;
  servers?: unknown[];
  tags?: { name: string; description: string }[];
  paths: Record<string, Record<string, Operation>>;
  components: {
    schemas: Record<string, Schema>;
    parameters?: Record<string, Parameter>;
    headers?: Record<string, Header>;
    responses?: Record<string, Answer>;
    securitySchemes?: unknown;
    [kind: string]: unknown;
  };
}

/** The schema that a reference leads to. */
export function schemaBehind(spec: OpenApi, reference: string): Schema | undefined {
  return spec.components.schemas[reference.replace('#/components/schemas/', '')];
}

export const isReference = (node: object): node is Reference => '$ref' in node;

/** The parameters that tsoa wrote out; those that are referred to are ours. */
export function ownParameters(operation: Operation): Parameter[] {
  return (operation.parameters ?? []).filter((each): each is Parameter => !isReference(each));
}

/** Calls `visit` with every schema of the document, the outer before the inner. */
export function eachSchema(spec: OpenApi, visit: (schema: Schema) => void): void {
  const walk = (schema: Schema | undefined): void => {
    if (typeof schema !== 'object') return;
    visit(schema);
    for (const part of [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]) walk(part);
    for (const inner of Object.values(schema.properties ?? {})) walk(inner);
    walk(schema.items);
    if (typeof schema.additionalProperties === 'object') walk(schema.additionalProperties);
  };
  Object.values(spec.components.schemas).forEach(walk);
  for (const operation of Object.values(spec.paths).flatMap((path) => Object.values(path))) {
    for (const parameter of ownParameters(operation)) walk(parameter.schema);
    for (const media of Object.values(operation.requestBody?.content ?? {})) walk(media.schema);
    for (const answer of Object.values(operation.responses)) {
      if (!isReference(answer)) for (const media of Object.values(answer.content ?? {})) walk(media.schema);
    }
  }
}
