/** What is known of people and places in a time, by one statement: hours, absences, closures, and what the practice refuses. */
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { type FormatSettings, USUAL_FORMATS } from '../../kernel/formats.js';
import { type SpokenTimes, spokenTimes } from '../../kernel/spoken-times.js';
import type { BookingWarningCode } from '../../generated/requests/practice.js';
import type { Absence, Colleague, NamedClosure } from './rules/hours.js';
import type { Interval } from './rules/intervals.js';
import type { PlaceOnClock } from './rules/outside-hours.js';
import type { OpeningStretch } from './rules/hours.js';

export interface ScheduleFacts {
  people: Pick<Colleague, 'id' | 'name' | 'hours'>[];
  /** All locations, and the practice itself as the place without an id. */
  places: PlaceOnClock[];
  /** Of all places. */
  opening: OpeningStretch[];
  timeOff: Absence[];
  closures: NamedClosure[];
  /** Of the learners that were asked about, the names of those who are on hold. */
  onHold: string[];
  /** What the practice refuses instead of warning of it. */
  refused: BookingWarningCode[];
  /** How it writes times. */
  say: SpokenTimes;
}

const DAY = 86_400_000;
const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`;

const SELECT = `SELECT
  (SELECT coalesce(json_agg(json_build_object('id', u.id::text, 'name', u.first_name || ' ' || u.last_name, 'hours',
      coalesce((SELECT json_agg(json_build_object('locationId', h.location_id::text, 'weekday', h.weekday, 'startTime', h.start_time,
          'endTime', h.end_time, 'validFrom', h.valid_from::text, 'validTo', h.valid_to::text) ORDER BY h.id)
        FROM working_hours h WHERE h.user_id = u.id), '[]'::json)) ORDER BY u.id), '[]'::json)
    FROM users u WHERE u.id = ANY ($1::text[]::bigint[])) AS people,
  (SELECT json_agg(json_build_object('id', p.id::text, 'name', p.name, 'zone', p.zone)) FROM (
      SELECT id, name, timezone AS zone FROM practice_locations
      UNION ALL SELECT NULL, NULL, coalesce((SELECT timezone FROM practice ORDER BY id LIMIT 1), 'UTC')) p) AS places,
  (SELECT coalesce(json_agg(json_build_object('locationId', location_id::text, 'weekday', weekday, 'startTime', start_time,
      'endTime', end_time) ORDER BY weekday, start_time), '[]'::json) FROM opening_hours) AS opening,
  (SELECT coalesce(json_agg(json_build_object('userId', user_id::text, 'start', ${ms('start_time')}, 'end', ${ms('end_time')})
      ORDER BY start_time, id), '[]'::json) FROM time_off
    WHERE user_id = ANY ($1::text[]::bigint[]) AND end_time > $2::text::timestamp AND start_time < $3::text::timestamp) AS "timeOff",
  (SELECT coalesce(json_agg(json_build_object('locationId', location_id::text, 'name', name, 'startDate', start_date::text,
      'endDate', end_date::text) ORDER BY start_date, id), '[]'::json) FROM practice_closures
    WHERE end_date >= $4::text::date AND start_date <= $5::text::date) AS closures,
  (SELECT coalesce(json_agg(first_name || ' ' || last_name ORDER BY id), '[]'::json) FROM learners
    WHERE id = ANY ($6::text[]::bigint[]) AND status = 'ONHOLD') AS "onHold",
  (SELECT coalesce(to_json(refused_bookings), '[]'::json) FROM practice ORDER BY id LIMIT 1) AS refused,
  (SELECT json_build_object('locale', locale, 'currency', currency, 'clock', clock, 'firstDayOfWeek', first_day_of_week)
    FROM practice ORDER BY id LIMIT 1) AS formats`;

type FactsRow = Omit<ScheduleFacts, 'refused' | 'say'> & { refused: BookingWarningCode[] | null; formats: FormatSettings | null };

/** What is known of these people, and of all places, in the window. Reads through the transaction, if ctx is in one. */
export async function readScheduleFacts(
  ctx: Ctx,
  people: readonly bigint[],
  window: Interval,
  learners: readonly bigint[] = [],
): Promise<ScheduleFacts> {
  const iso = (time: number): string => new Date(time).toISOString();
  const day = (time: number): string => iso(time).slice(0, 10);
  const rows = await prepared<FactsRow & Record<string, unknown>>(ctx.pool, SELECT, [
    people.map(String),
    iso(window.start),
    iso(window.end),
    day(window.start - DAY),
    day(window.end + DAY),
    learners.map(String),
  ]);
  const [row] = rows;
  if (!row) throw new Error('the schedule could not be read');
  const { formats, refused, ...facts } = row;
  return { ...facts, refused: refused ?? [], say: spokenTimes(formats ?? USUAL_FORMATS) };
}
