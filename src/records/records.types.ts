import type { Ctx } from '../access/context.js';
import type { Warning } from '../kernel/warnings.js';

/** A row as Prisma gives it (bigint, Decimal, Date), without secret columns and without those that this actor may not see. */
export type Row = Record<string, unknown>;

/**
 * What to list. `where` and `orderBy` are Prisma's, built by a door from typed filters: never a request's own object. Beside Prisma's
 * operators `where` knows `{ words: 'ann lee' }` on a column of text.
 * The actor's scope is added to `where`, so a door can't forget it.
 */
export interface RecordQuery {
  where?: Record<string, unknown>;
  /** What is looked for: the one search, in what this reader may see of the records and of those whom they are about. */
  text?: string;
  /** With `text`: as typed alone; not, where nothing is found so, what comes near to it. */
  exact?: boolean;
  /** With `text`: of those that are found only so many are compared, for a picker: who is not among them is found by one more word. */
  most?: number;
  /** With `text`: the best match first, and only then in the order of `orderBy`. */
  bestFirst?: boolean;
  orderBy?: Record<string, unknown> | Record<string, unknown>[];
  skip?: number;
  /** At most 500. */
  take?: number;
}

/** What an actor may do with a kind of record at all; one record may still be closed (or opened) to them. */
export interface RecordAccess {
  view: boolean;
  create: boolean;
  edit: boolean;
  delete: boolean;
}

/**
 * How a deletion ended: the row is gone, it had a history and was put aside instead, it is an entry of a log and was struck out, or it is
 * money, and its inverse was posted.
 */
export type DeleteOutcome =
  'deleted' | 'archived' | 'deactivated' | 'struck out' | 'credited' | 'reversed' | 'voided' | 'released' | 'ended';

/** The use cases behind a kind of record. `data` and `changes` come typed (bigint, Date, Decimal). */
export interface RecordUseCases {
  /** What deserves a second look before the record is added: asked for by a door that can ask back. */
  warn?(ctx: Ctx, data: Row): Promise<Warning[]>;
  /** What is said after those warnings: what saving again means. */
  warned?: string;
  /** Gives the new record's id. */
  create?(ctx: Ctx, data: Row): Promise<string>;
  update?(ctx: Ctx, id: string, changes: Row): Promise<void>;
  remove?(ctx: Ctx, id: string, reason?: string): Promise<DeleteOutcome>;
  /**
   * Removes at once those of many that it can, without asking why, and gives how each of them ended; the others are left to `remove`, which
   * says what stands in the way.
   */
  removeMany?(ctx: Ctx, ids: readonly string[]): Promise<ReadonlyMap<string, DeleteOutcome>>;
  /** Endings of a deletion that want a reason. */
  removeAsks?: readonly DeleteOutcome[];
  /** The seed may add thousands at once past `create`: the database holds by itself what must be true of them. */
  seedsInBulk?: boolean;
}
