import { AppError } from './errors.js';

/** The version of a record as an ETag. The database gives each change a later `updatedAt`, to the millisecond. */
export function etagOf(updatedAt: Date): string {
  return `"${updatedAt.getTime().toString(36)}"`;
}

/** The version that If-Match asks for; undefined when it asks for none (absent, or `*`). Throws 412 for what is no version of ours. */
export function versionOf(ifMatch: string | undefined): Date | undefined {
  if (ifMatch === undefined || ifMatch.trim() === '*') return undefined;
  const text = /^"([0-9a-z]{1,11})"$/.exec(ifMatch.trim())?.[1];
  const time = text === undefined ? NaN : parseInt(text, 36);
  if (!(time < 8.64e15)) throw new AppError(412, 'record.stale', 'If-Match names no version of this record.');
  return new Date(time);
}
