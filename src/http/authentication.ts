import type express from 'express';
import { unauthenticated, forbidden } from '../kernel/errors.js';
import { useIdempotencyKey } from './idempotency.js';
import type { Actor } from '../access/actor.js';
import type { Permission } from '../access/permissions.js';
import { requirePermission } from '../access/policy.js';

/** What somebody who must change their password may still do. */
const ALLOWED_BEFORE_CHANGE = new Set([
  '/api/auth/change-password',
  '/api/auth/logout',
  '/api/auth/profile',
  '/api/auth/refresh-token',
]);

/**
 * Called by the generated routes for each operation with `@Security`. The session middleware has loaded the actor already.
 * Throws 401 for nobody, 403 for somebody without each of the permissions.
 */
export async function expressAuthentication(
  request: express.Request,
  _scheme: string,
  permissions: string[] = [],
): Promise<Actor> {
  const { actor } = request;
  if (!actor) throw unauthenticated();
  if (actor.mustChangePassword && !ALLOWED_BEFORE_CHANGE.has(request.path)) {
    throw forbidden('Change your password first: POST /api/auth/change-password.', 'auth.password_change_required');
  }
  for (const permission of permissions) requirePermission(actor, permission as Permission);
  await useIdempotencyKey(request);
  return actor;
}
