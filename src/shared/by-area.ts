/**
 * Express tries one route after the other. With a router for each area (`/api/clients/…`, `/api/users/…`) and each length of
 * address a request passes the few routes alone that may be its own.
 */
import express, { type RequestHandler, type Router } from 'express';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** `clients 3` for `/api/clients/12`. Express takes /API/CLIENTS/12 and /api/clients/12/ for the same. */
function areaOf(path: string): string {
  const parts = path.split('/');
  const length = parts.length - (parts.at(-1) === '' ? 2 : 1);
  return `${parts[2]?.toLowerCase() ?? ''} ${length}`;
}

/**
 * A handler with all the routes that `register` names, sorted by area and length. Within these a fixed address comes before
 * one with a parameter (`/api/appointments/availability` before `/api/appointments/{id}`); otherwise their order stays.
 * @param register adds routes by get, post, put, patch and delete, each with its whole path; a parameter is one part of it
 */
export function byArea(register: (router: Router) => void): RequestHandler {
  const areas = new Map<string, Router>();
  const routes: { verb: (typeof VERBS)[number]; path: string; handlers: RequestHandler[] }[] = [];
  const add =
    (verb: (typeof VERBS)[number]) =>
    (path: string, ...handlers: RequestHandler[]): void => {
      routes.push({ verb, path, handlers });
    };
  register(Object.fromEntries(VERBS.map((verb) => [verb, add(verb)])) as unknown as Router);
  const parameters = (path: string): number => path.split(':').length;
  for (const { verb, path, handlers } of routes.sort((a, b) => parameters(a.path) - parameters(b.path))) {
    const area = areaOf(path);
    const router = areas.get(area) ?? express.Router();
    areas.set(area, router);
    router[verb](path, ...handlers);
  }
  return (request, response, next) => {
    const router = areas.get(areaOf(request.path));
    if (router) router(request, response, next);
    else next();
  };
}
