/** Which status of a waitlist entry may follow which. Pure. */
import type { WaitlistStatus } from '../../../generated/requests/waitlist.js';

export type { WaitlistStatus };

/** The allowed moves. Who was placed or has left waits again before anything else. */
export const MOVES: Readonly<Record<WaitlistStatus, readonly WaitlistStatus[]>> = {
  WAITING: ['PLACED', 'CANCELLED'],
  PLACED: ['WAITING'],
  CANCELLED: ['WAITING'],
};

const DAY = 86_400_000;

/** Whole days from the request until `until`, never less than none. */
export function daysWaited(requestDate: Date, until: Date): number {
  return Math.max(0, Math.floor((until.getTime() - requestDate.getTime()) / DAY));
}
