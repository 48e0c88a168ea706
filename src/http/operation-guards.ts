/**
 * What the specification says of an operation, held up to each request before the operation sees it: no parameter that it does not
 * name, no body where it takes none, no condition that it would pass over. Made from the spec itself, so that a new operation is guarded without a line of its own.
 */
import type { RequestHandler } from 'express';
import { type FieldError, malformed } from '../kernel/errors.js';

interface Parameter {
  name: string;
  in: string;
}

interface SpecOperation {
  parameters?: (Parameter | { $ref: string })[];
  requestBody?: { required?: boolean; content?: Record<string, unknown> };
}

/** The part of openapi/openapi.json that is read here. */
export interface SpecPaths {
  paths: Record<string, Partial<Record<string, SpecOperation>>>;
  components?: { parameters?: Record<string, Parameter> };
}

/** The parameters of an operation, also those that the specification describes once for all. */
function parametersOf(spec: SpecPaths, operation: SpecOperation): Parameter[] {
  return (operation.parameters ?? []).map((each) => {
    if (!('$ref' in each)) return each;
    const found = spec.components?.parameters?.[each.$ref.replace('#/components/parameters/', '')];
    if (!found) throw new Error(`The specification refers to ${each.$ref}, which it does not hold.`);
    return found;
  });
}

/** `/api/clients/{id}` for `/api/clients/:id`. */
const specPath = (path: string): string => path.replace(/:(\w+)/g, '{$1}');

const isEmpty = (body: unknown): boolean =>
  body === undefined || (typeof body === 'object' && body !== null && Object.keys(body).length === 0);

/**
 * The guard of one operation.
 * @param path as Express has it, `/api/clients/:id`
 * @throws Error for a route that the spec does not have: it would be unguarded
 */
export function operationGuard(spec: SpecPaths, method: string, path: string): RequestHandler {
  const operation = spec.paths[specPath(path)]?.[method];
  if (!operation) throw new Error(`The specification has no ${method.toUpperCase()} ${specPath(path)}: run npm run build.`);
  const parameters = parametersOf(spec, operation);
  const known = new Set(parameters.filter((one) => one.in === 'query').map((one) => one.name));
  const takesIfMatch = parameters.some((one) => one.in === 'header' && one.name === 'If-Match');
  const writes = method !== 'get';
  const body = operation.requestBody;
  const needsJson = body?.required === true && body.content?.['application/json'] !== undefined;
  return (request, _response, next) => {
    const faults: FieldError[] = Object.keys(request.query)
      .filter((name) => !known.has(name))
      .map((name) => ({ path: name.slice(0, 100), message: 'is not a parameter of this operation' }));
    if (faults.length)
      return next(malformed('The address holds a parameter that this operation does not take.', faults.slice(0, 20)));
    // A condition that nobody looks at would be taken for one that holds.
    if (writes && !takesIfMatch && request.headers['if-match'] !== undefined)
      return next(malformed('This operation takes no If-Match.'));
    if (writes && request.headers['if-none-match'] !== undefined)
      return next(malformed('If-None-Match is for reading. To change what you have read, send If-Match.'));
    if (needsJson && request.body === undefined) return next(malformed('This operation takes a body: send JSON.'));
    if (!body && !isEmpty(request.body)) return next(malformed('This operation takes no body.'));
    next();
  };
}
