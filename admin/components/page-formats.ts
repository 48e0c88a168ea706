/** The formats of this page: by the practice's settings, which come with the page. */
import { formatsOf, USUAL_FORMATS, type Formats, type FormatSettings } from '../../src/kernel/formats.js';

interface Page {
  REDUX_STATE?: { session?: { formats?: FormatSettings } | null };
}

export const pageFormats = (): Formats => formatsOf((globalThis as Page).REDUX_STATE?.session?.formats ?? USUAL_FORMATS);
