/** What a domain below knows of a booking, and says beside its warnings: nothing is held up by it, and nobody has to confirm it. */
import type { Ctx } from '../../access/context.js';
import { ask, type Question } from '../../events/questions.js';
import type { Warning } from '../../kernel/warnings.js';
import type { Booking } from './booked.js';

/** What is about to be booked. */
export interface Remarked {
  /** Several for a series, in its order. */
  bookings: readonly Booking[];
  /** The appointments themselves, when they are there already. */
  except: readonly bigint[];
}

declare module '../../events/questions.js' {
  interface Questions {
    /** What deserves a second look about these bookings, as far as the actor may know of it? */
    'booking.remarks': Question<Remarked, readonly Warning[]>;
  }
}

/** What is said of these bookings. */
export async function remarksOn(ctx: Ctx, remarked: Remarked): Promise<readonly Warning[]> {
  if (remarked.bookings.length === 0) return [];
  return (await ask(ctx, 'booking.remarks', [remarked])).get(remarked) ?? [];
}
