/**
 * JSON of more than a kilobyte goes compressed to who takes it so (Brotli, gzip). An answer that holds a secret does not: the length of
 * a compressed text tells, try by try, what stands in it beside what the caller put there (BREACH).
 */
import compression from 'compression';
import type { RequestHandler } from 'express';
import onHeaders from 'on-headers';
import { inCoding } from './etag.js';

const FROM_BYTES = 1_024;

/** Their answers may hold a token, a link that is one, or a password. tests/house/secrets-uncompressed.test.ts holds the list to the spec. */
export const HOLDS_SECRETS =
  /^\/api\/(auth|calendar-feeds|users\/\d+\/calendar-feeds|waitlist\/\d+\/offers|waitlist\/offers|billing\/invoices\/\d+\/pay-link)(\/|$)/i;

/** Compresses the API's JSON, and marks its ETag, since the same answer in another coding is another sequence of bytes. */
export function compressed(): RequestHandler {
  const compress = compression({
    threshold: FROM_BYTES,
    filter: (request, response) =>
      /^application\/([\w.-]+\+)?json\b/.test(String(response.getHeader('Content-Type'))) &&
      !HOLDS_SECRETS.test(request.url.split('?')[0] ?? ''),
  });
  return (request, response, next) => {
    if (request.headers['accept-encoding'] === undefined) {
      response.vary('Accept-Encoding');
      return next();
    }
    // Runs after the one of the compression, which comes later and so hears of the headers first.
    onHeaders(response, () => {
      const etag = response.getHeader('ETag');
      const coding = response.getHeader('Content-Encoding');
      if (typeof etag === 'string' && typeof coding === 'string') response.setHeader('ETag', inCoding(etag, coding));
    });
    compress(request, response, next);
  };
}
