/** The one place where the use cases' errors become what AdminJS shows: faults at their fields, refusals as notices. */
import { AppError as PanelError, ForbiddenError, NotFoundError, ValidationError } from 'adminjs';
import type { Ctx } from '../src/context.js';
import { AppError } from '../src/shared/errors.js';

const refusals = new WeakMap<Ctx, string>();

/** Remembers that a use case refused (403): AdminJS turns its error into an answer, and the audit trail would never hear of it. */
export function rememberRefusal(ctx: Ctx, error: unknown): void {
  if (error instanceof AppError && error.status === 403 && !refusals.has(ctx)) refusals.set(ctx, error.code);
}

/** The code of the first refusal while this request was served; also AdminJS's own, which it tells in the answer alone. */
export function refusalOf(ctx: Ctx, answer: unknown): string | undefined {
  const { record } = (answer ?? {}) as { record?: { baseError?: { type?: string } | null } };
  return refusals.get(ctx) ?? (record?.baseError?.type === 'ForbiddenError' ? 'permission.denied' : undefined);
}

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

/** Runs a use case; its refusals come out as AdminJS's errors, and are remembered for the audit trail. */
export async function withPanelErrors<T>(ctx: Ctx, work: () => Promise<T>, knows?: (path: string) => boolean): Promise<T> {
  try {
    return await work();
  } catch (error) {
    rememberRefusal(ctx, error);
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
