/**
 * Whose a record is, for those whose own columns say it by a reference alone: an appointment or a wish on the waitlist without
 * the client's name can't be told from the next one in a list of them. Names come through the same access as everything else: who
 * may not see the client reads the title without them.
 */
import type { ModelName } from '../../src/database/data-model.js';
import type { Ctx } from '../../src/access/context.js';
import { idOf } from '../../src/database/data-model.js';
import { getRecords } from '../../src/records/records.reads.js';
import type { Row } from '../../src/records/records.types.js';
import { descriptionOf } from '../../src/records/registry.js';
import { personName } from '../../src/records/titles.js';

/** The names of those whose the rows are, by the rows' ids; two queries at most. */
async function persons(ctx: Ctx, model: ModelName, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  const { whose: clientsOf } = descriptionOf(model);
  if (!clientsOf) return new Map();
  const clients = await clientsOf(ctx, rows);
  const found = await getRecords(ctx, 'Client', [...new Set(clients.values())]);
  const names = new Map(found.map((client) => [idOf('Client', client), personName(client)]));
  return new Map([...clients].flatMap(([id, client]) => (names.has(client) ? [[id, names.get(client) ?? '']] : [])));
}

/** Whose the rows are, and what their names say of other rows, by the rows' ids; nothing for kinds whose own columns say it all. */
export async function whose(ctx: Ctx, model: ModelName, rows: readonly Row[]): Promise<ReadonlyMap<string, string>> {
  if (rows.length === 0) return new Map();
  const names = await persons(ctx, model, rows);
  const others = await descriptionOf(model).beside?.(ctx, rows);
  if (!others) return names;
  const both = (id: string): string => [names.get(id), others.get(id)].filter(Boolean).join(' – ');
  return new Map([...new Set([...names.keys(), ...others.keys()])].map((id) => [id, both(id)]));
}
