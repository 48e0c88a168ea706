/** Messages of these kinds repeat what was sent or stored: a patient's name, a row. */
const TELLS_DATA = /^(Prisma|DriverAdapter|Database|DatabaseError|error$)/;

interface Loose {
  name?: string;
  message?: string;
  stack?: string;
  code?: unknown;
  constraint?: unknown;
  table?: unknown;
  cause?: unknown;
  severity?: unknown;
}

/**
 * An error as the log may keep it: what kind, where in the code, which constraint; never a value. Messages of the database
 * and of Prisma quote the row or the query's arguments, so theirs are left out.
 */
export function safeError(error: unknown, depth = 0): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return { type: typeof error };
  const { name, message, stack, code, constraint, table, cause, severity } = error as Loose;
  const type = error.constructor.name || name || 'Error';
  const frames = (stack ?? '')
    .split('\n')
    .filter((text) => /^\s+at /.test(text))
    .slice(0, 12);
  const fromDatabase = severity !== undefined || TELLS_DATA.test(type) || TELLS_DATA.test(name ?? '');
  return {
    type,
    ...(fromDatabase ? {} : { message }),
    ...(typeof code === 'string' || typeof code === 'number' ? { code } : {}),
    ...(typeof constraint === 'string' ? { constraint } : {}),
    ...(typeof table === 'string' ? { table } : {}),
    stack: frames.join('\n'),
    ...(cause && depth < 3 ? { cause: safeError(cause, depth + 1) } : {}),
  };
}
