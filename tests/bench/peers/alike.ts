/** What must be the same in both answers before a case beside a peer is timed. Everything here throws where it is not. */
import { deepStrictEqual, ok } from 'node:assert/strict';
import type { Json } from '../compare.js';

/** Each field that the peer's answer has must be the product's: the same name, the same value. */
function sameFields(ours: Json, theirs: Json): void {
  ok(Object.keys(theirs).length > 1, 'The peer answers next to nothing.');
  deepStrictEqual(Object.fromEntries(Object.keys(theirs).map((name) => [name, ours[name]])), theirs);
}

/** What the product tells of a record, and the peer does not. */
function requireMissing(ours: Json, theirs: Json, names: readonly string[]): void {
  deepStrictEqual(
    Object.keys(ours).filter((name) => !(name in theirs)),
    [...names],
  );
}

export const sameClient = (ours: unknown, theirs: unknown): void => {
  sameFields(ours as Json, theirs as Json);
  requireMissing(ours as Json, theirs as Json, []);
};

interface List {
  items: Json[];
  nextCursor: string | null;
}

const AFTER_ASCII = /[^ -~]/;
/** Of a page of 50 so many at least have plain names. */
const ENOUGH = 25;

/**
 * The same clients in the same order, with the same fields. The product orders names as people do (Ångström beside Anders), the peer as the
 * database has them (after Z): those are left out on both sides, and then one page goes on where the other ends.
 */
export function sameClients(ours: unknown, theirs: unknown): void {
  const plain = ({ items }: List): Json[] =>
    items.filter((item) => !AFTER_ASCII.test(`${String(item.lastName)} ${String(item.firstName)}`));
  const [first, second] = [plain(ours as List), plain(theirs as List)];
  const length = Math.min(first.length, second.length);
  ok(length >= ENOUGH, `Only ${length} clients to compare.`);
  for (let index = 0; index < length; index++) sameClient(first[index], second[index]);
  samePageEnd(ours as List, theirs as List);
}

function samePageEnd(ours: List, theirs: List): void {
  deepStrictEqual([theirs.items.length, theirs.nextCursor === null], [ours.items.length, ours.nextCursor === null]);
}

/** Whole pages, in order. */
export function sameAppointments(ours: unknown, theirs: unknown): void {
  const [first, second] = [ours as List, theirs as List];
  samePageEnd(first, second);
  for (const [index, item] of second.items.entries()) {
    sameFields(first.items[index] as Json, item);
    requireMissing(first.items[index] as Json, item, []);
  }
}

interface Clashes {
  free: boolean;
  conflicts: Json[];
}

/** The same things in the way, in the same order; the product puts each into a sentence besides. */
export function sameConflicts(ours: unknown, theirs: unknown): void {
  const [first, second] = [ours as Clashes, theirs as Clashes];
  deepStrictEqual([first.free, first.conflicts.length], [second.free, second.conflicts.length]);
  for (const [index, item] of second.conflicts.entries()) {
    sameFields(first.conflicts[index] as Json, item);
    requireMissing(first.conflicts[index] as Json, item, ['message']);
  }
}

interface PanelList {
  meta: { total: number };
  records: { id: string; title: string; params: Json; populated: Record<string, { title: string } | null> }[];
}

/** The product estimates what a table of more than 100,000 rows has. */
const COUNTED = 100_000;

function samePanelPage(ours: PanelList, theirs: PanelList, fields: readonly string[]): void {
  ok(theirs.records.length > 0, 'The peer lists nothing.');
  const shown = ({ records }: PanelList): unknown[] =>
    records.map(({ id, params }) => [String(id), ...fields.map((name) => params[name])]);
  deepStrictEqual(shown(ours), shown(theirs));
  if (theirs.meta.total <= COUNTED) deepStrictEqual(ours.meta.total, theirs.meta.total);
  else ok(Math.abs(ours.meta.total / theirs.meta.total - 1) < 0.05, `${ours.meta.total} in place of ${theirs.meta.total}`);
}

/** References: the column's name in the product, the relation's in stock AdminJS. Both must have the record behind it. */
const REFERENCES = { clientId: 'client', therapistId: 'therapist', roomId: 'room' };

export function samePanelAppointments(ours: unknown, theirs: unknown): void {
  const [first, second] = [ours as PanelList, theirs as PanelList];
  samePanelPage(first, second, ['title', 'status']);
  for (const [index, record] of second.records.entries()) {
    const own = first.records[index];
    for (const [column, relation] of Object.entries(REFERENCES)) {
      const id = record.params[relation] ?? null;
      deepStrictEqual(own?.params[column] ?? null, id === null ? null : String(id as string));
      ok(id === null || (own?.populated[column] && record.populated[relation]), `${column} of ${record.id} has no name`);
    }
  }
}

export const samePanelClients = (ours: unknown, theirs: unknown): void =>
  samePanelPage(ours as PanelList, theirs as PanelList, ['lastName', 'firstName', 'email', 'status']);

interface Picked {
  records: { id: string; title: string; params: Json }[];
}

/** As many as a picker shows at most: the product's, and that of stock AdminJS, which cannot be told another number. */
const IN_PICKER = 25;
const IN_STOCK_PICKER = 50;

/**
 * All that both find bear the name: `Rossi, Ana` in the product, `Rossi` in stock AdminJS, which looks into one column. Where the picker of
 * one shows all that there are, the other shows the same, or its first of them.
 */
export function samePicked(ours: unknown, theirs: unknown, word: string): void {
  const [first, second] = [(ours as Picked).records, (theirs as Picked).records];
  ok(first.length > 0, `Nobody is called ${word}.`);
  deepStrictEqual(first.length, Math.min(second.length, IN_PICKER));
  for (const { title } of first) ok(title.startsWith(word), `The product finds ${title} by ${word}.`);
  for (const { title } of second) ok(title.startsWith(word), `The peer finds ${title} by ${word}.`);
  const known = new Set(second.map(({ id }) => String(id)));
  if (second.length < IN_STOCK_PICKER) for (const { id } of first) ok(known.has(id), `The peer does not find ${id} by ${word}.`);
}
