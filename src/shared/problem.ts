/** Errors as `application/problem+json` (RFC 9457): the one place where an error becomes an answer of the API. */
import type { ErrorRequestHandler, RequestHandler, Response } from 'express';
import { ValidateError } from '@tsoa/runtime';
import { translateDatabaseError } from '../database/errors.js';
import { AppError, type FieldError, malformed } from './errors.js';
import { safeError } from './safe-error.js';

/** What every refusal looks like. */
export interface Problem {
  /** A name for the kind of problem; `about:blank` where `code` says it all. */
  type: string;
  /** The status in words. */
  title: string;
  status: number;
  /** What is wrong, for people. */
  detail: string;
  /** What is wrong, for programs; stable. */
  code: string;
  /** Names this request in the server's log and audit trail. */
  requestId: string;
  /** Faults by field, where there are any. */
  errors?: ProblemField[];
}

/** One fault in what was sent. */
export interface ProblemField {
  /** Where, as it was sent: `learners.0.firstName`. */
  path: string;
  message: string;
}

const TITLES: Record<number, string> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  412: 'Precondition Failed',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** Answers with a problem. */
export function sendProblem(response: Response, error: AppError, requestId: string): void {
  const problem = {
    type: 'about:blank',
    title: TITLES[error.status] ?? 'Error',
    status: error.status,
    detail: error.detail,
    code: error.code,
    requestId,
    ...(error.errors ? { errors: error.errors } : {}),
    ...error.details,
  };
  if (error.retryAfterSeconds !== undefined) response.setHeader('Retry-After', String(Math.ceil(error.retryAfterSeconds)));
  if (error.status === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  response.removeHeader('ETag');
  response.status(error.status).type('application/problem+json').send(JSON.stringify(problem));
}

/** What tsoa's validators say, in plain words. None repeats the value: the sender knows it, and it may be a patient's. */
const SAYINGS: [RegExp, (found: RegExpExecArray) => string][] = [
  [/is an excess property/, () => 'is not a field of this operation'],
  [/^'.*' is required$/, () => 'is missing'],
  [/^minLength (\d+)$/, ([, n]) => (n === '1' ? 'must not be empty' : `must have at least ${n} characters`)],
  [/^maxLength (\d+)$/, ([, n]) => `must have at most ${n} characters`],
  [/^min (-?\d+)$/, ([, n]) => `must be at least ${n}`],
  [/^max (-?\d+)$/, ([, n]) => `must be at most ${n}`],
  [/^Not match in /, () => 'does not have the right form'],
  [/should be one of the following/, () => 'is not one of the allowed values'],
  [/^Could not match the union/, () => 'is not one of the allowed values'],
  [/^invalid (\w+)/i, ([, kind]) => `must be a valid ${kind} value`],
];

/** As the sender wrote it: tsoa says `body.email` for `email`, and `staff.$0.userId` for `staff.0.userId`. */
const sentPath = (path: string): string =>
  path.replace(/^(body|requestBody|input|query|queries)\.(?=.)/, '').replace(/\.\$(\d+)(?=\.|$)/g, '.$1');

function fieldErrors(error: ValidateError): FieldError[] {
  return Object.entries(error.fields).map(([path, { message }]) => {
    const said = SAYINGS.map(([pattern, say]) => {
      const found = pattern.exec(message);
      return found ? say(found) : undefined;
    }).find((words) => words !== undefined);
    return { path: sentPath(path), message: said ?? 'is not valid' };
  });
}

interface BodyParserError {
  type?: string;
  status?: number;
  code?: string;
}

/** The error as one of ours; undefined for a fault of the program. */
export function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof ValidateError)
    return malformed('The request does not have the shape that this operation takes.', fieldErrors(error));
  const { type, status, code } = (error ?? {}) as BodyParserError;
  if (type === 'entity.too.large' || code === 'LIMIT_FILE_SIZE')
    return new AppError(413, 'request.too_large', 'The body is larger than this operation takes.');
  if (type === 'entity.parse.failed') return malformed('The body is not JSON.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new AppError(415, 'request.media_type', 'Send JSON in UTF-8.');
  if (code?.startsWith('LIMIT_')) return malformed('The upload has parts that this operation does not take.');
  if (error instanceof URIError || (typeof type === 'string' && status === 400)) return malformed('The request cannot be read.');
  return translateDatabaseError(error);
}

/** The last handler: every error leaves as a problem. */
export const problemHandler: ErrorRequestHandler = (error: unknown, request, response, next) => {
  const known = asAppError(error);
  const { requestId } = request;
  if (response.headersSent) return next(error);
  if (!known || known.status >= 500)
    request.deps.log.error({ err: safeError(known?.cause ?? error), requestId }, known?.code ?? 'a fault of the program');
  const answer = known ?? new AppError(500, 'internal', 'Something went wrong on our side. The request id helps us to find it.');
  sendProblem(response, answer, requestId);
};

/** For addresses that nothing is behind. */
export const notFoundHandler: RequestHandler = (request, response) =>
  sendProblem(response, new AppError(404, 'route.not_found', 'There is nothing at this address.'), request.requestId);
