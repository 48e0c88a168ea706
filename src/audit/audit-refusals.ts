import type { ErrorRequestHandler } from 'express';
import { ctxOf } from '../context.js';
import { asAppError } from '../shared/problem.js';
import { safeError } from '../shared/safe-error.js';
import { audit } from './audit.service.js';

/** Writes down that somebody was refused (403), then lets the error go on. Comes before the handler that answers. */
export const auditRefusals: ErrorRequestHandler = (error: unknown, request, _response, next) => {
  const known = asAppError(error);
  if (known?.status !== 403 || !request.actor) return next(error);
  // The path alone, without the query: that may hold what was searched for.
  audit(ctxOf(request), { action: 'REFUSED', reason: `${request.method} ${request.path}: ${known.code}` })
    .catch((failure: unknown) => request.deps.log.error({ err: safeError(failure), requestId: request.requestId }, 'a refusal could not be audited'))
    .finally(() => next(error));
};
