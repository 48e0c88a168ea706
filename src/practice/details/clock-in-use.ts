import type { Ctx } from '../../access/context.js';
import { ask, type Question } from '../../events/questions.js';
import { conflict } from '../../kernel/errors.js';

declare module '../../events/questions.js' {
  interface Questions {
    /** How many appointments to come keep the clock of a location, or (null) of the practice, as those without a location do? */
    'location.appointmentsToCome': Question<bigint | null, number>;
  }
}

/**
 * Throws 409 where appointments to come keep this clock, a location's or (null) the practice's: what becomes of them has to be said
 * (zone-correction).
 */
export async function requireNobodyOnClock(ctx: Ctx, locationId: bigint | null): Promise<void> {
  const appointments = (await ask(ctx, 'location.appointmentsToCome', [locationId])).get(locationId) ?? 0;
  if (appointments === 0) return;
  const some = `${appointments} ${appointments === 1 ? 'appointment' : 'appointments'} to come`;
  const which = locationId === null ? `${some} without a location` : `${some} at this location`;
  const detail = `${which}: correct the time zone by itself, and say whether they keep the clock or their instants.`;
  throw conflict(locationId === null ? 'practice.timezone_in_use' : 'location.timezone_in_use', detail, {
    errors: [{ path: 'timezone', message: detail }],
    details: { clashesWith: { appointments } },
  });
}
