import type { ErrorRequestHandler } from 'express';
import type { Ctx } from '../access/context.js';
import { ctxOf } from './context.js';
import { loggedPath } from './logged-path.js';
import { asAppError } from './problem.js';
import { safeError } from '../kernel/safe-error.js';
import { audit } from '../audit/audit.service.js';

/**
 * Writes down that somebody was refused. That it can't be written changes nothing for them: the log then says so.
 * @param path without the query, which may hold what was searched for
 */
export async function noteRefusal(ctx: Ctx, method: string, path: string, code: string): Promise<void> {
  try {
    await audit(ctx, { action: 'REFUSED', reason: `${method} ${loggedPath(path)}: ${code}` });
  } catch (failure) {
    ctx.log.error({ err: safeError(failure), requestId: ctx.requestId }, 'a refusal could not be audited');
  }
}

/** Writes down that somebody was refused (403), then lets the error go on. Comes before the handler that answers. */
export const auditRefusals: ErrorRequestHandler = (error: unknown, request, _response, next) => {
  const known = asAppError(error);
  if (known?.status !== 403 || !request.actor) return next(error);
  void noteRefusal(ctxOf(request), request.method, request.path, known.code).then(() => next(error));
};
