/** What the peers need of the database: indexes that a team would add for their lists, and appointments that nothing of ours guards. */
import pg from 'pg';

/** Names as Prisma orders by them: our own indexes by name are over what the search makes of a name. */
const INDEXES = {
  peers_clients_name_idx: 'clients (last_name, first_name, id)',
  peers_clients_status_priority_name_idx: 'clients (status, priority, last_name, first_name, id)',
};

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC -c statement_timeout=0' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Adds them. @returns what takes them away again */
export async function addNameIndexes(url: string): Promise<() => Promise<void>> {
  await withClient(url, async (client) => {
    for (const [name, on] of Object.entries(INDEXES)) await client.query(`CREATE INDEX IF NOT EXISTS ${name} ON ${on}`);
    await client.query('ANALYZE clients');
  });
  return () =>
    withClient(url, async (client) => {
      for (const name of Object.keys(INDEXES)) await client.query(`DROP INDEX IF EXISTS ${name}`);
    });
}

/** The schema in which the peers book. */
export const COPY = 'bench_peers';

/** What a booking reads and does not write: seen through, as it is. */
const SEEN = [
  'users',
  'clients',
  'learners',
  'practice_locations',
  'therapy_rooms',
  'therapy_equipment',
  'appointment_staff',
  'appointment_equipment',
  'appointment_group_participants',
];

/** The foreign keys of the product's appointments, but for those to other appointments; and what keeps double bookings out of them. */
const CONSTRAINTS = `
  SELECT format('ALTER TABLE ${COPY}.appointments ADD CONSTRAINT %I %s', conname, pg_get_constraintdef(oid)) AS statement
    FROM pg_constraint WHERE conrelid = 'public.appointments'::regclass AND contype = 'f' AND confrelid <> conrelid
  UNION ALL
  SELECT format('ALTER TABLE ${COPY}.appointments DROP CONSTRAINT %I', conname)
    FROM pg_constraint WHERE conrelid = '${COPY}.appointments'::regclass AND contype = 'x'`;

/** Prisma looks for the types of a table in the table's own schema. */
const TYPES = `SELECT format('CREATE DOMAIN ${COPY}.%I AS public.%I', typname, typname) AS statement
  FROM pg_type WHERE typtype = 'e' AND typnamespace = 'public'::regnamespace`;

/**
 * Makes a schema that looks like the database, but for its appointments: a table of their own with the same columns, checks, foreign keys
 * and indexes and all that is still to come, but without the triggers and exclusion constraints that the product's migrations gave the
 * first. On our own table a peer would be kept from double bookings by our constraint.
 * @returns what drops it
 */
export async function copyWithoutGuards(url: string): Promise<() => Promise<void>> {
  const drop = (): Promise<void> =>
    withClient(url, async (client) => {
      await client.query(`DROP SCHEMA IF EXISTS ${COPY} CASCADE`);
    });
  await drop();
  await withClient(url, async (client) => {
    const runAll = async (statements: string): Promise<void> => {
      const { rows } = await client.query<{ statement: string }>(statements);
      for (const { statement } of rows) await client.query(statement);
    };
    await client.query(`CREATE SCHEMA ${COPY}`);
    await runAll(TYPES);
    for (const table of SEEN) await client.query(`CREATE VIEW ${COPY}.${table} AS SELECT * FROM public.${table}`);
    await client.query(
      `CREATE TABLE ${COPY}.appointments (LIKE public.appointments INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)`,
    );
    await runAll(CONSTRAINTS);
    await client.query(
      `INSERT INTO ${COPY}.appointments SELECT * FROM public.appointments WHERE start_time > now() AT TIME ZONE 'UTC'`,
    );
    await client.query(`ANALYZE ${COPY}.appointments`);
  });
  return drop;
}
