import type { Express, Response } from 'express';
import { isKnown } from './etag.js';

/**
 * Lets `response.json` write the most usual answer, a plain 200 to a GET, without what Express looks up for each answer (types,
 * character sets, conditions). Whatever is not that goes Express's way. And it knows our ETags in `If-None-Match`: lists, `*`, weak ones,
 * and those that the compression of an answer made.
 */
export function quickJson(app: Express): void {
  const { response } = app;
  const general = response.json;
  response.json = function quick(this: Response, body: unknown) {
    const { method, headers } = this.req;
    const etag = this.getHeader('ETag');
    const known = headers['if-none-match'];
    const reads = method === 'GET' || method === 'HEAD';
    if (reads && this.statusCode === 200 && typeof etag === 'string' && known !== undefined && isKnown(known, etag)) {
      this.status(304).end();
      return this;
    }
    const plain = method === 'GET' && this.statusCode === 200 && !this.hasHeader('Content-Type');
    // Somebody may want to see what is sent.
    const watched = Object.hasOwn(this, 'send');
    const text = plain && !watched ? JSON.stringify(body) : undefined;
    if (text === undefined) return general.call(this, body);
    this.setHeader('Content-Type', 'application/json; charset=utf-8');
    this.setHeader('Content-Length', Buffer.byteLength(text));
    this.end(text);
    return this;
  };
}
