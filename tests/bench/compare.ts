/** Checks that the two servers tell the same before they are timed. */
import { deepStrictEqual } from 'node:assert/strict';
import { barePath, type Case } from './cases.js';
import type { Server } from './servers.js';

export type Json = Record<string, unknown>;

interface PanelAnswer {
  meta: { total: number };
  records: { id: string; title: string; params: Json; populated: Record<string, { title: string } | null> }[];
}

interface BarePanelAnswer {
  rows: Json[];
  total: Json;
  names: Json[][];
}

const AS_MANY = 25;

/** What an address answers. Throws unless it is 200. */
export async function json(url: string, headers: Record<string, string> = {}): Promise<unknown> {
  const answer = await fetch(url, { headers });
  if (answer.status !== 200) throw new Error(`${url} answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  return answer.json();
}

/** The panel answers in AdminJS's own form, with labels and actions; here: the same records, in the same order, with the same names and count. */
function samePanel(product: PanelAnswer, bare: BarePanelAnswer): void {
  deepStrictEqual(
    product.records.map((record) => record.id),
    bare.rows.map((row) => String(row.id)),
  );
  deepStrictEqual(
    product.records.map((record) => record.params.title),
    bare.rows.map((row) => row.title),
  );
  const [total] = Object.values(bare.total);
  deepStrictEqual(product.meta.total, Number(total));
  const referred = product.records.flatMap((record) =>
    Object.keys(record.populated).map((column) => String(record.params[column])),
  );
  const named = new Set(bare.names.flat().map((row) => String(row.id)));
  for (const id of referred) deepStrictEqual(named.has(id), true, `the bare server does not name ${id}`);
}

interface PickerAnswer {
  records: { id: string; title: string }[];
}

/** A picker's record has what AdminJS needs of it besides; here: the same people, in the same order. */
function samePicker(product: PickerAnswer, bare: PickerAnswer): void {
  deepStrictEqual(
    product.records.map(({ id, title }) => ({ id, title })),
    bare.records,
  );
}

interface ClashAnswer {
  free: boolean;
  conflicts: { resourceId: string; appointmentId: string | null; name: string }[];
}

interface BareClashAnswer {
  free: boolean;
  conflicts: { resource_id: string; appointment_id: string | null; name: string }[];
}

/** The product puts each clash into words; here: the same things, the same appointments. */
function sameClashes(product: ClashAnswer, bare: BareClashAnswer): void {
  deepStrictEqual(product.free, bare.free);
  deepStrictEqual(
    product.conflicts.map((clash) => [clash.resourceId, clash.appointmentId, clash.name]),
    bare.conflicts.map((clash) => [clash.resource_id, clash.appointment_id, clash.name]),
  );
}

/** No two sealed cursors are alike: here only whether there is one. */
const withoutCursor = (answer: Json): Json => ({ ...answer, nextCursor: answer.nextCursor === null ? null : 'another page' });

/** Throws where the answers differ: the whole JSON, for some addresses of the case. */
export async function checkAlike(one: Case, index: number, product: Server, bare: Server): Promise<void> {
  for (const path of one.paths.slice(0, AS_MANY)) {
    const [ours, theirs] = await Promise.all([json(product.url + path, one.headers), json(bare.url + barePath(index, path))]);
    if (one.shape === 'panel') samePanel(ours as PanelAnswer, theirs as BarePanelAnswer);
    else if (one.shape === 'picker') samePicker(ours as PickerAnswer, theirs as PickerAnswer);
    else if (one.shape === 'conflicts') sameClashes(ours as ClashAnswer, theirs as BareClashAnswer);
    else if (one.shape === 'clients' || one.shape === 'appointments')
      deepStrictEqual(withoutCursor(ours as Json), withoutCursor(theirs as Json));
    else deepStrictEqual(ours, theirs);
    if (one.shape === 'clients' || one.shape === 'appointments') {
      const { length } = (ours as { items: unknown[] }).items;
      if (length < (one.largeOnly ? 1 : one.limit)) throw new Error(`${path} is no full page: ${length} of ${one.limit}.`);
    }
  }
}
