/** GET /api/openapi.json: the specification as it is committed, which everybody may keep and ask again whether it is still the same. */
import { createHash } from 'node:crypto';
import type { RequestHandler } from 'express';

const PATH = '/api/openapi.json';
/** A generator that asks each minute costs nothing; a new version of the server is seen within it. */
const KEPT_SECONDS = 60;

/** Answers GET and HEAD at its address, before any session is looked for. @param text the committed file */
export function publishedSpec(text: string): RequestHandler {
  const spec: unknown = JSON.parse(text);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  return (request, response, next) => {
    if ((request.method !== 'GET' && request.method !== 'HEAD') || request.path !== PATH) return next();
    response.setHeader('ETag', etag);
    response.setHeader('Cache-Control', `public, max-age=${KEPT_SECONDS}`);
    response.json(spec);
  };
}
