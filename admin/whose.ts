/**
 * Whose a record is, for those whose own columns say it by a reference alone: an appointment or a wish on the waitlist without
 * the client's name can't be told from the next one in a list of them. Names come through the same access as everything else: who
 * may not see the client reads the title without them.
 */
import type { Ctx } from '../src/access/context.js';
import { clientsOfPatterns } from '../src/scheduling/series/series.queries.js';
import { idOf } from '../src/records/data-model.js';
import { getRecords } from '../src/records/records.reads.js';
import type { ModelName, Row } from '../src/records/records.types.js';
import { personName } from './titles.js';

const byClientId = (_ctx: Ctx, rows: readonly Row[]): Promise<Map<string, string>> =>
  Promise.resolve(new Map(rows.flatMap(({ id, clientId }) => (clientId ? [[String(id), String(clientId as bigint)]] : []))));

/** For a kind of record: the client of each of its rows, by the rows' ids. */
const CLIENTS: Partial<Record<ModelName, (ctx: Ctx, rows: readonly Row[]) => Promise<Map<string, string>>>> = {
  Appointment: byClientId,
  WaitlistEntry: byClientId,
  AppointmentRecurrencePattern: (ctx, rows) =>
    clientsOfPatterns(
      ctx,
      rows.map((row) => row.id as bigint),
    ),
};

/** The names of those whose the rows are, by the rows' ids; two queries at most, and none for other kinds of records. */
export async function whose(ctx: Ctx, model: ModelName, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const clientsOf = CLIENTS[model];
  if (!clientsOf || rows.length === 0) return new Map();
  const clients = await clientsOf(ctx, rows);
  const found = await getRecords(ctx, 'Client', [...new Set(clients.values())]);
  const names = new Map(found.map((client) => [idOf('Client', client), personName(client)]));
  return new Map([...clients].flatMap(([id, client]) => (names.has(client) ? [[id, names.get(client) ?? '']] : [])));
}
