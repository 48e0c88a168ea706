/** The headers and header parameters that many operations share, each described once. */
import type { Header, OpenApi, Parameter, Reference } from './spec.js';

const text = (maxLength: number, example: string, pattern?: string): Header['schema'] => ({
  type: 'string',
  minLength: 1,
  maxLength,
  ...(pattern ? { pattern } : {}),
  example,
});

const ETAG = '^(W/)?"[!#-~]*"$';
const TAGS = '^(\\*|(W/)?"[!#-~]*"([ \\t]*,[ \\t]*(W/)?"[!#-~]*")*)$';

export const HEADERS = {
  'X-Request-Id': {
    description: 'Names the request in the server’s log and audit trail. A request may bring its own.',
    required: true,
    schema: text(64, 'b1b5a1de-3c0b-4a52-9d0e-0c7d4d2b7c11', '^[\\w.-]{8,64}$'),
  },
  ETag: {
    description: 'The version of what is answered: for `If-Match` and `If-None-Match`.',
    schema: text(200, '"lq3k9x2a"', ETAG),
  },
  Location: {
    description: 'Where the new record is found.',
    required: true,
    schema: text(2000, '/api/clients/42', '^/api/[^\\s]*$'),
  },
  RateLimit: {
    description: 'What this session may still ask: requests that remain (`r`), and seconds until it starts anew (`t`).',
    schema: text(100, '"session";r=599;t=60', '^"session";r=[0-9]+;t=[0-9]+$'),
  },
  'RateLimit-Policy': {
    description: 'How many requests (`q`) in how many seconds (`w`) a session may send.',
    schema: text(100, '"session";q=600;w=60', '^"session";q=[0-9]+;w=[0-9]+$'),
  },
  'Access-Control-Allow-Origin': {
    description: 'The origin of the request, where the practice lets its pages call this API.',
    schema: text(300, 'https://portal.example', '^https?://[^\\s]+$'),
  },
  'Retry-After': {
    description: 'Seconds after which a try may succeed.',
    schema: { type: 'integer', format: 'int32', minimum: 0, maximum: 86_400, example: 5 },
  },
  Allow: {
    description: 'The methods that this address takes.',
    required: true,
    schema: text(60, 'GET, HEAD, OPTIONS, POST', '^[A-Z]+(, [A-Z]+)*$'),
  },
  'WWW-Authenticate': {
    description: 'How to sign in: with a token.',
    schema: text(200, 'Bearer', '^Bearer'),
  },
  'Content-Disposition': {
    description: 'The name of the file.',
    schema: text(300, 'attachment; filename="appointments.xlsx"', '^(attachment|inline)'),
  },
  'Letters-Not-Drawn': {
    description:
      'How many letters stand on the paper as empty boxes: of writings for which there is no typeface. Left out where there are none.',
    schema: { type: 'integer', format: 'int32', minimum: 1, maximum: 100_000, example: 3 },
  },
  'Idempotency-Replayed': {
    description: '`true` for the first answer given again.',
    schema: { type: 'string', enum: ['true'], example: 'true' },
  },
  'Set-Cookie': {
    description: 'The session for browsers: `sid`, for this site’s own pages alone.',
    schema: text(4000, 'sid=…; Path=/; HttpOnly; SameSite=Strict', '^sid='),
  },
} satisfies Record<string, Header>;

export type HeaderName = keyof typeof HEADERS;

/** References to headers, for an answer. */
export function headers(...names: HeaderName[]): Record<string, Reference> {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]));
}

export const PARAMETERS = {
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    required: false,
    description:
      'A name of yours for this request. The same key and request within 24 hours gets the first answer again, and nothing is done twice.',
    schema: text(255, '5b9f0c1e-7a6d-4f57-9a55-1f1d2a3c4b5d', '^[!-~]{1,255}$'),
  },
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of the record as you read it; 412 if it was changed since. `*` asks for none.',
    schema: text(2000, '"lq3k9x2a"', TAGS),
  },
  IfNoneMatch: {
    name: 'If-None-Match',
    in: 'header',
    required: false,
    description: 'The `ETag` of the answer that you have; 304 without a body while it is still right.',
    schema: text(2000, '"lq3k9x2a"', TAGS),
  },
} satisfies Record<string, Parameter>;

/** A reference to a header parameter. */
export const parameter = (name: keyof typeof PARAMETERS): Reference => ({ $ref: `#/components/parameters/${name}` });

/** Puts what is referred to into the document. */
export function addShared(spec: OpenApi): void {
  spec.components.headers = HEADERS;
  spec.components.parameters = PARAMETERS;
}
