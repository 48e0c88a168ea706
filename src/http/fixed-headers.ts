import type { RequestHandler } from 'express';

/**
 * What a middleware like helmet's, whose headers are the same for every answer, does: its headers worked out once.
 * @param middleware sets and removes headers, and calls `next` at once
 */
export function fixedHeaders(
  middleware: (request: never, response: never, next: (error?: unknown) => void) => void,
): RequestHandler {
  const headers: [name: string, value: string][] = [];
  const noResponse = {
    setHeader: (name: string, value: string) => void headers.push([name, value]),
    removeHeader: () => undefined,
  };
  let over = false;
  middleware({} as never, noResponse as never, (error) => {
    if (error) throw error instanceof Error ? error : new Error('The headers could not be worked out.');
    over = true;
  });
  if (!over) throw new Error('The headers are not the same for every answer.');
  return (_request, response, next) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    next();
  };
}
