/**
 * Bookings, timed against the best SQL that does the same under the same triggers and constraint: racers for one slot, and a series
 * of a year. Far in the future, where nobody else is, and taken away again.
 */
import pg from 'pg';
import { median } from './load.js';
import type { Server } from './servers.js';
import type { Sizes } from './sizes.js';
import { USERS } from './sizes.js';

const RACERS = 32;
/** A round has so many. */
export const SLOTS = 12;
/** The racers of a slot want one of so many therapists, and one of so many rooms. */
const CROSSED = 4;
const WEEKS = 52;
/** Rounds before any is timed. */
const WARM = 5;
/** Races and series begin here, where no practice of the benchmark has anything. */
export const FROM = Date.parse('2045-01-02T14:00:00.000Z');
export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

export interface Written {
  name: string;
  /** Product to SQL: of what is done in a second. */
  ratio: number;
  lowest: number;
  highest: number;
  /** Milliseconds: a slot with all its racers, or a series. */
  product: number;
  sql: number;
}

export interface Writing {
  product: Server;
  headers: Record<string, string>;
  databaseUrl: string;
  sizes: Sizes;
  rounds: number;
}

async function post(writing: Writing, path: string, body: object): Promise<{ status: number; text: string }> {
  const answer = await fetch(writing.product.url + path, {
    method: 'POST',
    headers: { ...writing.headers, 'Content-Type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, text: await answer.text() };
}

const therapistOf = (sizes: Sizes, index: number): number => USERS.firstTherapist + (index % sizes.therapists);
export const iso = (time: number): string => new Date(time).toISOString();

/** A slot nobody has used yet, whichever side uses it. */
export function slots(): () => number {
  let next = 0;
  return () => FROM + next++ * 2 * HOUR;
}

export interface Racer {
  therapist: number;
  room: number;
}

/** Who wants the same slot. */
export const racersOf = (sizes: Sizes): Racer[] =>
  Array.from({ length: RACERS }, (_, index) => ({
    therapist: therapistOf(sizes, index % CROSSED),
    room: 1 + (Math.floor(index / CROSSED) % CROSSED),
  }));

/** All at once through the API. Throws where one is neither booked nor refused for a clash, or too many are booked. */
export async function raceProduct(writing: Writing, start: number): Promise<void> {
  const answers = await Promise.all(
    racersOf(writing.sizes).map((racer) =>
      post(writing, '/api/appointments', {
        title: 'Race',
        clientId: '1',
        therapistId: String(racer.therapist),
        roomId: String(racer.room),
        startTime: iso(start),
        endTime: iso(start + HOUR),
      }),
    ),
  );
  const strange = answers.find(({ status }) => status !== 201 && status !== 409);
  if (strange) throw new Error(`A racer was answered ${strange.status}: ${strange.text.slice(0, 300)}`);
  requireWinners(answers.filter(({ status }) => status === 201).length);
}

function requireWinners(winners: number): void {
  if (winners < 1 || winners > CROSSED) throw new Error(`${winners} racers won one slot of ${CROSSED} therapists.`);
}

const EXCLUSION = '23P01';
/** One statement, one way to the database: takes its turn like the product, and leaves the rest to the constraint. */
const RACE = `WITH turn AS (
    SELECT count(pg_advisory_xact_lock(key)::text) FROM (
      SELECT DISTINCT hashtext(name) AS key FROM unnest(ARRAY['race staff ' || $1, 'race room ' || $2]) AS name ORDER BY key) keys)
  INSERT INTO appointments (title, start_time, end_time, client_id, therapist_id, room_id, created_at, updated_at)
  SELECT 'Race', $3::timestamp, $4::timestamp, 1, $1::text::bigint, $2::text::bigint, now(), now() FROM turn`;

async function raceSql(writing: Writing, pool: pg.Pool, start: number): Promise<void> {
  const won = await Promise.all(
    racersOf(writing.sizes).map((racer) =>
      pool
        .query({ name: 'race', text: RACE, values: [String(racer.therapist), String(racer.room), iso(start), iso(start + HOUR)] })
        .then(() => true)
        .catch((error: unknown) => {
          if (error instanceof pg.DatabaseError && error.code === EXCLUSION) return false;
          throw error;
        }),
    ),
  );
  requireWinners(won.filter(Boolean).length);
}

/** The rows of the product's series, but for the pattern and the first one that they name. */
const SERIES = `INSERT INTO appointments (title, start_time, end_time, original_start, client_id, therapist_id, room_id, location_id, is_recurring,
    created_by, updated_by, created_at, updated_at)
  SELECT 'Series', s, s + interval '1 hour', s, 1, $1::text::bigint, $2::text::bigint,
    (SELECT location_id FROM therapy_rooms WHERE id = $2::text::bigint), true, ${USERS.staff}, ${USERS.staff}, now(), now()
  FROM generate_series($3::timestamp, $3::timestamp + interval '${WEEKS - 1} weeks', interval '1 week') AS s`;

async function seriesProduct(writing: Writing, start: number, index: number): Promise<void> {
  const answer = await post(writing, '/api/appointments/recurring', {
    title: 'Series',
    clientId: '1',
    therapistId: String(therapistOf(writing.sizes, index)),
    roomId: String(1 + (index % writing.sizes.therapists)),
    startTime: iso(start),
    endTime: iso(start + HOUR),
    recurrence: { frequency: 'WEEKLY', count: WEEKS },
  });
  if (answer.status !== 201) throw new Error(`A series was answered ${answer.status}: ${answer.text.slice(0, 300)}`);
}

/** Milliseconds. */
async function timed(work: () => Promise<void>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/** Turn about, so that what else the machine does hits both alike. */
export async function compared(
  name: string,
  rounds: number,
  times: number,
  product: () => Promise<void>,
  sql: () => Promise<void>,
): Promise<Written> {
  const round = (work: () => Promise<void>) => async (): Promise<number> => {
    const all: number[] = [];
    for (let number = 0; number < times; number++) all.push(await timed(work));
    return median(all);
  };
  const [ours, theirs] = [round(product), round(sql)];
  // What runs for the first times is another program.
  for (let time = 0; time < WARM; time++) for (const warm of [ours, theirs]) await warm();
  const pairs: [number, number][] = [];
  for (let number = 0; number < rounds; number++) {
    if (number % 2 === 0) pairs.push([await ours(), await theirs()]);
    else {
      const later = await theirs();
      pairs.push([await ours(), later]);
    }
  }
  const ratios = pairs.map(([first, second]) => second / first);
  return {
    name,
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    product: median(pairs.map(([first]) => first)),
    sql: median(pairs.map(([, second]) => second)),
  };
}

const OVERLAPS = `SELECT count(*)::int AS found FROM appointment_occupancies a JOIN appointment_occupancies b ON a.resource = b.resource
  AND a.resource_id = b.resource_id AND a.appointment_id < b.appointment_id AND a.lane = 0 AND b.lane = 0
  AND a.start_time < b.end_time AND b.start_time < a.end_time WHERE a.start_time >= $1::timestamp`;

/** Races and series. Throws where something is double-booked afterwards. */
export async function timeWrites(writing: Writing): Promise<Written[]> {
  const pool = new pg.Pool({ connectionString: writing.databaseUrl, max: 10, options: '-c timezone=UTC' });
  try {
    const next = slots();
    const races = await compared(
      `${RACERS} racers a slot, ${CROSSED} therapists and ${CROSSED} rooms crossed`,
      writing.rounds,
      SLOTS,
      () => raceProduct(writing, next()),
      () => raceSql(writing, pool, next()),
    );
    let index = 0;
    const later = FROM + 400 * DAY;
    // Each a therapist, and after all of them another hour.
    const place = (): [number, number] => {
      const at = index++;
      return [later + Math.floor(at / writing.sizes.therapists) * 2 * HOUR, at];
    };
    const series = await compared(
      `a series of ${WEEKS} weeks`,
      writing.rounds,
      6,
      () => seriesProduct(writing, ...place()),
      async () => {
        const [start, at] = place();
        const values = [String(therapistOf(writing.sizes, at)), String(1 + (at % writing.sizes.therapists)), iso(start)];
        await pool.query({ name: 'series', text: SERIES, values });
      },
    );
    const { rows } = await pool.query<{ found: number }>(OVERLAPS, [iso(FROM)]);
    if (rows[0]?.found !== 0) throw new Error(`${rows[0]?.found} double bookings after the races.`);
    return [races, series];
  } finally {
    await pool.query('DELETE FROM appointments WHERE start_time >= $1::timestamp', [iso(FROM - DAY)]);
    await pool.query('DELETE FROM appointment_recurrence_patterns WHERE start_date >= $1::timestamp', [iso(FROM - DAY)]);
    await pool.end();
  }
}

/** The buffers that a recorded statement reads, the most of some. */
export async function mostBuffers(
  databaseUrl: string,
  statements: readonly { text: string; values: unknown[] }[],
): Promise<number> {
  const client = new pg.Client({ connectionString: databaseUrl, options: '-c timezone=UTC' });
  await client.connect();
  try {
    let most = 0;
    for (const { text, values } of statements) {
      // The first look also reads the catalogue.
      if (most === 0) await client.query(text, values);
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Record<string, number> }] }>(
        `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`,
        values,
      );
      const plan = rows[0]?.['QUERY PLAN'][0].Plan ?? {};
      most = Math.max(most, (plan['Shared Hit Blocks'] ?? 0) + (plan['Shared Read Blocks'] ?? 0));
    }
    return most;
  } finally {
    await client.end();
  }
}
