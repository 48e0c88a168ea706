import type { Ctx } from '../../access/context.js';
import { conflict } from '../../kernel/errors.js';

/**
 * Throws 409 where appointments to come keep this clock, a location's or (null) the practice's: what becomes of them has to be said
 * (zone-correction).
 */
export async function requireNobodyOnClock(ctx: Ctx, locationId: bigint | null): Promise<void> {
  const appointments = await ctx.db.appointment.count({ where: { locationId, startTime: { gt: ctx.now() } } });
  if (appointments === 0) return;
  const some = `${appointments} ${appointments === 1 ? 'appointment' : 'appointments'} to come`;
  const which = locationId === null ? `${some} without a location` : `${some} at this location`;
  const detail = `${which}: correct the time zone by itself, and say whether they keep the clock or their instants.`;
  throw conflict(locationId === null ? 'practice.timezone_in_use' : 'location.timezone_in_use', detail, {
    errors: [{ path: 'timezone', message: detail }],
    details: { clashesWith: { appointments } },
  });
}
