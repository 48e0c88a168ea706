/** The one place where the use cases' errors become what AdminJS shows: faults at their fields, refusals as notices. */
import { AppError as PanelError, ForbiddenError, NotFoundError, ValidationError } from 'adminjs';
import { AppError } from '../src/shared/errors.js';

/**
 * AdminJS's error for one of ours; anything else as it is.
 * @param knows whether the form has a field of that name: faults elsewhere are told in the notice
 */
export function toPanelError(error: unknown, knows: (path: string) => boolean = () => true): unknown {
  if (!(error instanceof AppError) || error.status >= 500) return error;
  if (error.status === 404) return new NotFoundError(error.detail, '');
  const faults = error.errors ?? [];
  if (error.status === 403 && faults.length === 0) return new ForbiddenError(error.detail);
  const atFields = Object.fromEntries(
    faults.filter((fault) => knows(fault.path)).map((fault) => [fault.path, { message: fault.message }]),
  );
  const elsewhere = faults.filter((fault) => !knows(fault.path)).map((fault) => `${fault.path}: ${fault.message}`);
  return new ValidationError(atFields, { message: [error.detail, ...elsewhere].join(' ') });
}

/** Runs a use case; its refusals come out as AdminJS's errors. */
export async function withPanelErrors<T>(work: () => Promise<T>, knows?: (path: string) => boolean): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toPanelError(error, knows);
  }
}

/** What to tell the person about an error of a use case, or undefined for a bug, which is for the log. */
export function messageOf(error: unknown): string | undefined {
  if (error instanceof AppError && error.status < 500) return error.detail;
  if (error instanceof ValidationError) return error.baseError?.message ?? 'Some fields need another look.';
  if (error instanceof ForbiddenError || error instanceof NotFoundError || error instanceof PanelError) return error.baseMessage;
  return undefined;
}
