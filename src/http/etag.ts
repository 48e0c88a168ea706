/**
 * ETags. A tag names the version of a record's own row and a digest of the answer, so that it changes with everything that the answer
 * shows, the name of another record too, and differs between readers who see different fields. `If-Match` is held against the answer
 * as it is inside the transaction that writes, once the row is locked.
 */
import { createHash } from 'node:crypto';
import type { Controller } from '@tsoa/runtime';
import type { Ctx } from '../access/context.js';
import { malformed, stale } from '../kernel/errors.js';

/**
 * A record as one reader is shown it, with the version of its row (the database gives each change a later `updatedAt`). `passing` names the
 * fields that change though nobody changes the record: the last sign-in, the days waited. Their change is news to a reader, but no
 * reason to refuse an edit that is under way.
 */
export type Shown<Answer extends object> = readonly [version: Date, answer: Answer, passing?: readonly string[]];

/** What a write calls inside its transaction, once the record is locked: throws 412 unless it is as `If-Match` wants it. */
export type Match = (tx: Ctx) => Promise<void>;

/** What the compression of an answer appends to its tag: another coding is another sequence of bytes. */
const CODINGS = ['br', 'gzip'];
const LONGEST = 4_096;

/** The version of a row alone: for an entry of a calendar, say, which shows other fields than the record's own answer. */
export const versionTag = (version: Date): string => `"${version.getTime().toString(36)}"`;

const digestOf = (value: object, characters: number): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, characters);

/** The tag of an answer: version, digest, and one more of the passing fields where there are any. */
export function etagOf([version, answer, passing = []]: Shown<object>): string {
  const parts = [version.getTime().toString(36)];
  const there = Object.entries(answer).filter(([name]) => passing.includes(name));
  if (there.length === 0) parts.push(digestOf(answer, 16));
  else {
    const lasting = Object.entries(answer).filter(([name]) => !passing.includes(name));
    parts.push(digestOf(lasting, 16), digestOf(there, 8));
  }
  return `"${parts.join('.')}"`;
}

/** The tag without its passing part. */
const lastingTag = (tag: string): string => tag.replace(/^("[0-9a-z-]+\.[\w-]{16})\.[\w-]{8}"$/, '$1"');

/** Gives the answer its tag, and gives it back. */
export function tagged<Answer extends object>(controller: Controller, shown: Shown<Answer>): Answer {
  controller.setHeader('ETag', etagOf(shown));
  return shown[1];
}

/** The tag of the same answer in that coding. */
export const inCoding = (tag: string, coding: string): string =>
  CODINGS.includes(coding) ? tag.replace(/"$/, `.${coding}"`) : tag;

const plain = (tag: string): string => tag.replace(new RegExp(`\\.(${CODINGS.join('|')})"$`), '"');

/** The tags of a header, in any coding of their answers; `*` for any. Undefined for what is no list of tags. */
function tagsOf(header: string): '*' | { weak: boolean; tag: string }[] | undefined {
  const text = header.trim();
  if (text === '*') return '*';
  if (text.length > LONGEST || !/^(W\/)?"[^"]*"(\s*,\s*(W\/)?"[^"]*")*$/.test(text)) return undefined;
  return [...text.matchAll(/(W\/)?("[^"]*")/g)].map(([, weak, tag = '']) => ({ weak: weak !== undefined, tag: plain(tag) }));
}

/** Whether `If-None-Match` names the tag that the answer would have: then the reader has it already. Weak tags count. */
export function isKnown(ifNoneMatch: string, etag: string): boolean {
  const tags = tagsOf(ifNoneMatch);
  return tags === '*' || (tags?.some(({ tag }) => tag === etag.replace(/^W\//, '')) ?? false);
}

/**
 * The check that `If-Match` asks for: one of its tags (weak ones never count) names the record as this reader sees it, or the version of
 * its row alone. Undefined when it asks for none: absent, or `*`, since a record that is not there is a 404 in any case.
 * @param show the record as its GET answers it
 */
export function matchOf(ifMatch: string | undefined, show: (tx: Ctx) => Promise<Shown<object>>): Match | undefined {
  if (ifMatch === undefined) return undefined;
  const tags = tagsOf(ifMatch);
  if (tags === undefined)
    throw malformed('If-Match is a list of ETags with commas between, or *.', [
      { path: 'If-Match', message: 'must be ETags like "k3x9.a1B2" or *' },
    ]);
  if (tags === '*') return undefined;
  const wanted = new Set(tags.filter(({ weak }) => !weak).map(({ tag }) => lastingTag(tag)));
  return async (tx) => {
    const shown = await show(tx);
    if (!wanted.has(lastingTag(etagOf(shown))) && !wanted.has(versionTag(shown[0]))) throw stale();
  };
}
