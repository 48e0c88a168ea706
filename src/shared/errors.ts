/**
 * The errors that a use case answers with. Each has a status, a stable code and a text for people; a fault in a body
 * also says where. One handler turns them into problem+json, one into the panel's notices.
 */

/** One fault in what was sent: `path` as the sender wrote it (`learners.0.firstName`). */
export interface FieldError {
  path: string;
  message: string;
}

export interface AppErrorOptions {
  /** Faults by field. */
  errors?: FieldError[];
  /** Further members of the answer: what a conflict clashes with, say. Never patient data that the caller may not see. */
  details?: Record<string, unknown>;
  /** Seconds after which a try may succeed (429, 503). */
  retryAfterSeconds?: number;
  cause?: unknown;
}

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly errors: FieldError[] | undefined;
  readonly details: Record<string, unknown> | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    readonly status: number,
    /** Stable, for programs: `client.not_found`. */
    readonly code: string,
    /** For people. */
    readonly detail: string,
    options: AppErrorOptions = {},
  ) {
    super(detail, { cause: options.cause });
    this.errors = options.errors;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** 400: the request can't be read as what the operation takes. */
export const malformed = (detail: string, errors?: FieldError[]): AppError =>
  new AppError(400, 'request.malformed', detail, { errors });

/** 401: nobody is signed in. */
export const unauthenticated = (detail = 'Sign in first.'): AppError => new AppError(401, 'auth.required', detail);

/** 403: signed in, but this kind of act is not theirs. */
export const forbidden = (detail: string, code = 'permission.denied'): AppError => new AppError(403, code, detail);

/** 404: not there, or not for this person; the two look alike. `what` is the kind: "client". */
export const notFound = (what: string): AppError =>
  new AppError(404, `${what.toLowerCase().replaceAll(' ', '_')}.not_found`, `There is no such ${what}.`);

/** 409: right in itself, but not beside what is there now. */
export const conflict = (code: string, detail: string, options?: AppErrorOptions): AppError =>
  new AppError(409, code, detail, options);

/** 412: somebody else changed the record since it was read. */
export const stale = (): AppError =>
  new AppError(
    412,
    'record.stale',
    'This record was changed by somebody else in the meantime. Read it again, then repeat the change.',
  );

/** 422: well-formed, but against a rule; at one field where there is one. */
export const unprocessable = (code: string, detail: string, path?: string): AppError =>
  new AppError(422, code, detail, path ? { errors: [{ path, message: detail }] } : {});
