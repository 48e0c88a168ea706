import type { Id } from '../../kernel/ids.js';
import type { Instant } from '../../kernel/time.js';
import type { Warning } from '../../kernel/warnings.js';

/** What became of an offer. */
export type WaitlistOfferStatus = 'OFFERED' | 'ACCEPTED' | 'DECLINED' | 'EXPIRED' | 'WITHDRAWN';

/** A free time offered to somebody who waits. */
export interface WaitlistOffer {
  id: Id;
  waitlistId: Id;
  status: WaitlistOfferStatus;
  /** @example "Speech therapy" */
  title: string;
  startTime: Instant;
  endTime: Instant;
  therapistId: Id;
  /** @example "Sam Rivera" */
  therapistName: string;
  roomId: Id | null;
  /** @example "Blue room" */
  roomName: string | null;
  locationId: Id | null;
  /** @example "Harbour Street" */
  locationName: string | null;
  /** Nobody else can book the time before this. */
  heldUntil: Instant;
  /** Whether the next one whom the time suits gets it offered when this one declines or does not answer. */
  moveOn: boolean;
  /** What holds the time; once accepted, the appointment; null once the time was let go. */
  appointmentId: Id | null;
  /** When it was accepted, declined or withdrawn, or found to have expired. */
  answeredAt: Instant | null;
  /** Null where the holder of the token answered, or nobody did. */
  answeredBy: Id | null;
  createdAt: Instant;
  updatedAt: Instant;
  createdBy: Id | null;
}

/** An offer that was made now, with the token for whom it was made: it is told this once. */
export interface MadeWaitlistOffer {
  offer: WaitlistOffer;
  /**
   * For `accept` and `decline`.
   * @example "the-token-that-was-sent"
   */
  token: string;
  /**
   * What deserves a second look: its `code` is a BookingWarningCode.
   * @maxItems 200
   */
  warnings: Warning[];
}

/** The offers to one entry, the latest first. */
export interface WaitlistOfferList {
  /** @maxItems 200 */
  items: WaitlistOffer[];
}

/** Why somebody who stood before was not asked. */
export type WaitlistSkipReason = 'OPEN_OFFER' | 'HAD_THIS_TIME' | 'DOES_NOT_FIT' | 'OTHER_FITS_BETTER' | 'STAFF_CHOICE';

/** A time that was offered to somebody behind this entry. To whom is not told. */
export interface WaitlistSkip {
  id: Id;
  waitlistId: Id;
  /**
   * OPEN_OFFER: another time was offered to them then. HAD_THIS_TIME: they had it offered before. DOES_NOT_FIT: see `details`.
   * OTHER_FITS_BETTER: it meets more wishes of whoever got it. STAFF_CHOICE: staff chose somebody else.
   */
  reason: WaitlistSkipReason;
  /**
   * What does not fit, in words.
   * @maxLength 5000
   * @example "not before 15:00, and this begins at 10:00"
   */
  details: string | null;
  startTime: Instant;
  /** @example "2026-03-08T14:50:00.000Z" */
  endTime: Instant;
  therapistId: Id;
  /** @example "Sam Rivera" */
  therapistName: string;
  createdAt: Instant;
}

/** The offers that went past one entry, the latest first. */
export interface WaitlistSkipList {
  /** @maxItems 500 */
  items: WaitlistSkip[];
}

/** What the holder of the token is told. */
export interface AnsweredOffer {
  status: WaitlistOfferStatus;
  startTime: Instant;
  /**
   * The zone of the place.
   * @example "America/New_York"
   */
  timezone: string;
  /**
   * @maxLength 400
   * @example "Harbour Street"
   */
  place: string | null;
  /**
   * @maxLength 100
   * @example "Sam"
   */
  therapistFirstName: string;
}
