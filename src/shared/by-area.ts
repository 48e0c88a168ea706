/**
 * Express tries one route after the other. With a router for each area (`/api/clients/…`, `/api/users/…`) a request passes the
 * routes of its own area alone.
 */
import express, { type RequestHandler, type Router } from 'express';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** `clients` for `/api/clients/12`. Express takes /API/CLIENTS for the same. */
const areaOf = (path: string): string => path.split('/', 3)[2]?.toLowerCase() ?? '';

/**
 * A handler with all the routes that `register` names, sorted by area. Within an area their order stays.
 * @param register adds routes by get, post, put, patch and delete, each with its whole path
 */
export function byArea(register: (router: Router) => void): RequestHandler {
  const areas = new Map<string, Router>();
  const add =
    (verb: (typeof VERBS)[number]) =>
    (path: string, ...handlers: RequestHandler[]): void => {
      const area = areaOf(path);
      const router = areas.get(area) ?? express.Router();
      areas.set(area, router);
      router[verb](path, ...handlers);
    };
  register(Object.fromEntries(VERBS.map((verb) => [verb, add(verb)])) as unknown as Router);
  return (request, response, next) => {
    const router = areas.get(areaOf(request.path));
    if (router) router(request, response, next);
    else next();
  };
}
