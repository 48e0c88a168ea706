import { createServer, IncomingMessage, type Server, ServerResponse } from 'node:http';
import type { Express } from 'express';

/** What Node calls with `new` for each request or answer. */
type Made = (this: unknown, ...given: unknown[]) => void;

/** Like `base`, but what it makes has that prototype from the beginning. */
function madeWith<Base>(base: Base, prototype: object): Base {
  const make = base as unknown as Made;
  const made: Made = function (...given) {
    make.apply(this, given);
  };
  made.prototype = prototype;
  return made as unknown as Base;
}

/** A class cannot be called without `new`; Node's are functions of the older kind. */
const isCallable = (base: unknown): boolean => !/^class\b/.test(Function.prototype.toString.call(base));

/**
 * The server of an Express app, which does not listen yet. Express gives each request and answer another prototype when it comes. The
 * engine then makes a new shape for each of them, kept until the next full collection, and forgets what it had optimised: half of the
 * processor's time of a short request, and most of the memory under load. Here they come with Express's prototypes already.
 */
export function httpServer(app: Express): Server {
  if (!isCallable(IncomingMessage) || !isCallable(ServerResponse)) return createServer(app);
  const types = {
    IncomingMessage: madeWith(IncomingMessage, app.request),
    ServerResponse: madeWith(ServerResponse, app.response),
  };
  return createServer(types, app);
}
