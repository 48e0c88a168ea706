/**
 * Express tries one route after the other. With a router for each area (`/api/clients/…`, `/api/users/…`) and each length of
 * address a request passes the few routes alone that may be its own.
 */
import express, { type RequestHandler, type Router } from 'express';
import { AppError } from '../kernel/errors.js';

const VERBS = ['get', 'post', 'put', 'patch', 'delete'] as const;

/** `clients 3` for `/api/clients/12`. Express takes /API/CLIENTS/12 and /api/clients/12/ for the same. */
function areaOf(path: string): string {
  const parts = path.split('/');
  const length = parts.length - (parts.at(-1) === '' ? 2 : 1);
  return `${parts[2]?.toLowerCase() ?? ''} ${length}`;
}

/** An address of the API with the methods that it takes. */
interface Address {
  pattern: RegExp;
  methods: Set<string>;
}

/** Matches what Express would for the path: in any case, with or without a slash at the end. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}/?$`, 'i');

/** The methods that the addresses behind `path` take, for the header `Allow`; undefined where nothing is. */
function allowedAt(addresses: readonly Address[], path: string): string | undefined {
  const methods = new Set(addresses.filter(({ pattern }) => pattern.test(path)).flatMap((one) => [...one.methods]));
  if (methods.size === 0) return undefined;
  if (methods.has('GET')) methods.add('HEAD');
  return [...methods, 'OPTIONS'].sort().join(', ');
}

/**
 * A handler with all the routes that `register` names, sorted by area and length. Within these a fixed address comes before
 * one with a parameter (`/api/appointments/availability` before `/api/appointments/{id}`); otherwise their order stays.
 * A method that an address does not take is a 405 with `Allow`.
 * @param register adds routes by get, post, put, patch and delete, each with its whole path; a parameter is one part of it
 * @param guard what a request to a route has to pass when its caller is known, before the route's last handler
 */
export function byArea(
  register: (router: Router) => void,
  guard: (verb: string, path: string) => RequestHandler = () => (_request, _response, next) => next(),
): RequestHandler {
  const areas = new Map<string, { router: Router; addresses: Address[] }>();
  const routes: { verb: (typeof VERBS)[number]; path: string; handlers: RequestHandler[] }[] = [];
  const add =
    (verb: (typeof VERBS)[number]) =>
    (path: string, ...handlers: RequestHandler[]): void => {
      routes.push({ verb, path, handlers });
    };
  register(Object.fromEntries(VERBS.map((verb) => [verb, add(verb)])) as unknown as Router);
  const parameters = (path: string): number => path.split(':').length;
  for (const { verb, path, handlers } of routes.sort((a, b) => parameters(a.path) - parameters(b.path))) {
    const area = areas.get(areaOf(path)) ?? { router: express.Router(), addresses: [] };
    areas.set(areaOf(path), area);
    area.router[verb](path, ...handlers.slice(0, -1), guard(verb, path), ...handlers.slice(-1));
    const pattern = patternOf(path);
    const there = area.addresses.find((one) => one.pattern.source === pattern.source);
    if (there) there.methods.add(verb.toUpperCase());
    else area.addresses.push({ pattern, methods: new Set([verb.toUpperCase()]) });
  }
  return (request, response, next) => {
    const area = areas.get(areaOf(request.path));
    if (!area) return next();
    const refuse = (error?: unknown): void => {
      const allowed = error ? undefined : allowedAt(area.addresses, request.path);
      if (allowed === undefined) return next(error);
      response.setHeader('Allow', allowed);
      if (request.method === 'OPTIONS') response.status(204).end();
      else next(new AppError(405, 'request.method', `This address takes ${allowed}.`));
    };
    // Express would answer OPTIONS by itself, in text.
    if (request.method === 'OPTIONS') refuse();
    else area.router(request, response, refuse);
  };
}
