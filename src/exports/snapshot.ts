/** What an export is made from. */
import type { Writable } from 'node:stream';
import type { FileOptions } from './export-files.js';

/** The most rows of one file. More is refused, not cut. */
export const MOST_ROWS = 100_000;

/** The rows of one moment: how many there are, and their file. */
export interface Snapshot {
  total: number;
  /**
   * Writes the whole file to `out`, no faster than it is taken. `out` stays open at the end: who gave it ends it.
   * @param told gets how many rows are written, again and again
   */
  write(out: Writable, options: FileOptions, told: (rows: number) => void): Promise<void>;
}
