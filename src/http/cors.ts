/**
 * Other origins: those that CORS_ORIGINS names may call the API from a browser's page, with a bearer token. Cookies are never theirs to
 * send: no answer allows credentials, and the cookie's own SameSite keeps it at home.
 */
import cors from 'cors';
import type { RequestHandler } from 'express';

/** What a page of another origin may read of an answer, beside what it always may. */
const EXPOSED = [
  'Allow',
  'Content-Disposition',
  'ETag',
  'Idempotency-Replayed',
  'Location',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
];
const SENT = ['Authorization', 'Content-Type', 'Idempotency-Key', 'If-Match', 'If-None-Match', 'X-Request-Id'];
const PREFLIGHT_SECONDS = 600;

/**
 * The answer to preflights, and the headers that open an answer to the origins; does nothing where there are none.
 * @param origins exact, `https://portal.example`
 */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  if (origins.length === 0) return (_request, _response, next) => next();
  const open = cors({
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    allowedHeaders: SENT,
    exposedHeaders: EXPOSED,
    credentials: false,
    maxAge: PREFLIGHT_SECONDS,
  });
  return (request, response, next) => {
    // For a cache every answer differs by origin, the one to nobody's page too.
    response.vary('Origin');
    const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
    if (request.headers.origin === undefined || (request.method === 'OPTIONS' && !isPreflight)) return next();
    open(request, response, next);
  };
}
