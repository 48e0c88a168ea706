/**
 * A month's end: 2,000 visits of 100 clients made into invoices by a run, beside one SQL script that writes the same invoices and lines under
 * the same triggers; and 32 who send at once, beside the row of their number series alone. In a month of long ago, where nobody else is.
 */
import pg from 'pg';
import type { Exported, Exporting } from './exports.js';
import { median } from './load.js';
import { USERS } from './sizes.js';

const CLIENTS = 100;
const VISITS_EACH = 20;
const SENDERS = 32;
const [FROM, TO] = ['2003-03-01', '2003-03-31'];
const LOOK_MS = 10;

interface Answer {
  status: number;
  body: Record<string, unknown>;
}

async function ask({ product, headers }: Exporting, method: string, path: string, body?: object): Promise<Answer> {
  const answer = await fetch(product.url + path, {
    method,
    headers: { ...headers, 'Content-Type': 'application/json' },
    ...(body && { body: JSON.stringify(body) }),
  });
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
}

/** Throws for any answer but that one. */
async function expecting(status: number, asked: Promise<Answer>): Promise<Record<string, unknown>> {
  const answer = await asked;
  if (answer.status !== status) throw new Error(`Answered ${answer.status}: ${JSON.stringify(answer.body).slice(0, 300)}`);
  return answer.body;
}

/** The visits, of a type that says what they are billed as. */
async function makeVisits(client: pg.Client): Promise<void> {
  await client.query(
    `WITH s AS (INSERT INTO service_codes (code, description, rate, billable_unit) VALUES ('MONTH-END', 'Session', 100, 'SESSION') RETURNING id),
       r AS (INSERT INTO service_rates (service_code_id, rate, valid_from) SELECT id, 100, '2000-01-01' FROM s),
       t AS (INSERT INTO appointment_types (name, service_code_id) SELECT 'Month-end', id FROM s RETURNING id)
     INSERT INTO appointments (title, start_time, end_time, status, client_id, therapist_id, appointment_type_id, double_booking_reason, created_at, updated_at)
     SELECT 'Month-end', at, at + interval '50 minutes', 'COMPLETED', c.id, ${USERS.firstTherapist}, t.id, 'Benchmark', now(), now()
     FROM t, (SELECT id FROM clients ORDER BY id LIMIT ${CLIENTS}) c,
       generate_series(0, ${VISITS_EACH - 1}) AS n, LATERAL (SELECT '${FROM}'::timestamp + interval '15 hours' + n * interval '1 day' AS at) d`,
  );
}

/** All that the benchmark made. */
async function takeAway(client: pg.Client): Promise<void> {
  await client.query(`DELETE FROM invoice_runs WHERE from_day = '${FROM}'`);
  await client.query(
    `DELETE FROM invoices WHERE status = 'DRAFT' AND id IN (SELECT l.invoice_id FROM invoice_line_items l JOIN service_codes s ON s.id = l.service_code_id WHERE s.code = 'MONTH-END')`,
  );
}

/** Milliseconds from the run's beginning to its end, as whoever began it sees it. */
async function byRun(exporting: Exporting): Promise<number> {
  const begin = performance.now();
  const run = await expecting(201, ask(exporting, 'POST', '/api/billing/runs', { fromDay: FROM, toDay: TO }));
  for (;;) {
    const { status, invoiced } = await expecting(200, ask(exporting, 'GET', `/api/billing/runs/${String(run.id)}`));
    if (status === 'DONE') {
      if (invoiced !== CLIENTS) throw new Error(`The run made ${String(invoiced)} invoices.`);
      return performance.now() - begin;
    }
    await new Promise((done) => setTimeout(done, LOOK_MS));
  }
}

const SCRIPT = `BEGIN;
  CREATE TEMPORARY TABLE billed ON COMMIT DROP AS SELECT nextval(pg_get_serial_sequence('invoices', 'id')) AS id, client_id, count(*) AS visits
    FROM appointments WHERE title = 'Month-end' GROUP BY client_id;
  INSERT INTO invoices (id, invoice_number, client_id, funding_source, issue_date, due_date, subtotal, total_amount, balance)
    SELECT id, '', client_id, 'PRIVATE', current_date, current_date + 30, visits * 100, visits * 100, visits * 100 FROM billed;
  INSERT INTO invoice_line_items (invoice_id, position, service_code_id, description, service_date, quantity, unit_price, line_total, appointment_id, reason)
    SELECT b.id, row_number() OVER (PARTITION BY b.id ORDER BY a.start_time), s.id, s.description, a.start_time::date, 1, 100, 100, a.id, 'One visit of 50 minutes'
    FROM billed b JOIN appointments a ON a.client_id = b.client_id AND a.title = 'Month-end' JOIN service_codes s ON s.code = 'MONTH-END';
COMMIT`;

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
};

async function drafts(exporting: Exporting, clientId: string, serviceCodeId: string): Promise<string[]> {
  const ids: string[] = [];
  for (let index = 0; index < SENDERS; index++) {
    const lines = [{ serviceCodeId, serviceDate: FROM }];
    ids.push(
      String(
        (await expecting(201, ask(exporting, 'POST', '/api/billing/invoices', { clientId, fundingSource: 'PRIVATE', lines }))).id,
      ),
    );
  }
  return ids;
}

/** Milliseconds: all at once, beside one after another. What they wait for is the row of the series, so that both are about alike. */
async function senders(exporting: Exporting, client: pg.Client): Promise<{ together: number; inTurn: number }> {
  const { rows } = await client.query<{ client: string; service: string }>(
    `SELECT (SELECT min(id) FROM clients)::text AS client, (SELECT id FROM service_codes WHERE code = 'MONTH-END')::text AS service`,
  );
  const { client: clientId, service } = rows[0] as { client: string; service: string };
  const send = (id: string): Promise<unknown> => expecting(200, ask(exporting, 'POST', `/api/billing/invoices/${id}/send`, {}));
  const [one, other] = [await drafts(exporting, clientId, service), await drafts(exporting, clientId, service)];
  const together = await timed(() => Promise.all(one.map(send)));
  const inTurn = await timed(async () => {
    for (const id of other) await send(id);
  });
  return { together, inTurn };
}

/** @param exporting as somebody who may bill */
export async function timeMonthEnd(exporting: Exporting): Promise<Exported[]> {
  const client = new pg.Client({ connectionString: exporting.databaseUrl, options: '-c timezone=UTC' });
  await client.connect();
  try {
    const there = await client.query(`SELECT FROM service_codes WHERE code = 'MONTH-END'`);
    if (there.rowCount === 0) await makeVisits(client);
    const [ours, theirs, together, inTurn]: [number[], number[], number[], number[]] = [[], [], [], []];
    // The first of each is not timed.
    for (let round = 0; round <= exporting.rounds; round++) {
      await takeAway(client);
      const product = await byRun(exporting);
      await takeAway(client);
      const sql = await timed(() => client.query(SCRIPT));
      await takeAway(client);
      const sent = await senders(exporting, client);
      if (round === 0) continue;
      ours.push(product);
      theirs.push(sql);
      together.push(sent.together);
      inTurn.push(sent.inTurn);
    }
    const none = { productMegabytes: null, otherMegabytes: null };
    return [
      {
        name: 'a month’s end : one SQL script',
        rows: CLIENTS * VISITS_EACH,
        product: median(ours),
        other: median(theirs),
        ...none,
      },
      {
        name: `${SENDERS} who send at once : one after another`,
        rows: SENDERS,
        product: median(together),
        other: median(inTurn),
        ...none,
      },
    ];
  } finally {
    await client.end();
  }
}
