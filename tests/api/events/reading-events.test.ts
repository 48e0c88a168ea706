/** Whoever follows the events misses none, however transactions overlap, and gets those of one record in order. */
import pg from 'pg';
import { openDatabase } from '../../../src/database/client.js';
import { type EventPage, PositionLost, pruneEvents, readEvents, type StoredEvent } from '../../../src/events/events.queries.js';
import { runSql, withDatabase } from '../../support/database.js';

const AT = new Date('2026-03-02T10:00:00Z');

describe('reading the stored events', () => {
  const own = withDatabase();
  let database: ReturnType<typeof openDatabase>;
  const open: pg.Client[] = [];

  beforeAll(() => {
    database = openDatabase(own.url, { max: 4 });
  });

  beforeEach(async () => {
    await runSql(own.url, 'TRUNCATE events');
    await runSql(own.url, "UPDATE event_horizons SET pruned_below = '3'");
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((client) => client.end()));
  });

  afterAll(() => database.close());

  /** A connection of its own, in a transaction that has its number already. */
  async function begun(): Promise<pg.Client> {
    const client = new pg.Client({ connectionString: own.url });
    await client.connect();
    open.push(client);
    await client.query('BEGIN');
    await client.query('SELECT pg_current_xact_id()');
    return client;
  }

  async function say(client: Pick<pg.Client, 'query'>, name: string, recordId = '1', at = AT): Promise<void> {
    await client.query(
      `INSERT INTO events (name, version, record_type, record_id, occurred_at, data) VALUES ($1, 1, 'Client', $2, $3::text::timestamp, '{}')`,
      [name, recordId, at.toISOString()],
    );
  }

  const names = ({ events }: EventPage): string[] => events.map(({ name }) => name);

  it('gives what is durable alone, and later what ended late although it began early', async () => {
    const [early, late] = [await begun(), await begun()];
    await say(early, 'early');
    await say(late, 'late');
    await late.query('COMMIT');
    const first = await readEvents(database, null, 10);
    expect(names(first)).toEqual(['late']);
    await early.query('COMMIT');
    const second = await readEvents(database, first.position, 10);
    expect(names(second)).toEqual(['early']);
    expect(names(await readEvents(database, second.position, 10))).toEqual([]);
    // The same position gives the same again.
    expect(names(await readEvents(database, first.position, 10))).toEqual(['early']);
  });

  it('leaves out what is taken back, and waits for nobody', async () => {
    const [open, undone] = [await begun(), await begun()];
    await say(open, 'open');
    await say(undone, 'undone');
    await undone.query('ROLLBACK');
    await say(database.pool, 'done');
    const first = await readEvents(database, null, 10);
    expect(names(first)).toEqual(['done']);
    await open.query('COMMIT');
    expect(names(await readEvents(database, first.position, 10))).toEqual(['open']);
  });

  it('keeps the order of one record, also where the later change has the older transaction', async () => {
    await runSql(own.url, 'CREATE TABLE IF NOT EXISTS locked_record (id int PRIMARY KEY)');
    await runSql(own.url, 'INSERT INTO locked_record VALUES (1) ON CONFLICT DO NOTHING');
    const [second, bystander, first] = [await begun(), await begun(), await begun()];
    await first.query('SELECT 1 FROM locked_record FOR UPDATE');
    const waiting = second.query('SELECT 1 FROM locked_record FOR UPDATE');
    await say(first, 'first');
    await first.query('COMMIT');
    await waiting;
    await say(second, 'second');
    await second.query('COMMIT');
    // One that is still open lies between their numbers.
    const page = await readEvents(database, null, 1);
    const rest = await readEvents(database, page.position, 1);
    expect([...names(page), ...names(rest)]).toEqual(['first', 'second']);
    await bystander.query('COMMIT');
  });

  it('goes through many pages as one moment saw them, and then on', async () => {
    for (const name of ['a', 'b', 'c']) await say(database.pool, name);
    const early = await begun();
    await say(early, 'early');
    const first = await readEvents(database, null, 2);
    expect([names(first), first.more]).toEqual([['a', 'b'], true]);
    await say(database.pool, 'd');
    await early.query('COMMIT');
    const second = await readEvents(database, first.position, 2);
    expect([names(second), second.more]).toEqual([['c'], false]);
    expect(names(await readEvents(database, second.position, 10))).toEqual(['early', 'd']);
  });

  it('misses none and doubles none while four write at once, in transactions of any length', async () => {
    const [writers, rounds, records] = [4, 40, 3];
    await runSql(own.url, 'CREATE TABLE IF NOT EXISTS counters (id text PRIMARY KEY, n int NOT NULL)');
    await runSql(own.url, 'TRUNCATE counters');
    await runSql(own.url, `INSERT INTO counters SELECT i::text, 0 FROM generate_series(1, ${records}) i`);
    // Two pools, as two processes have.
    const other = openDatabase(own.url, { max: 4 });
    let writing = true;
    const write = async (which: number): Promise<void> => {
      for (let round = 0; round < rounds; round++) {
        const client = await (which % 2 ? other : database).pool.connect();
        try {
          await client.query('BEGIN');
          await client.query('SELECT pg_current_xact_id()');
          const record = String(1 + ((which + round) % records));
          const { rows } = await client.query<{ n: number }>('UPDATE counters SET n = n + 1 WHERE id = $1 RETURNING n', [record]);
          await say(client, String(rows[0]?.n), record);
          if (round % 7 === which) await new Promise((resolve) => setTimeout(resolve, 15));
          await client.query(round % 5 === 4 ? 'ROLLBACK' : 'COMMIT');
        } finally {
          client.release();
        }
      }
    };
    const read: StoredEvent[] = [];
    const follow = async (): Promise<void> => {
      for (let position: string | null = null, last = false; ;) {
        const page: EventPage = await readEvents(other, position, 7);
        read.push(...page.events);
        position = page.position;
        if (last && !page.more) return;
        // What was said until the end is in what is read after it.
        last = !writing;
      }
    };
    const following = follow();
    await Promise.all(Array.from({ length: writers }, (_, which) => write(which)));
    writing = false;
    await following;
    await other.close();
    const counts = await runSql<{ id: string; n: number }>(own.url, 'SELECT id, n FROM counters');
    for (const { id, n } of counts) {
      const told = read.filter(({ recordId }) => recordId === id).map(({ name }) => Number(name));
      expect(told).toEqual(Array.from({ length: n }, (_, index) => index + 1));
    }
    expect(read).toHaveLength(writers * rounds * 0.8);
  }, 60_000);

  describe('after some are pruned', () => {
    const OLD = new Date('2026-01-05T10:00:00Z');
    const SINCE = new Date('2026-02-01T00:00:00Z');

    /** Transactions of the whole server that are open hold it up: those of other tests as well. */
    const prune = async (): Promise<void> => {
      for (let tries = 0; tries < 200; tries++) {
        await pruneEvents(database, SINCE);
        const { events } = await readEvents(database, null, 10);
        if (events.every(({ occurredAt }) => occurredAt >= SINCE)) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('A transaction is open that keeps old events from being pruned.');
    };

    const bounds = ({ position }: EventPage): bigint[] => (position.split('/')[1] ?? '').split(':').slice(0, 2).map(BigInt);

    /** Read when every transaction of the server is over that began before what is read: a position that pruning leaves alone. */
    const settled = async (after: string): Promise<EventPage> => {
      const [, written = 0n] = bounds(await readEvents(database, after, 10));
      for (let tries = 0; tries < 600; tries++) {
        const page = await readEvents(database, after, 10);
        const [earliestOpen = 0n] = bounds(page);
        if (earliestOpen >= written) return page;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      throw new Error('A transaction stays open.');
    };

    it('goes on for who had read them, and begins anew for who had not', async () => {
      await say(database.pool, 'old', '1', OLD);
      const behind = await readEvents(database, null, 10);
      await say(database.pool, 'old too', '1', OLD);
      const abreast = await settled(behind.position);
      // Others' transactions take numbers between what was read and what comes.
      await runSql(own.url, 'SELECT pg_current_xact_id()');
      await say(database.pool, 'new');
      await prune();
      expect(names(await readEvents(database, abreast.position, 10))).toEqual(['new']);
      await expect(readEvents(database, behind.position, 10)).rejects.toThrow(PositionLost);
      const anew = await readEvents(database, null, 10);
      expect(names(anew)).toEqual(['new']);
      expect(names(await readEvents(database, anew.position, 10))).toEqual([]);
    });

    it('keeps what a transaction says that was open then', async () => {
      const early = await begun();
      await say(database.pool, 'old', '1', OLD);
      await say(database.pool, 'new');
      await pruneEvents(database, SINCE);
      const before = await readEvents(database, null, 10);
      expect(names(before)).toContain('new');
      await say(early, 'of today');
      await early.query('COMMIT');
      expect(names(await readEvents(database, before.position, 10))).toEqual(['of today']);
      // The transaction of what is of today is older than that of the old one: both go together, when both are old.
      await pruneEvents(database, SINCE);
      expect(names(await readEvents(database, null, 10))).toEqual(['old', 'new', 'of today']);
    });

    it('lets who is in the middle of the pages go on', async () => {
      await say(database.pool, 'old', '1', OLD);
      await prune();
      for (const name of ['a', 'b', 'c']) await say(database.pool, name);
      const first = await readEvents(database, null, 2);
      await pruneEvents(database, SINCE);
      expect(names(await readEvents(database, first.position, 2))).toEqual(['c']);
    });
  });

  describe('on another server, restored from a backup', () => {
    /** As if the table had come from a server that has seen far more. */
    const moved = async (): Promise<void> => {
      await runSql(own.url, "UPDATE events SET written_in = '9000000000'");
      await runSql(own.url, "UPDATE event_horizons SET server = '1', pruned_below = '8000000000'");
    };

    it('tells an old position, gives all that is kept, and goes on from there', async () => {
      for (const name of ['a', 'b']) await say(database.pool, name);
      const before = await readEvents(database, null, 10);
      await moved();
      const elsewhere = before.position.replace(/^\d+/, '1');
      await expect(readEvents(database, elsewhere, 10)).rejects.toThrow(PositionLost);
      const anew = await readEvents(database, null, 10);
      expect(names(anew)).toEqual(['a', 'b']);
      await say(database.pool, 'c');
      expect(names(await readEvents(database, anew.position, 10))).toEqual(['c']);
    });

    it('tells a position of a day that this backup does not know yet', async () => {
      const { position } = await readEvents(database, null, 10);
      const ahead = position.replace(/\/.*/, '/9000000000:9000000000:');
      await expect(readEvents(database, ahead, 10)).rejects.toThrow(PositionLost);
      for (const nonsense of ['', 'x', '1/2', `${position}/x/y`]) {
        await expect(readEvents(database, nonsense, 10)).rejects.toThrow(PositionLost);
      }
    });
  });
});
