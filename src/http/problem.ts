/** Errors as `application/problem+json` (RFC 9457): the one place where an error becomes an answer of the API. */
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express';
import { ValidateError } from '@tsoa/runtime';
import { translateDatabaseError } from '../database/errors.js';
import { ERROR_CODES, explanationPath } from '../kernel/error-codes.js';
import { AppError, malformed } from '../kernel/errors.js';
import { escaped, PLAIN_SOURCES, plainPage } from './plain-page.js';
import { fieldErrors } from './request-words.js';
import { safeError } from '../kernel/safe-error.js';

/** What every refusal looks like. */
export interface Problem {
  /**
   * The kind of problem: an address on this server that explains it, `/api/errors/<code>`.
   * @maxLength 200
   * @example "/api/errors/appointment.time"
   */
  type: string;
  /**
   * The kind of problem in words; the same for each with this code.
   * @maxLength 200
   * @example "An appointment ends after it starts, within 24 hours."
   */
  title: string;
  /**
   * @isInt
   * @minimum 400
   * @maximum 599
   * @example 422
   */
  status: number;
  /**
   * What is wrong, for people.
   * @maxLength 2000
   * @example "An appointment ends after it starts, and within 24 hours."
   */
  detail: string;
  /**
   * What is wrong, for programs; stable.
   * @maxLength 80
   * @example "appointment.time"
   */
  code: string;
  /**
   * Names this request in the server's log and audit trail.
   * @maxLength 64
   * @example "b1b5a1de-3c0b-4a52-9d0e-0c7d4d2b7c11"
   */
  requestId: string;
  /**
   * Faults by field, where there are any.
   * @maxItems 10000
   */
  errors?: ProblemField[];
}

/** One fault in what was sent. */
export interface ProblemField {
  /**
   * Where, as it was sent: `learners.0.firstName`.
   * @maxLength 10000
   * @example "endTime"
   */
  path: string;
  /**
   * @maxLength 2000
   * @example "must be after the start"
   */
  message: string;
}

/** Whether a browser opens the address itself, in a tab: only browsers send these headers, and no script can set them. */
const isOpened = ({ method, headers }: Request): boolean =>
  method === 'GET' && headers['sec-fetch-mode'] === 'navigate' && headers['sec-fetch-dest'] === 'document';

/** The problem for whoever looks at that tab: a paper that cannot be made, a session that is over. */
function pageOf({ status, detail, errors = [] }: AppError, requestId: string): string {
  const said = detail ? `<p>${escaped(detail)}</p>` : '';
  // A refusal of one field often says the same in both.
  const others = errors.filter(({ message }) => message !== detail);
  const faults = others.map(({ message }) => `<li>${escaped(message)}</li>`).join('');
  const back = status === 401 ? 'Sign in' : 'Back to the panel';
  return plainPage(
    'en',
    'That cannot be opened',
    `<h1>That cannot be opened</h1>${said}${faults && `<ul>${faults}</ul>`}<nav><a href="/admin">${back}</a></nav>
<p><small>Request ${escaped(requestId)}</small></p>`,
  );
}

/** Answers with a problem: as a page where a browser opens the address itself. */
export function sendProblem(response: Response, error: AppError, requestId: string): void {
  const problem = {
    type: explanationPath(error.code),
    title: ERROR_CODES.get(error.code)?.title,
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
  if (isOpened(response.req)) {
    response.set('Content-Security-Policy', `${PLAIN_SOURCES}; frame-ancestors 'none'; base-uri 'none'`);
    response.status(error.status).type('html').send(pageOf(error, requestId));
    return;
  }
  response.status(error.status).type('application/problem+json').send(JSON.stringify(problem));
}

interface BodyParserError {
  type?: string;
  status?: number;
  expose?: boolean;
  code?: string;
}

/** The error as one of ours; undefined for a fault of the program. */
export function asAppError(error: unknown): AppError | undefined {
  if (error instanceof AppError) return error;
  if (error instanceof ValidateError)
    return malformed('The request does not have the shape that this operation takes.', fieldErrors(error));
  const { type, status, expose, code } = (error ?? {}) as BodyParserError;
  if (type === 'entity.too.large') return new AppError(413, 'request.too_large', 'The body is larger than this operation takes.');
  if (type === 'entity.parse.failed') return malformed('The body is not JSON.');
  if (type === 'encoding.unsupported' || type === 'charset.unsupported')
    return new AppError(415, 'request.media_type', 'Send JSON in UTF-8.');
  if (code?.startsWith('Z_')) return malformed('The body is not what its Content-Encoding says.');
  // What the readers of bodies and addresses say of a request: `expose` marks the sender's own faults.
  if (error instanceof URIError || (status === 400 && (expose === true || typeof type === 'string')))
    return malformed('The request cannot be read.');
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
