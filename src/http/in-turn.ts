import type { NextFunction, Request, RequestHandler, Response } from 'express';

/**
 * One handler that runs the given ones in turn, until one answers or fails. Express's router does the same, but works out the
 * address anew before each, which is much of a short request's time.
 */
export function inTurn(...handlers: RequestHandler[]): RequestHandler {
  const run = (index: number, request: Request, response: Response, next: NextFunction): void => {
    const handler = handlers[index];
    if (!handler) return next();
    const after: NextFunction = (fault?: unknown) => {
      if (fault) next(fault);
      else run(index + 1, request, response, next);
    };
    try {
      const running: unknown = handler(request, response, after);
      if (running instanceof Promise) running.catch((fault: unknown) => next(fault ?? new Error('A handler failed.')));
    } catch (fault) {
      next(fault);
    }
  };
  return (request, response, next) => run(0, request, response, next);
}
