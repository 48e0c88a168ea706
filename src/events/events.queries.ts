/** The stored events: written with the change, read without a gap, pruned. */
import type { Ctx } from '../access/context.js';
import { once } from '../database/client.js';
import type { LogTable } from '../database/last-inserts.js';
import type { Queries } from '../database/transaction-seat.js';
import type { Told } from './pieces.js';

export const EVENTS_TABLE: LogTable = {
  name: 'events',
  columns: [
    ['name', 'text'],
    ['version', 'integer'],
    ['record_type', 'text'],
    ['record_id', 'text'],
    ['client_id', 'bigint'],
    ['occurred_at', 'timestamp'],
    ['actor_id', 'bigint'],
    ['request_id', 'text'],
    ['data', 'jsonb'],
  ],
};

/** One event, as it is stored. */
export interface StoredEvent {
  /** Unique for ever: who follows may get an event twice, and knows it by this. */
  id: string;
  name: string;
  version: number;
  recordType: string;
  recordId: string;
  clientId: string | null;
  occurredAt: Date;
  actorId: string | null;
  requestId: string | null;
  data: Readonly<Record<string, Told>>;
}

export interface EventPage {
  events: StoredEvent[];
  /** Where to read on. The same position gives the same events again, and those that came since. */
  position: string;
  /** Whether there is more already. */
  more: boolean;
}

/** Events that this reader has not read are gone, or its position is of another server: it begins anew, with null. */
export class PositionLost extends Error {
  override name = 'PositionLost';

  constructor() {
    super('What followed this position is not known any more.');
  }
}

/**
 * How far somebody has read. Not "up to this event": a transaction that began early may end late, and its events have small numbers. What
 * was read is what the snapshot `seen` sees; where a page ended in between, what `upTo` sees as well as far as the event `last`.
 */
interface Position {
  server: string;
  seen: string;
  upTo: string | null;
  last: string;
}

const SNAPSHOT = /^\d{1,20}:\d{1,20}:[\d,]{0,100000}$/;

function positionOf(text: string): Position {
  const [server = '', seen = '', upTo, last = '0'] = text.split('/');
  const right = /^\d{1,20}$/.test(server) && SNAPSHOT.test(seen) && (upTo === undefined || SNAPSHOT.test(upTo));
  if (!right || !/^\d{1,19}$/.test(last)) throw new PositionLost();
  return { server, seen, upTo: upTo ?? null, last };
}

/** What the log of events is like at this instant. */
interface Log {
  server: string;
  /** The transactions that are over. */
  present: string;
  /** What older transactions wrote is pruned. */
  horizon: string;
}

/**
 * After a restore into another server the transactions of the events are numbered anew: those of old numbers would seem to be still to
 * come, and are given the number of this one.
 */
async function settledLog(queries: Queries): Promise<Log> {
  const [row] = await once<Log & { known: string }>(
    queries,
    `SELECT h.server AS known, c.system_identifier::text AS server, pg_current_snapshot()::text AS present, h.pruned_below::text AS horizon
     FROM event_horizons h, pg_control_system() c`,
  );
  if (!row) throw new Error('The horizon of the events is missing.');
  if (row.known === row.server) return row;
  await once(
    queries,
    `WITH moved AS (UPDATE event_horizons SET server = $1, pruned_below = '3' WHERE server <> $1 RETURNING id)
     UPDATE events SET written_in = pg_current_xact_id() WHERE EXISTS (SELECT FROM moved)`,
    [row.server],
  );
  return settledLog(queries);
}

const bounds = (snapshot: string): { xmin: bigint; xmax: bigint } => {
  const [xmin = '', xmax = ''] = snapshot.split(':');
  return { xmin: BigInt(xmin), xmax: BigInt(xmax) };
};

/** The numbers of transactions are given apart from their snapshots, for the index. */
const PAGE = `SELECT e.id::text, e.name, e.version, e.record_type AS "recordType", e.record_id AS "recordId", e.client_id::text AS "clientId",
    e.occurred_at AS "occurredAt", e.actor_id::text AS "actorId", e.request_id AS "requestId", e.data
  FROM events e
  WHERE e.written_in >= $1::text::xid8 AND e.written_in < $2::text::xid8 AND e.id > $3::text::bigint
    AND NOT pg_visible_in_snapshot(e.written_in, $4::text::pg_snapshot) AND pg_visible_in_snapshot(e.written_in, $5::text::pg_snapshot)
  ORDER BY e.id LIMIT $6::int`;

/**
 * The events after a position, each once its transaction is durable: none is passed over, whenever the others end, and none that is open
 * holds the others up. Those of one record come in the order in which it was changed.
 * @param after what an earlier page gave; null: all that are kept
 * @param limit events at most
 * @throws {PositionLost}
 */
export async function readEvents(ctx: Pick<Ctx, 'pool'>, after: string | null, limit: number): Promise<EventPage> {
  const log = await settledLog(ctx.pool);
  const from: Position =
    after === null ? { server: log.server, seen: `${log.horizon}:${log.horizon}:`, upTo: null, last: '0' } : positionOf(after);
  const [seen, upTo] = [bounds(from.seen), bounds(from.upTo ?? log.present)];
  // Another server, or the same one from a backup of before.
  if (from.server !== log.server || seen.xmax > bounds(log.present).xmax) throw new PositionLost();
  const rows = await once<StoredEvent>(ctx.pool, PAGE, [
    String(seen.xmin),
    String(upTo.xmax),
    from.last,
    from.seen,
    from.upTo ?? log.present,
    limit + 1,
  ]);
  // What was pruned meanwhile may have been among them.
  const { horizon } = await settledLog(ctx.pool);
  if (seen.xmin < BigInt(horizon)) {
    if (after === null) return readEvents(ctx, after, limit);
    throw new PositionLost();
  }
  const events = rows.slice(0, limit);
  const more = rows.length > limit;
  const present = from.upTo ?? log.present;
  const position = more ? [log.server, from.seen, present, events.at(-1)?.id ?? from.last] : [log.server, present];
  return { events, position: position.join('/'), more };
}

const BATCH = 10_000;

/**
 * Deletes the events of before `until`, and keeps in mind how far: whole transactions, from the oldest on, so that nothing is left of
 * what counts as pruned.
 */
export async function pruneEvents(ctx: Pick<Ctx, 'pool'>, until: Date): Promise<void> {
  await settledLog(ctx.pool);
  await once(
    ctx.pool,
    // No further than just behind the last old one, so that who has read it keeps its position; and a transaction that is still open may yet
    // bring an event of today.
    `UPDATE event_horizons SET pruned_below = greatest(pruned_below, least(
       (SELECT (written_in::text::numeric + 1)::text::xid8 FROM events WHERE occurred_at < $1::text::timestamp ORDER BY written_in DESC LIMIT 1),
       (SELECT written_in FROM events WHERE occurred_at >= $1::text::timestamp ORDER BY written_in LIMIT 1),
       pg_snapshot_xmin(pg_current_snapshot())))
     WHERE EXISTS (SELECT FROM events WHERE occurred_at < $1::text::timestamp)`,
    [until.toISOString()],
  );
  for (;;) {
    const gone = await once<{ id: string }>(
      ctx.pool,
      `DELETE FROM events WHERE id IN (SELECT e.id FROM events e, event_horizons h WHERE e.written_in < h.pruned_below LIMIT ${BATCH})
       RETURNING id::text`,
    );
    if (gone.length < BATCH) return;
  }
}
