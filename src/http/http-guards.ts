/** What every API request must be before a route sees it: same-origin where a cookie carries it, JSON, and clean text. */
import express, { type Request, type RequestHandler } from 'express';
import { AppError, type FieldError, forbidden, malformed } from '../kernel/errors.js';

const WRITES = new Set(['POST', 'PUT', 'PATCH', 'DELETE']);

/** The origin that the browser should name: the configured public address, or the host that it asked. */
function isOwnOrigin(origin: string, host: string | undefined, publicUrl: string | undefined): boolean {
  try {
    const url = new URL(origin);
    return url.host === host || (publicUrl !== undefined && url.origin === new URL(publicUrl).origin);
  } catch {
    return false;
  }
}

/**
 * Refuses a cookie-borne write from another site. Browsers say where a request comes from (`Sec-Fetch-Site`, `Origin`);
 * what says neither is no browser, and no site made it send the cookie.
 */
export const sameOrigin: RequestHandler = (request, _response, next) => {
  if (!WRITES.has(request.method) || request.carriedByToken || !request.headers.cookie) return next();
  const site = request.get('sec-fetch-site');
  const origin = request.get('origin');
  const crossSite = site !== undefined && site !== 'same-origin' && site !== 'none';
  const otherOrigin = origin !== undefined && !isOwnOrigin(origin, request.get('host'), request.deps.config.publicUrl);
  next(crossSite || otherOrigin ? forbidden('This request comes from another site.', 'request.cross_site') : undefined);
};

/** A body is JSON (or multipart, on the routes that take uploads). */
const jsonOnly: RequestHandler = (request, _response, next) => {
  const hasBody = request.headers['transfer-encoding'] !== undefined || Number(request.headers['content-length'] ?? 0) > 0;
  if (hasBody && !request.is(['application/json', 'multipart/form-data'])) {
    return next(new AppError(415, 'request.media_type', 'Send JSON: Content-Type: application/json.'));
  }
  next();
};

/** Addresses whose bodies come with a signature. */
const SIGNED_BODY = /^\/api\/billing\/card-events\/?$/i;

const parseJson = express.json({
  limit: '1mb',
  strict: true,
  verify: (request, _response, bytes) => {
    (request as Request).bodyBytes = bytes.length;
    // What is signed is signed as it came, byte by byte.
    if (SIGNED_BODY.test(request.url ?? '')) (request as Request).signedBody = Buffer.from(bytes);
  },
});

/** What announces no body has none to read, and nothing is not an empty object. */
const readJson: RequestHandler = (request, response, next) => {
  const { 'transfer-encoding': encoding, 'content-length': length } = request.headers;
  if (encoding === undefined && (length === undefined || Number(length) === 0)) return next();
  parseJson(request, response, (error?: unknown) => {
    if (request.bodyBytes === 0) request.body = undefined;
    // The sender went away before the end: the parser then goes on without a word, and what follows would be done for another request.
    if (error === undefined && request.bodyBytes === undefined && request.is('application/json'))
      return next(malformed('The body did not arrive.'));
    next(error);
  });
};

declare module 'express-serve-static-core' {
  interface Request {
    /** So many bytes of JSON were read; undefined while none were. */
    bodyBytes?: number;
    /** The body as it came, where it is signed. */
    signedBody?: Buffer;
  }
}

/** A sender who is told of so many faults has enough to go on with. */
const MOST_FAULTS = 20;

/** No operation takes nearly as many in one object; each that is unknown would be looked at, and told of. */
const MOST_FIELDS = 1000;

/** Faults that no field may have: NUL (PostgreSQL has no such character), half a surrogate pair, keys that reach a prototype. */
function textFaults(value: unknown, path: string, faults: FieldError[], depth = 0): void {
  if (faults.length >= MOST_FAULTS) return;
  if (depth > 20) faults.push({ path, message: 'is nested too deeply' });
  else if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) faults.push({ path, message: 'holds a character that is not text' });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => textFaults(item, path ? `${path}.${index}` : String(index), faults, depth + 1));
  } else if (typeof value === 'object' && value !== null) {
    if (Object.keys(value).length > MOST_FIELDS)
      return void faults.push({ path, message: `has more than ${MOST_FIELDS} fields` });
    for (const [key, item] of Object.entries(value)) {
      const inner = path ? `${path}.${key}` : key;
      if (key === '__proto__' || key === 'constructor' || key === 'prototype')
        faults.push({ path: inner, message: 'is not a field' });
      else if (key.includes('\0')) faults.push({ path, message: 'has a field whose name is not text' });
      else textFaults(item, inner, faults, depth + 1);
    }
  }
}

const cleanText: RequestHandler = (request, _response, next) => {
  const faults: FieldError[] = [];
  textFaults(request.body, '', faults);
  textFaults(request.query, '', faults);
  let path = request.path;
  try {
    path = decodeURIComponent(path);
  } catch {
    return next(malformed('The address cannot be read.'));
  }
  if (path.includes('\0')) faults.push({ path: 'path', message: 'holds a character that is not text' });
  next(faults.length ? malformed('The request holds text that cannot be kept.', faults) : undefined);
};

/** The chain in front of the API's routes. Bodies of at most 1 MiB; uploads have their own bound. */
export const apiGuards: RequestHandler[] = [sameOrigin, jsonOnly, readJson, cleanText];
