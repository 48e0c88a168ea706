import type { AnsweredOffer, WaitlistOffer, WaitlistSkip } from './offers.dto.js';
import type { OfferRow, PublicOfferRow, SkipRow } from './offers.queries.js';

/** The offer as the API tells of it. */
export function toWaitlistOffer(row: OfferRow): WaitlistOffer {
  return {
    ...row,
    startTime: row.startTime.toISOString(),
    endTime: row.endTime.toISOString(),
    heldUntil: row.heldUntil.toISOString(),
    answeredAt: row.answeredAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

/** The skip as the API tells of it. */
export function toWaitlistSkip(row: SkipRow): WaitlistSkip {
  return {
    ...row,
    startTime: row.startTime.toISOString(),
    endTime: row.endTime.toISOString(),
    createdAt: row.createdAt.toISOString(),
  };
}

/** The same for the holder of the token: nothing about the client. */
export function toAnsweredOffer(row: PublicOfferRow): AnsweredOffer {
  return { ...row, startTime: row.startTime.toISOString() };
}
