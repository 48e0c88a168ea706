/** The product's API, called by the page with the session's cookie. */
import type { Clash } from '../../src/scheduling/appointments/rules/clashes.js';
import type { FreeTime } from '../../src/scheduling/series/preview.dto.js';
import type { Warning } from '../../src/kernel/warnings.js';

/** A refusal, in the words of the API. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    /** By field. */
    readonly faults: { path: string; message: string }[],
    readonly conflicts: Clash[],
    /** What is odd about a booking, and the nearest free time instead. */
    readonly warnings: Warning[] = [],
    readonly nearestFree: FreeTime | null = null,
  ) {
    super(message);
  }
}

export interface Answer<T> {
  data: T;
  /** The version for If-Match. */
  etag: string | undefined;
}

export interface CallOptions {
  body?: object;
  etag?: string;
  signal?: AbortSignal;
  /** The Idempotency-Key: the same call once more does it once. */
  key?: string;
  /** What the words of a stale version call it. */
  what?: string;
}

const LOST = 'The server could not be reached. Try again in a moment.';

interface Problem {
  code?: string;
  detail?: string;
  errors?: { path: string; message: string }[];
  conflicts?: Clash[];
  warnings?: Warning[];
  nearestFree?: FreeTime | null;
}

async function refusalOf(response: Response, what: string): Promise<Refusal> {
  const problem = (await response.json().catch(() => ({}))) as Problem;
  if (response.status === 401) window.location.reload();
  const words =
    response.status === 412
      ? `Somebody else has changed this ${what} in the meantime. It was read again: look at it, then repeat what you did.`
      : (problem.detail ?? 'That did not work. Try again.');
  return new Refusal(
    response.status,
    problem.code ?? '',
    words,
    problem.errors ?? [],
    problem.conflicts ?? [],
    problem.warnings ?? [],
    problem.nearestFree ?? null,
  );
}

/** Throws a Refusal for what the API refuses, and for a server that cannot be reached; an AbortError where it was called off. */
export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<Answer<T>> {
  const { body, etag, signal, key, what = 'appointment' } = options;
  const headers: Record<string, string> = { Accept: 'application/json' };
  if (body) headers['Content-Type'] = 'application/json';
  if (etag) headers['If-Match'] = etag;
  if (key) headers['Idempotency-Key'] = key;
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      signal,
      credentials: 'same-origin',
      ...(body && { body: JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) throw error;
    throw new Refusal(0, 'network', LOST, [], []);
  }
  if (!response.ok) throw await refusalOf(response, what);
  const data = (response.status === 204 ? undefined : await response.json()) as T;
  return { data, etag: response.headers.get('ETag') ?? undefined };
}

/** As call, for reading; `query` leaves out what is undefined or empty. */
export async function read<T>(path: string, query: Record<string, unknown> = {}, signal?: AbortSignal): Promise<T> {
  const words = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const values = Array.isArray(value) ? (value as unknown[]) : [value];
    for (const one of values)
      if (typeof one === 'string' || typeof one === 'number' || typeof one === 'boolean') {
        if (one !== '') words.append(name, String(one));
      }
  }
  return (await call<T>('GET', words.size > 0 ? `${path}?${words.toString()}` : path, { signal })).data;
}

/** Any failure as a refusal that can be shown. */
export function asRefusal(error: unknown): Refusal {
  return error instanceof Refusal ? error : new Refusal(0, 'unknown', 'That did not work. Try again.', [], []);
}
