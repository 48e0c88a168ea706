import type { FoundKind } from '../generated/requests/search.js';
import type { Id } from '../kernel/ids.js';

/** A record that was found: enough to tell it from others. */
export interface Found {
  kind: FoundKind;
  id: Id;
  /**
   * What it is called.
   * @maxLength 500
   * @example "Morgan Ellery"
   */
  title: string;
  /**
   * Whose it is: the name of its client, where it is about one that you may see.
   * @maxLength 250
   * @example "Morgan Ellery"
   */
  clientName: string | null;
  /** The client that it belongs to; null for one of no client. */
  clientId: Id | null;
  /**
   * The day (of an invoice) or the instant (of an appointment) that it is of.
   * @maxLength 30
   * @example "2026-03-08T14:00:00.000Z"
   */
  when: string | null;
  /**
   * Its status, as its own list has it.
   * @maxLength 30
   * @example "ACTIVE"
   */
  status: string | null;
}

/** What was found, kind after kind, of each kind the best match first. */
export interface FoundList {
  items: Found[];
  nextCursor: string | null;
}
