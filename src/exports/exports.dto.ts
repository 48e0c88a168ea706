import type { ExportState, FileFormat } from '../generated/requests/exports.js';
import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/time.js';

/**
 * A file.
 * @format binary
 */
export type ExportFile = string;

/** How far an export is. */
export interface ExportRun {
  id: Id;
  /**
   * @maxLength 200
   * @example "Appointments"
   */
  title: string;
  format: FileFormat;
  /**
   * How many the file will have.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 48210
   */
  rows: number;
  /**
   * How many are written.
   * @isInt
   * @minimum 0
   * @maximum 2147483647
   * @example 12500
   */
  rowsSent: number;
  state: ExportState;
  createdAt: Instant;
  updatedAt: Instant;
}

export interface ExportRunPage {
  items: ExportRun[];
  nextCursor: string | null;
  total?: number;
}
