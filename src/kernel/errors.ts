/**
 * The errors that a use case answers with. Each has a status, a stable code and a text for people; a fault in a body
 * also says where. One handler turns them into problem+json, one into the panel's notices.
 */
import { type CodeOf, type ErrorCode, type ErrorStatus, notFoundCode, type RecordKind } from './error-codes.js';

/** One fault in what was sent: `path` as the sender wrote it (`learners.0.firstName`). */
export interface FieldError {
  path: string;
  message: string;
}

/** What a refusal may tell besides its words. src/openapi/conflict.dto.ts, which states it for the specification, adds it here. */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- of itself the kernel knows no details
export interface RefusalDetails {}

/** What is told of a conflict; its lists are read only. */
type Told = {
  readonly [Name in keyof RefusalDetails]: RefusalDetails[Name] extends (infer Item)[] | undefined
    ? readonly Item[]
    : RefusalDetails[Name];
};

export interface AppErrorOptions {
  /** Faults by field. */
  errors?: FieldError[];
  /** What a refusal tells of the present state, or of what else there is. Never patient data that the caller may not see. */
  details?: Told;
  /** Seconds after which a try may succeed (429, 503). */
  retryAfterSeconds?: number;
  cause?: unknown;
}

/** A status with a code that comes with it (error-codes.ts), a text for people, and what else is known. */
export type Refusal = {
  [Status in ErrorStatus]: [status: Status, code: CodeOf<Status>, detail: string, options?: AppErrorOptions];
}[ErrorStatus];

export class AppError extends Error {
  override readonly name = 'AppError';
  readonly status: ErrorStatus;
  /** Stable, for programs: `client.not_found`. */
  readonly code: ErrorCode;
  /** For people. */
  readonly detail: string;
  readonly errors: FieldError[] | undefined;
  readonly details: Told | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(...[status, code, detail, options = {}]: Refusal) {
    super(detail, { cause: options.cause });
    this.status = status;
    this.code = code;
    this.detail = detail;
    this.errors = options.errors;
    this.details = options.details;
    this.retryAfterSeconds = options.retryAfterSeconds;
  }
}

/** An error told again with its faults at other paths: the form's, say. */
export const retold = (error: AppError, errors: FieldError[]): AppError =>
  new AppError(...([error.status, error.code, error.detail, { errors, details: error.details, cause: error }] as Refusal));

/** 400: the request can't be read as what the operation takes. */
export const malformed = (detail: string, errors?: FieldError[]): AppError =>
  new AppError(400, 'request.malformed', detail, { errors });

/** 401: nobody is signed in. */
export const unauthenticated = (detail = 'Sign in first.'): AppError => new AppError(401, 'auth.required', detail);

/** 403: signed in, but this kind of act is not theirs. */
export const forbidden = (detail: string, code: CodeOf<403> = 'permission.denied'): AppError => new AppError(403, code, detail);

/** 404: not there, or not for this person; the two look alike. `what` is the kind: "client". */
export const notFound = (what: RecordKind): AppError => new AppError(404, notFoundCode(what), `There is no such ${what}.`);

/** 409: right in itself, but not beside what is there now. */
export const conflict = (code: CodeOf<409>, detail: string, options?: AppErrorOptions): AppError =>
  new AppError(409, code, detail, options);

/** 412: somebody else changed the record since it was read. */
export const stale = (): AppError =>
  new AppError(
    412,
    'record.stale',
    'This record was changed by somebody else in the meantime. Read it again, then repeat the change.',
  );

/** 422: well-formed, but against a rule; at one field where there is one. */
export const unprocessable = (code: CodeOf<422>, detail: string, path?: string): AppError =>
  new AppError(422, code, detail, path ? { errors: [{ path, message: detail }] } : {});
