/** Examples of bodies and answers, put together from those of their fields. */
import { isReference, type OpenApi, type Schema, schemaBehind } from './spec.js';

const DEEPEST = 16;

/** An example for a schema; undefined where a field has none of its own and no value that goes without saying. */
export function exampleOf(spec: OpenApi, schema: Schema | undefined, depth = 0): unknown {
  if (!schema || depth > DEEPEST) return undefined;
  // Its own before its type's.
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref) return exampleOf(spec, schemaBehind(spec, schema.$ref), depth + 1);
  const parts = schema.allOf ?? schema.anyOf ?? schema.oneOf;
  if (parts) return exampleOf(spec, parts[0], depth + 1);
  if (schema.default !== undefined) return schema.default;
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'array') {
    const item = exampleOf(spec, schema.items, depth + 1);
    return item === undefined ? undefined : [item];
  }
  if (schema.properties) {
    return Object.fromEntries(
      Object.entries(schema.properties).flatMap(([name, inner]) => {
        const example = exampleOf(spec, inner, depth + 1) ?? (inner.nullable ? null : undefined);
        return example === undefined ? [] : [[name, example]];
      }),
    );
  }
  if (schema.type === 'boolean') return false;
  if (schema.format === 'binary') return '(the file)';
  return undefined;
}

/** Shows an example with each body and answer that has a schema. */
export function addExamples(spec: OpenApi): void {
  for (const operation of Object.values(spec.paths).flatMap((path) => Object.values(path))) {
    const answers = Object.values(operation.responses).map((answer) => (isReference(answer) ? undefined : answer.content));
    for (const content of [operation.requestBody?.content, ...answers]) {
      for (const media of Object.values(content ?? {})) media.example ??= exampleOf(spec, media.schema);
    }
  }
}

const isRequired = (schema: Schema, field: string): boolean => !schema.properties || (schema.required?.includes(field) ?? false);

/** Fields that are always there but have no example, and no value that goes without saying: `Client.notes`. Nothing should be here. */
export function withoutExample(spec: OpenApi): string[] {
  return Object.entries(spec.components.schemas).flatMap(([name, schema]) =>
    Object.entries(schema.properties ?? { '': schema }).flatMap(([field, inner]) =>
      isRequired(schema, field) && exampleOf(spec, inner) === undefined ? [`${name}.${field}`] : [],
    ),
  );
}
