/** The formats of this page, and its day: by the practice's settings, which come with the page. */
import { toWallTime } from '../values/zone.js';
import { formatsOf, USUAL_FORMATS, type Formats, type FormatSettings } from '../../src/kernel/formats.js';

interface Page {
  REDUX_STATE?: { session?: { formats?: FormatSettings; practiceZone?: string } | null };
}

export const pageFormats = (): Formats => formatsOf((globalThis as Page).REDUX_STATE?.session?.formats ?? USUAL_FORMATS);

/** Today by the clock of the practice, `2026-03-08`: the day of its books, wherever whoever looks at them sits. */
export const practiceToday = (): string =>
  toWallTime(new Date(), (globalThis as Page).REDUX_STATE?.session?.practiceZone ?? 'UTC').slice(0, 10);
