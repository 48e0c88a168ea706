/** The one place where the use cases' errors become what AdminJS shows: faults at their fields, refusals as notices. */
import { AppError as PanelError, ForbiddenError, NotFoundError, ValidationError } from 'adminjs';
import type { Ctx } from '../../src/access/context.js';
import { MUST_BE_FILLED } from '../../src/records/record-checks.js';
import { AppError } from '../../src/kernel/errors.js';
import { faultAt } from '../words/faults.js';
import { fieldLabel } from '../words/labels.js';
import { NEEDED } from '../words/needed.js';

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

type LabelOf = (path: string) => string | undefined;

/** The API's words for a field that did not come; in a form it stands there, empty. */
const EMPTY = ['is missing', MUST_BE_FILLED];

/**
 * AdminJS's error for one of ours; anything else as it is.
 * @param labelOf the label of the form's field of that name; undefined for what is no field of the form. The notice tells all faults.
 */
export function toPanelError(error: unknown, labelOf: LabelOf = (path) => path): unknown {
  if (!(error instanceof AppError) || error.status >= 500) return error;
  if (error.status === 404) return new NotFoundError(error.detail, '');
  const faults = error.errors ?? [];
  if (error.status === 403 && faults.length === 0) return new ForbiddenError(error.detail);
  const told = faults.map(({ path, message }) => {
    const [field = ''] = path.split('.', 1);
    return { field, label: labelOf(field), message: EMPTY.includes(message) ? NEEDED : message };
  });
  const atFields = Object.fromEntries(
    told.filter(({ label }) => label !== undefined).map(({ field, message }) => [field, { message }]),
  );
  // The API's words for a body that is not right name its fields as programs do.
  const asProgram = (error.status === 400 || error.code === 'request.invalid') && told.length > 0;
  const words = asProgram ? [] : [error.detail];
  const said = told
    // What stands in the answer's words is not said again; of half a sentence the field's name is still to be told.
    .filter(
      ({ label, message }) => asProgram || !error.detail.includes(message) || (label === undefined && !/[.!?]$/.test(message)),
    )
    .map(({ field, label, message }) => faultAt(label ?? fieldLabel(field, true), message));
  return new ValidationError(atFields, { message: [...words, ...said].join(' ') });
}

/** Runs a use case; its refusals come out as AdminJS's errors, and are remembered for the audit trail. */
export async function withPanelErrors<T>(ctx: Ctx, work: () => Promise<T>, labelOf?: LabelOf): Promise<T> {
  try {
    return await work();
  } catch (error) {
    rememberRefusal(ctx, error);
    throw toPanelError(error, labelOf);
  }
}

/** What to tell the person about an error of a use case, or undefined for a bug, which is for the log. */
export function messageOf(error: unknown): string | undefined {
  if (error instanceof AppError && error.status < 500) return error.detail;
  if (error instanceof ValidationError) return error.baseError?.message ?? 'Some fields need another look.';
  if (error instanceof ForbiddenError || error instanceof NotFoundError || error instanceof PanelError) return error.baseMessage;
  return undefined;
}
