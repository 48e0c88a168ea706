/** Holds an answer to what the spec says of its operation: status, kind, headers, and the schema of its body. */
import { Ajv, type ValidateFunction } from 'ajv';
import type { Response } from 'supertest';
import { followed, type Media, type Operation, type Schema, type Spec } from './openapi.js';

type Json = Record<string, unknown>;

/** OpenAPI 3.0's dialect as JSON Schema: `nullable`, and no words of its own. */
function plain(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(plain);
  if (typeof node !== 'object' || node === null) return node;
  const { nullable, example: _example, format: _format, ...rest } = node as Json;
  const schema = Object.fromEntries(
    Object.entries(rest).map(([name, value]) => [
      name,
      name === 'properties'
        ? Object.fromEntries(Object.entries(value as Json).map(([field, inner]) => [field, plain(inner)]))
        : plain(value),
    ]),
  );
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema;
}

/** Checks values against the schemas of one document; each schema is compiled once. */
export class SchemaChecks {
  private readonly ajv = new Ajv({ strict: false, allErrors: false });
  private readonly compiled = new Map<unknown, ValidateFunction>();

  constructor(private readonly spec: Spec) {
    this.ajv.addSchema({ $id: 'spec', components: { schemas: this.schemas() } });
  }

  private schemas(): Json {
    return Object.fromEntries(Object.entries(this.spec.components?.schemas ?? {}).map(([name, schema]) => [name, plain(schema)]));
  }

  /** What is wrong with `value`; undefined when nothing is. */
  fault(schema: Schema, value: unknown): string | undefined {
    let check = this.compiled.get(schema);
    if (!check) {
      const text = JSON.stringify(plain(schema)).replaceAll('"#/components/', '"spec#/components/');
      check = this.ajv.compile(JSON.parse(text) as Json);
      this.compiled.set(schema, check);
    }
    if (check(value)) return undefined;
    const [first] = check.errors ?? [];
    return `${first?.instancePath ?? ''} ${first?.message ?? 'is not right'} ${JSON.stringify(first?.params ?? {})}`;
  }

  /** Where an answer is not what the spec says; empty when it is. */
  faultsOf(operation: Operation, answer: Response): string[] {
    if (answer.status >= 500) return [`${answer.status}: ${answer.text.slice(0, 200)}`];
    const told = operation.responses[String(answer.status)];
    if (!told) return [`${answer.status} is not in the spec: ${answer.text.slice(0, 200)}`];
    const faults = Object.entries(told.headers ?? {}).flatMap(([name, header]) => {
      const { required, schema } = followed(this.spec, header as { required?: boolean; schema: Schema });
      const value = answer.headers[name.toLowerCase()] as string | string[] | undefined;
      if (value === undefined) return required ? [`${answer.status} without ${name}`] : [];
      const one = Array.isArray(value) ? value[0] : value;
      const wrong = this.fault(schema, schema.type === 'integer' ? Number(one) : one);
      return wrong === undefined ? [] : [`${answer.status} with ${name}: ${wrong}`];
    });
    if (!told.content) return answer.text ? [...faults, `${answer.status} with a body`] : faults;
    const kind = Object.keys(told.content).find((each) => answer.type === each);
    if (!kind) return [...faults, `${answer.status} as ${answer.type || 'nothing'}`];
    const { schema } = told.content[kind] as Media;
    if (!schema || !kind.includes('json')) return faults;
    const wrong = this.fault(schema, JSON.parse(answer.text));
    return wrong === undefined ? faults : [...faults, `${answer.status}: ${wrong}`];
  }
}
