import type { RequestHandler } from 'express';
import { loggedPath } from '../http/logged-path.js';
import { noteRequest } from './health.service.js';

/** Ids in a path would make a series for every record: digits become `:id`. */
const routeOf = (path: string): string =>
  loggedPath(path)
    .replace(/\/[0-9][^/]*/g, '/:id')
    .slice(0, 80);

/** Measures each request of the API. */
export const measureRequests: RequestHandler = (request, response, next) => {
  const start = process.hrtime.bigint();
  response.on('finish', () => {
    // Addresses that nothing is behind are one series, however many somebody tries.
    const route = response.statusCode === 404 && !request.actor ? '(not found)' : routeOf(request.baseUrl + request.path);
    const labels = { method: request.method, route, status: String(response.statusCode) };
    noteRequest(request.deps.database.pool, labels, Number(process.hrtime.bigint() - start) / 1e9);
  });
  next();
};
