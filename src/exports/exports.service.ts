/**
 * Exports: the whole of a list, as it is filtered, in one file. What the list leaves out or hides, the export leaves out or hides:
 * it reads by the list's own statement. Bounded, counted, audited, and never cut off without the reader noticing.
 */
import type { Writable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { practiceZone } from '../access/practice-zone.js';
import { audit } from '../audit/audit.service.js';
import type { Ctx } from '../access/context.js';
import type { ModelName } from '../database/data-model.js';
import { AppError, unprocessable } from '../kernel/errors.js';
import { countUse, tooMany } from '../access/rate-limit.js';
import { safeError } from '../kernel/safe-error.js';
import { clockOf } from '../kernel/clock.js';
import type { FileColumn } from './cells.js';
import type { ExportFormat } from './export-files.js';
import { beginRun, tellRun } from './export-runs.queries.js';
import type { ExportState } from '../generated/requests/exports.js';
import { MOST_ROWS, type Snapshot } from './snapshot.js';

/** So many exports of one person in so many seconds. */
const USES = { name: 'export', points: 60, seconds: 15 * 60 };
/** Each has a connection of its own, or one of the pool, while it runs. */
const MOST_AT_ONCE = 3;
const MOST_AT_ONCE_EACH = 2;
/** How often it says how far it is. */
const TOLD_EACH_MS = 1000;

export interface Export {
  format: ExportFormat;
  /** The file's and the sheet's name: "Appointments". */
  title: string;
  recordType: ModelName;
  columns: readonly FileColumn[];
  /** As they were asked for, for the audit trail. */
  filters: Record<string, unknown>;
  /** Opens the rows, for as long as `work` takes; the signal ends it. */
  open<T>(signal: AbortSignal, work: (snapshot: Snapshot) => Promise<T>): Promise<T>;
}

/** Where the file goes: called once it is certain that there will be one. */
export type Begin = (file: { name: string; format: ExportFormat; rows: number }) => Writable | null;

const running = new WeakMap<object, string[]>();

/** Takes one of the few places. Throws 429 when all are taken. @returns what gives it back */
function takePlace(ctx: Ctx): () => void {
  const places = running.get(ctx.root.pool) ?? [];
  running.set(ctx.root.pool, places);
  const who = String(ctx.actor.id);
  if (places.length >= MOST_AT_ONCE || places.filter((each) => each === who).length >= MOST_AT_ONCE_EACH)
    throw tooMany('Other exports are running. Wait until they are done.', 10);
  places.push(who);
  return () => void places.splice(places.indexOf(who), 1);
}

/**
 * Writes the export to what `begin` gives; to nothing where it gives null (somebody asks for the headers alone). Throws 422 for more rows
 * than a file may have and 429 for too many exports, before anything is written. Whoever gave the stream destroys it when this throws.
 * @param signal says that nobody waits for it any more
 */
export async function runExport(ctx: Ctx, wanted: Export, signal: AbortSignal, begin: Begin): Promise<void> {
  await countUse(ctx, USES, String(ctx.actor.id));
  const giveBack = takePlace(ctx);
  let finish: (() => Promise<void>) | undefined;
  try {
    const zone = await practiceZone(ctx);
    finish = await wanted.open(signal, async (snapshot) => {
      if (snapshot.total > MOST_ROWS)
        throw unprocessable(
          'export.too_large',
          `An export has at most ${MOST_ROWS.toLocaleString('en-US')} rows, and this would have more. Filter the list first, by a window of time for example.`,
        );
      const name = `${wanted.title} ${clockOf(zone).day(ctx.now())}.${wanted.format}`;
      const out = begin({ name, format: wanted.format, rows: snapshot.total });
      return out ? await writeAll(ctx, wanted, snapshot, out, zone) : undefined;
    });
  } finally {
    giveBack();
  }
  // The connection, the thread and the place are free: who has the one file may ask for the next.
  await finish?.();
}

/** Writes all rows. @returns what lets the reader see the end of the file, once what it took is given back */
async function writeAll(ctx: Ctx, wanted: Export, snapshot: Snapshot, out: Writable, zone: string): Promise<() => Promise<void>> {
  const { recordType, format, title, columns, filters } = wanted;
  const told = { format, rows: snapshot.total, filters };
  // Before the first row leaves: what cannot be written down does not leave.
  await audit(ctx, { action: 'EXPORT', recordType, after: told });
  const run = await beginRun(ctx, { title, format, rows: snapshot.total });
  let sent = 0;
  // The file does not depend on whether anybody can follow it.
  const tell = (state: ExportState): Promise<void> => tellRun(ctx, run, sent, state).catch(() => undefined);
  const orCutOff = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      // Somebody who went away is nothing to look into.
      if (!out.destroyed && !(error instanceof AppError))
        ctx.log.error({ err: safeError(error), requestId: ctx.requestId }, 'an export failed');
      await audit(ctx, { action: 'EXPORT', recordType, after: { ...told, sent }, reason: 'cut off' }).catch(() => undefined);
      await tell('CUT_OFF');
      throw error;
    }
  };
  // Also while its reader takes nothing.
  const telling = setInterval(() => void tell('RUNNING'), TOLD_EACH_MS).unref();
  try {
    const options = { format, columns, zone, title, now: ctx.now() };
    await orCutOff(() =>
      snapshot.write(out, options, (rows) => {
        sent = rows;
      }),
    );
  } finally {
    clearInterval(telling);
  }
  return () =>
    orCutOff(async () => {
      const seen = finished(out);
      out.end();
      await seen;
      await tell('DONE');
    });
}
