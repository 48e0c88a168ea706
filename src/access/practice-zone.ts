/** The clock of the practice, and how it writes days, times and money. */
import type { Ctx } from './context.js';
import { clockOf } from '../kernel/clock.js';
import { USUAL_FORMATS, type FormatSettings } from '../kernel/formats.js';
import { type SpokenTimes, spokenTimes } from '../kernel/spoken-times.js';
import { toDate } from '../kernel/time.js';
import { habitsOfPractice, holdZoneOfPractice } from './practice.queries.js';

const GOOD_FOR_MS = 60_000;

export interface Habits {
  zone: string;
  formats: FormatSettings;
}

const known = new WeakMap<object, { habits: Habits; until: number }>();

/** The practice's zone and formats; asked of the database once a minute at most, and after a change in this process at once. */
export async function practiceHabits(ctx: Ctx): Promise<Habits> {
  const kept = known.get(ctx.root.pool);
  const now = Date.now();
  if (kept && kept.until > now) return kept.habits;
  const { zone, ...formats } = (await habitsOfPractice(ctx)) ?? { zone: 'UTC', ...USUAL_FORMATS };
  const habits = { zone, formats };
  known.set(ctx.root.pool, { habits, until: now + GOOD_FOR_MS });
  return habits;
}

/** How the practice writes times in a sentence. */
export async function practiceTimes(ctx: Ctx): Promise<SpokenTimes> {
  return spokenTimes((await practiceHabits(ctx)).formats);
}

/** The practice's time zone. */
export async function practiceZone(ctx: Ctx): Promise<string> {
  return (await practiceHabits(ctx)).zone;
}

/** The practice's time zone of now, which nobody changes until the transaction of ctx ends. */
export async function practiceZoneHeld(ctx: Ctx): Promise<string> {
  return (await holdZoneOfPractice(ctx)) ?? 'UTC';
}

/** Today in the practice's zone, midnight UTC of that day. In a transaction the zone stays until its end: what is dated by it is written there. */
export async function practiceDay(ctx: Ctx): Promise<Date> {
  return toDate(clockOf(await (ctx.transaction ? practiceZoneHeld(ctx) : practiceZone(ctx))).day(ctx.now()), 'today');
}

/** After a change of the practice's row. */
export function forgetHabits(ctx: Ctx): void {
  known.delete(ctx.root.pool);
}

/** The help beside a time zone in a form. */
export const ZONE_HELP = 'The name of an IANA time zone, like America/New_York.';
