import type { Id } from '../kernel/ids.js';
import type { Instant } from '../kernel/time.js';

/** Excel or CSV. */
export type FileFormat = 'xlsx' | 'csv';

/**
 * A file.
 * @format binary
 */
export type ExportFile = string;

/** `CUT_OFF`: it failed, or its reader went away. */
export type ExportState = 'RUNNING' | 'DONE' | 'CUT_OFF';

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

export interface ExportRunListQuery {
  /**
   * @isInt
   * @minimum 1
   * @maximum 200
   * @default 50
   */
  limit?: number;
  /**
   * `nextCursor` of the page before.
   * @minLength 1
   * @maxLength 2000
   */
  cursor?: string;
  /** @default "-createdAt" */
  sort?: 'createdAt' | '-createdAt' | 'updatedAt' | '-updatedAt';
  /** Only what was added or changed at this instant or later. */
  updatedFrom?: Instant;
  /**
   * true: how many there are in all is told too.
   * @default false
   */
  count?: boolean;
  /** Those that are so. */
  state?: ExportState;
}
