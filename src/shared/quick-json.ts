import type { Express, Response } from 'express';

/**
 * Lets `response.json` write the most usual answer, a plain 200 to a GET, without what Express looks up for each answer (types,
 * character sets, conditions). Whatever is not that goes Express's way.
 */
export function quickJson(app: Express): void {
  const { response } = app;
  const general = response.json;
  response.json = function quick(this: Response, body: unknown) {
    const { method, headers } = this.req;
    const plain = method === 'GET' && this.statusCode === 200 && !this.hasHeader('Content-Type');
    const conditional = headers['if-none-match'] !== undefined || headers['if-modified-since'] !== undefined;
    // Somebody may want to see what is sent.
    const watched = Object.hasOwn(this, 'send');
    const text = plain && !conditional && !watched ? JSON.stringify(body) : undefined;
    if (text === undefined) return general.call(this, body);
    this.setHeader('Content-Type', 'application/json; charset=utf-8');
    this.setHeader('Content-Length', Buffer.byteLength(text));
    this.end(text);
    return this;
  };
}
