/** Bookings beside NestJS: as many as 32 want one slot at once. Afterwards SQL counts what is booked twice, on both sides. */
import pg from 'pg';
import type { Server } from '../servers.js';
import { COPY } from './bare-tables.js';
import { compared, FROM, iso, racersOf, raceProduct, SLOTS, slots, HOUR, DAY, type Writing, type Written } from '../writes.js';

export interface Raced extends Written {
  /** Bookings of somebody or of a room that was taken at that time already. */
  doubles: [product: number, peer: number];
  /** A slot, of the four that fit. */
  booked: [product: number, peer: number];
}

/** Live appointments of the race, and those of them that came later than another of the same therapist or room. */
const count = (table: string): string => `SELECT count(*)::int AS booked, count(*) FILTER (WHERE EXISTS (
      SELECT FROM ${table} b WHERE b.id < a.id AND b.status NOT IN ('CANCELLED', 'NOSHOW')
        AND (b.therapist_id = a.therapist_id OR b.room_id = a.room_id) AND b.start_time < a.end_time AND a.start_time < b.end_time
        AND b.start_time >= $1::timestamp))::int AS doubles
  FROM ${table} a WHERE a.start_time >= $1::timestamp AND a.status NOT IN ('CANCELLED', 'NOSHOW')`;

async function counted(pool: pg.Pool, table: string): Promise<{ booked: number; doubles: number }> {
  const { rows } = await pool.query<{ booked: number; doubles: number }>(count(table), [iso(FROM)]);
  return rows[0] ?? { booked: 0, doubles: 0 };
}

/** The product's appointments, and the peer's, which nothing of ours guards. */
const TABLES = ['public.appointments', `${COPY}.appointments`] as const;

async function clear(pool: pg.Pool): Promise<void> {
  for (const table of TABLES) await pool.query(`DELETE FROM ${table} WHERE start_time >= $1::timestamp`, [iso(FROM - DAY)]);
}

/** Booked, taken, or told to try again. */
const ANSWERS = [201, 409, 503];

async function raceNest(nest: Server, headers: Record<string, string>, writing: Writing, start: number): Promise<void> {
  await Promise.all(
    racersOf(writing.sizes).map(async ({ therapist, room }) => {
      const answer = await fetch(`${nest.url}/api/appointments`, {
        method: 'POST',
        headers: { ...headers, 'Content-Type': 'application/json' },
        body: JSON.stringify({
          title: 'Race',
          clientId: '1',
          therapistId: String(therapist),
          roomId: String(room),
          startTime: iso(start),
          endTime: iso(start + HOUR),
        }),
      });
      const text = await answer.text();
      if (!ANSWERS.includes(answer.status))
        throw new Error(`A racer was answered ${answer.status} by NestJS: ${text.slice(0, 300)}`);
    }),
  );
}

/** Races of one peer, in turn with the product's. The copy of the appointments is there already. */
export async function race(name: string, writing: Writing, nest: Server, headers: Record<string, string>): Promise<Raced> {
  const pool = new pg.Pool({ connectionString: writing.databaseUrl, max: 1, options: '-c timezone=UTC' });
  const [next, nextOther] = [slots(), slots()];
  let raced = 0;
  try {
    await clear(pool);
    const written = await compared(
      name,
      writing.rounds,
      SLOTS,
      () => raceProduct(writing, next()),
      async () => {
        raced++;
        await raceNest(nest, headers, writing, nextOther());
      },
    );
    const [ours, theirs] = [await counted(pool, TABLES[0]), await counted(pool, TABLES[1])];
    return {
      ...written,
      doubles: [ours.doubles, theirs.doubles],
      booked: [ours.booked / raced, theirs.booked / raced],
    };
  } finally {
    await clear(pool);
    await pool.end();
  }
}
