/** The answers that operations may give besides their own, and the headers of all of them. */
import { ERROR_CODES, type ErrorCode, explanationPath } from '../kernel/error-codes.js';
import { EXEMPT } from '../http/idempotency.js';
import { headers, type HeaderName, parameter } from './headers.js';
import { type Answer, isReference, type OpenApi, type Operation, ownParameters, type Reference } from './spec.js';

interface Refusal {
  name: string;
  description: string;
  /** What it looks like, besides what follows from its code. */
  example: { code: ErrorCode; detail: string; errors?: unknown };
  headers?: HeaderName[];
  /** Another schema than Problem. */
  schema?: string;
}

const REFUSALS: Record<string, Refusal> = {
  400: {
    name: 'BadRequest',
    description: 'Malformed: not JSON, or a field or parameter that does not exist or is not of its kind.',
    example: {
      code: 'request.malformed',
      detail: 'The request does not have the shape that this operation takes.',
      errors: [{ path: 'dateOfBirth', message: 'must be a date like 2026-03-08' }],
    },
  },
  401: {
    name: 'Unauthorized',
    description: 'Nobody is signed in, or the credentials are not right.',
    example: { code: 'auth.required', detail: 'Sign in first.' },
    headers: ['WWW-Authenticate'],
  },
  403: {
    name: 'Forbidden',
    description: 'Signed in, but without the permission that this needs; or a browser sent it from another site.',
    example: { code: 'permission.denied', detail: 'This needs the permission VIEW_CLIENT.' },
  },
  404: {
    name: 'NotFound',
    description: 'There is no such record, or this user may not see it.',
    example: { code: 'client.not_found', detail: 'There is no such client.' },
  },
  405: {
    name: 'MethodNotAllowed',
    description: 'What any other method than those in `Allow` gets at this address.',
    example: { code: 'request.method', detail: 'This address takes GET, HEAD, OPTIONS, POST.' },
    headers: ['Allow'],
  },
  409: {
    name: 'Conflict',
    description: 'In conflict with what is there now, which is told.',
    schema: 'ConflictProblem',
    headers: ['Retry-After'],
    example: {
      code: 'appointment.conflict',
      detail: 'Sam Rivera already has an appointment from 2:00 PM to 2:50 PM on Jun 3, 2030 (America/New_York).',
    },
  },
  412: {
    name: 'PreconditionFailed',
    description: 'The record was changed since the version that If-Match names.',
    example: {
      code: 'record.stale',
      detail: 'This record was changed by somebody else in the meantime. Read it again, then repeat the change.',
    },
  },
  413: {
    name: 'ContentTooLarge',
    description: 'The body is too large.',
    example: {
      code: 'request.too_large',
      detail: 'The body is larger than this operation takes.',
    },
  },
  415: {
    name: 'UnsupportedMediaType',
    description: 'The body is not of the type that this operation takes.',
    example: {
      code: 'request.media_type',
      detail: 'Send JSON: Content-Type: application/json.',
    },
  },
  422: {
    name: 'UnprocessableContent',
    description: 'Well-formed, but against a rule.',
    schema: 'RuleProblem',
    example: {
      code: 'appointment.time',
      detail: 'An appointment ends after it starts, and within 24 hours.',
      errors: [{ path: 'endTime', message: 'An appointment ends after it starts, and within 24 hours.' }],
    },
  },
  429: {
    name: 'TooManyRequests',
    description: 'Too many tries; Retry-After says when to come back.',
    example: {
      code: 'request.too_many',
      detail: 'Too many requests of this kind. Wait a while.',
    },
    headers: ['Retry-After'],
  },
  500: {
    name: 'InternalServerError',
    description: 'A fault of the server, of which nothing is told but the request’s id.',
    example: {
      code: 'internal',
      detail: 'Something went wrong on our side. The request id helps us to find it.',
    },
  },
  503: {
    name: 'ServiceUnavailable',
    description: 'The database is away, full or busy; Retry-After says when to come back.',
    example: {
      code: 'database.away',
      detail: 'The database does not answer. Try again in a moment.',
    },
    headers: ['Retry-After'],
  },
};

/** Of every answer. */
const EVERYWHERE: HeaderName[] = ['X-Request-Id', 'RateLimit', 'RateLimit-Policy', 'Access-Control-Allow-Origin'];

/** Reads that hold what nobody has booked yet to the rules of a booking, or ask for a span that may be too long. */
const READS_WITH_RULES =
  /^\/api\/(waitlist\/(matches|export)|appointments\/(conflicts|cancellations|calendar|export|availability(\/why-not)?)|billing\/.*\/(pdf|superbill)|clients\/\{id\}\/statement(\/pdf)?)$/;

/** The refusals that an operation of this kind may answer. */
function refusalsOf(method: string, path: string, operation: Operation): string[] {
  const secured = (operation.security ?? []).length > 0;
  const parameters = ownParameters(operation);
  const statuses = ['400', '405', '429', '500', '503'];
  if (secured || path === '/api/auth/login') statuses.push('401');
  if (secured || method !== 'get') statuses.push('403');
  if (parameters.some((each) => each.in === 'path') || /^\/api\/waitlist\/offers\/(accept|decline)$/.test(path))
    statuses.push('404');
  if (method !== 'get') statuses.push('409', '413', '415', '422');
  else if (READS_WITH_RULES.test(path)) statuses.push('422');
  if (parameters.some((each) => each.name === 'If-Match')) statuses.push('412');
  return statuses;
}

function problem(status: string, { description, example, schema, headers: own = [] }: Refusal): Answer {
  return {
    description,
    headers: headers(...EVERYWHERE, ...own),
    content: {
      'application/problem+json': {
        schema: { $ref: `#/components/schemas/${schema ?? 'Problem'}` },
        example: {
          type: explanationPath(example.code),
          title: ERROR_CODES.get(example.code)?.title,
          status: Number(status),
          requestId: 'b1b5a1de-3c0b-4a52-9d0e-0c7d4d2b7c11',
          ...example,
        },
      },
    },
  };
}

/** Names all error codes in the document, as the type of each `code`. */
export function addErrorCodes(spec: OpenApi): void {
  spec.components.schemas.ErrorCode = {
    type: 'string',
    description: 'What is wrong, for programs; stable. `GET /api/errors/{code}` explains each; more may come.',
    enum: [...ERROR_CODES.keys()],
    example: 'appointment.conflict',
  };
  for (const name of ['Problem', 'ConflictProblem', 'RuleProblem', 'ErrorCodeInfo']) {
    const properties = spec.components.schemas[name]?.properties;
    if (properties?.code) properties.code = { $ref: '#/components/schemas/ErrorCode' };
  }
}

/** Puts the refusals into the document, to be referred to. */
export function addRefusals(spec: OpenApi): void {
  spec.components.responses = Object.fromEntries(
    Object.entries(REFUSALS).map(([status, refusal]) => [refusal.name, problem(status, refusal)]),
  );
  spec.components.responses.NotModified = {
    description: 'What If-None-Match names is still right.',
    headers: headers(...EVERYWHERE, 'ETag'),
  };
}

/** Records whose answer has a version: those that If-Match can name, and the calendar of a feed. */
function hasVersion(method: string, path: string, operation: Operation, spec: OpenApi): boolean {
  if (path.endsWith('.ics')) return true;
  if (method !== 'get' && method !== 'put') return false;
  return Object.values(spec.paths[path] ?? {}).some(asksForVersion) || asksForVersion(operation);
}

const asksForVersion = (operation: Operation): boolean =>
  (operation.parameters ?? []).some((each) => (isReference(each) ? each.$ref.endsWith('/IfMatch') : each.name === 'If-Match'));

/** Whether a POST may carry an Idempotency-Key: where somebody is signed in, and the answer holds no secret. */
const takesKey = (method: string, path: string, operation: Operation): boolean =>
  method === 'post' &&
  ((operation.security ?? []).length > 0 || path === '/api/auth/register') &&
  !EXEMPT.test(path.replace(/\{\w+\}/g, '1'));

const refer = (name: string): Reference => ({ $ref: `#/components/responses/${name}` });

/** What a success tells in its headers. */
function headersOfSuccess(status: string, path: string, { versioned, repeatable }: Traits): HeaderName[] {
  const names: HeaderName[] = [...EVERYWHERE];
  if (status === '201') names.push('Location');
  if (versioned && status !== '204') names.push('ETag');
  if (repeatable) names.push('Idempotency-Replayed');
  if (/\/(export|pdf|superbill)$|\.ics$/.test(path)) names.push('Content-Disposition');
  if (/\/(pdf|superbill)$/.test(path)) names.push('Letters-Not-Drawn');
  if (/^\/api\/auth\/(login|refresh-token)$/.test(path)) names.push('Set-Cookie');
  return names;
}

interface Traits {
  versioned: boolean;
  repeatable: boolean;
}

/** Completes what an operation takes in its headers, and what it may answer. */
export function completeAnswers(spec: OpenApi, method: string, path: string, operation: Operation): void {
  const traits = { versioned: hasVersion(method, path, operation, spec), repeatable: takesKey(method, path, operation) };
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (isReference(answer)) continue;
    // tsoa gives the same body to each status of an operation.
    if (status === '204' || (status === '202' && !answer.content)) delete answer.content;
    if (status.startsWith('2')) answer.headers = headers(...headersOfSuccess(status, path, traits));
  }
  for (const status of refusalsOf(method, path, operation)) operation.responses[status] = refer(REFUSALS[status]?.name ?? '');
  if (traits.versioned && method === 'get') operation.responses['304'] = refer('NotModified');
  operation.parameters = [
    ...(operation.parameters ?? []).map((each) => (!isReference(each) && each.name === 'If-Match' ? parameter('IfMatch') : each)),
    ...(traits.versioned && method === 'get' ? [parameter('IfNoneMatch')] : []),
    ...(traits.repeatable ? [parameter('IdempotencyKey')] : []),
  ];
}
