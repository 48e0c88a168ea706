import type { Ctx } from '../../access/context.js';

/** On whose clock appointments are: a location's, or (null) the practice's, as those without a location are. */
export type ClockOf = bigint | null;

/** @param place the parameter with the location's id */
const isOnClock = (clock: ClockOf, column: string, place: string): string =>
  clock === null ? `${column} IS NULL AND ${place}::bigint IS NULL` : `${column} = ${place}::bigint`;

/** The series of that zone whose appointments to come are on this clock, those aside that were changed by themselves. */
export async function seriesOn(ctx: Ctx, clock: ClockOf, timezone: string): Promise<bigint[]> {
  const rows = await ctx.db.$queryRawUnsafe<{ id: bigint }[]>(
    `SELECT DISTINCT p.id FROM appointments a JOIN appointment_recurrence_patterns p ON p.id = a.recurrence_pattern_id
     WHERE ${isOnClock(clock, 'a.location_id', '$1')} AND a.start_time > $2::text::timestamp AND NOT a.changed_singly AND p.timezone = $3
     ORDER BY p.id`,
    clock,
    ctx.now().toISOString(),
    timezone,
  );
  return rows.map(({ id }) => id);
}

/** Locks these series and then, in one order for everybody, their appointments and those to come on this clock. */
export async function lockSeriesAndClock(ctx: Ctx, patternIds: readonly bigint[], clock: ClockOf): Promise<void> {
  const ids = patternIds.map(String);
  await ctx.db.$queryRawUnsafe(
    `SELECT count(*)::int FROM (SELECT 1 FROM appointment_recurrence_patterns WHERE id = ANY ($1::text[]::bigint[]) ORDER BY id FOR UPDATE) locked`,
    ids,
  );
  await ctx.db.$queryRawUnsafe(
    `SELECT count(*)::int FROM (SELECT 1 FROM appointments WHERE recurrence_pattern_id = ANY ($1::text[]::bigint[])
       OR ${isOnClock(clock, 'location_id', '$2')} AND start_time > $3::text::timestamp ORDER BY id FOR UPDATE) locked`,
    ids,
    clock,
    ctx.now().toISOString(),
  );
}

/** Gives series another zone, and the ends of their rules on its clock. One statement. */
export async function rewriteZones(
  ctx: Ctx,
  series: readonly { id: bigint; start: Date; end: Date | null }[],
  timezone: string,
): Promise<void> {
  await ctx.db.$executeRawUnsafe(
    `UPDATE appointment_recurrence_patterns p SET timezone = $4, start_date = w.starts, end_date = w.ends, updated_by = $5
     FROM unnest($1::text[]::bigint[], $2::text[]::timestamp[], $3::text[]::timestamp[]) AS w (id, starts, ends) WHERE p.id = w.id`,
    series.map(({ id }) => String(id)),
    series.map(({ start }) => start.toISOString()),
    series.map(({ end }) => end?.toISOString() ?? null),
    timezone,
    ctx.actor.id,
  );
}

/** Gives open offers the times that their holds have now. One statement. */
export async function followHolds(ctx: Ctx, offerIds: readonly bigint[]): Promise<void> {
  await ctx.db.$executeRawUnsafe(
    `UPDATE waitlist_offers o SET start_time = a.start_time, end_time = a.end_time, held_until = least(o.held_until, a.start_time)
     FROM appointments a WHERE a.id = o.appointment_id AND o.id = ANY ($1::text[]::bigint[])`,
    offerIds.map(String),
  );
}

/** How many appointments to come are on each of these clocks; those on which none is are left out. One statement. */
export async function countToCome(ctx: Ctx, clocks: readonly ClockOf[]): Promise<Map<ClockOf, number>> {
  const counts = await ctx.db.appointment.groupBy({
    by: ['locationId'],
    where: {
      startTime: { gt: ctx.now() },
      OR: [
        { locationId: { in: clocks.filter((clock) => clock !== null) } },
        ...(clocks.includes(null) ? [{ locationId: null }] : []),
      ],
    },
    _count: true,
  });
  return new Map(counts.map(({ locationId, _count }) => [locationId, _count]));
}
