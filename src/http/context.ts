/** How a request becomes the ctx of a use case. */
import { createHash } from 'node:crypto';
import type express from 'express';
import { type Actor, NOBODY } from '../access/actor.js';
import { type AppDeps, type Ctx, type IdempotencyClaim, makeCtx, type Origin } from '../access/context.js';

declare module 'express-serve-static-core' {
  interface Request {
    deps: AppDeps;
    requestId: string;
    /** Set by the session store with the session, in the same query. */
    actor?: Actor;
    idempotency?: IdempotencyClaim;
  }
}

function originOf(request: express.Request, door: Origin['door']): Origin {
  const sessionId = request.actor ? request.sessionID : null;
  return {
    door,
    ipAddress: request.ip ?? null,
    userAgent: request.get('user-agent')?.slice(0, 255) ?? null,
    sessionId,
    // Only what is written down asks for it.
    get session() {
      return sessionId ? createHash('sha256').update(sessionId).digest('hex').slice(0, 16) : null;
    },
  };
}

/** The ctx of an API request. */
export function ctxOf(request: express.Request): Ctx {
  return makeCtx(request.deps, request.actor ?? NOBODY, request.requestId, originOf(request, 'api'), request.idempotency ?? null);
}

/** The ctx of a request to the admin panel. */
export function ctxOfAdmin(request: express.Request): Ctx {
  return makeCtx(request.deps, request.actor ?? NOBODY, request.requestId, originOf(request, 'admin'));
}
