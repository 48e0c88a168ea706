/** What tsoa writes otherwise than OpenAPI 3.0 reads it. */
import { isReference, type OpenApi, type Schema } from './spec.js';

/**
 * OpenAPI 3.0 ignores what stands beside a `$ref` (a description, `nullable`): such a schema becomes an `allOf`. And
 * `nullable` needs a `type`, which tsoa leaves out beside an enum.
 */
export function tidy(node: unknown, schemas: Record<string, Schema>): void {
  if (Array.isArray(node)) return node.forEach((item) => tidy(item, schemas));
  if (typeof node !== 'object' || node === null) return;
  const schema = node as Schema;
  if (typeof schema.$ref === 'string' && Object.keys(schema).length > 1) {
    schema.allOf = [{ $ref: schema.$ref }];
    delete schema.$ref;
  }
  if (schema.nullable === true && schema.type === undefined) {
    schema.type = schema.allOf || schema.enum ? typeBehind(schema, schemas) : 'object';
  }
  for (const [name, value] of Object.entries(schema)) if (name !== 'example') tidy(value, schemas);
}

/** The type of a nullable schema that refers to another, or lists its values. */
function typeBehind(schema: Schema, schemas: Record<string, Schema>): string {
  const behind = schemas[schema.allOf?.[0]?.$ref?.split('/').at(-1) ?? ''];
  if (typeof behind?.type === 'string') return behind.type;
  return Array.isArray(schema.enum) && schema.enum.every((value) => typeof value === 'number') ? 'number' : 'string';
}

/** An answer with a body or, under another status, with none is `anyOf: [body, {}]` to tsoa. */
export function tidyAnswers(spec: OpenApi): void {
  for (const operation of Object.values(spec.paths).flatMap((path) => Object.values(path))) {
    for (const answer of Object.values(operation.responses)) {
      if (isReference(answer)) continue;
      for (const media of Object.values(answer.content ?? {})) {
        const parts = media.schema.anyOf?.filter((part) => Object.keys(part).length > 0);
        if (parts && parts.length < (media.schema.anyOf?.length ?? 0)) media.schema = parts[0] ?? {};
      }
    }
  }
}

/** An operation that answers the same as JSON or as text: tsoa gives both the one schema. */
export function tidyTexts(spec: OpenApi): void {
  for (const operation of Object.values(spec.paths).flatMap((path) => Object.values(path))) {
    for (const answer of Object.values(operation.responses)) {
      const content = isReference(answer) ? undefined : answer.content;
      if (!content?.['application/json'] || !content['text/plain']) continue;
      content['text/plain'] = { schema: { type: 'string', maxLength: LONGEST_TEXT }, example: EXAMPLE_TEXT };
    }
  }
}

const LONGEST_TEXT = 10_000_000;
const EXAMPLE_TEXT = '# TYPE process_resident_memory_bytes gauge\nprocess_resident_memory_bytes 104857600\n';

/** Query parameters are spelt out in each operation; their interfaces are of no use to a reader. */
export function dropUnused(spec: OpenApi): void {
  let before = -1;
  // What only a dropped one referred to is dropped as well.
  while (before !== Object.keys(spec.components.schemas).length) {
    before = Object.keys(spec.components.schemas).length;
    const text = JSON.stringify(spec);
    for (const name of Object.keys(spec.components.schemas)) {
      if (!text.includes(`"#/components/schemas/${name}"`)) delete spec.components.schemas[name];
    }
  }
}
