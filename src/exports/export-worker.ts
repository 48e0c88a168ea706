/**
 * The thread that makes an export's file: a list's statement or cells come in, bytes go out. What takes a processor's time (reading rows, quoting,
 * XML, compression) takes none of the time of those who wait for other answers. Bundled at build time into src/generated, so that it starts
 * without the rest of the program.
 */
import { constants, setPriority } from 'node:os';
import { Writable } from 'node:stream';
import { parentPort } from 'node:worker_threads';
import type { Cells, FileOptions, FileWriter } from './export-files.js';
import { fileOf } from './export-files.js';
import { type ListSource, openList, type OpenList } from './export-rows.queries.js';

/** To the thread. `taken`: the reader has taken these bytes, whose memory may be filled anew. The others are answered, one after the other. */
export type ToThread = { list: ListSource } | { file: FileOptions } | { rows: readonly Cells[] } | { taken: ArrayBuffer } | 'end';

/**
 * From the thread. `connected`: the database's number for the connection that reads the list. `written`: so many rows of the list. `done`: what was
 * asked for is; of a list that was opened, how many rows it has.
 */
export type FromThread = { bytes: Uint8Array<ArrayBuffer> } | { connected: number } | { written: number } | { done: number };

// Who waits for an answer comes first, who waits for a file second. On Linux a thread has a priority of its own; elsewhere this would be
// the whole program's.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

const port = parentPort;
if (!port) throw new Error('This runs in a thread alone.');
const say = (message: FromThread, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

type Chunk = string | Buffer;
const PART = 256 * 1024;
let spare = new ArrayBuffer(PART);
let taken = (): void => undefined;

const lengthOf = (chunk: Chunk): number => (typeof chunk === 'string' ? Buffer.byteLength(chunk) : chunk.length);

/**
 * Bytes leave one part at a time: the next when the reader has taken the last. They go to and fro in the same memory; memory of their own
 * would wait to be collected on both sides, half a file of it.
 */
function send(chunks: Chunk[], done: () => void): void {
  const size = chunks.reduce((sum, chunk) => sum + lengthOf(chunk), 0);
  const memory = Buffer.from(spare.byteLength >= size ? spare : new ArrayBuffer(size));
  let at = 0;
  for (const chunk of chunks) at += typeof chunk === 'string' ? memory.write(chunk, at) : chunk.copy(memory, at);
  taken = done;
  const { buffer } = memory;
  say({ bytes: new Uint8Array(buffer, 0, size) }, [buffer]);
}

/** Bytes that are not worth a message of their own yet. */
let held: Chunk[] = [];
let heldBytes = 0;
function hold(chunks: readonly Chunk[], done: () => void): void {
  held.push(...chunks);
  heldBytes += chunks.reduce((sum, chunk) => sum + lengthOf(chunk), 0);
  if (heldBytes < PART / 2) done();
  else sendHeld(done);
}
function sendHeld(done: () => void): void {
  const chunks = held;
  held = [];
  heldBytes = 0;
  send(chunks, done);
}

const out = new Writable({
  highWaterMark: PART,
  decodeStrings: false,
  write: (chunk: Chunk, _encoding, done) => hold([chunk], done),
  writev: (chunks, done) =>
    hold(
      chunks.map(({ chunk }) => chunk as Chunk),
      done,
    ),
  final: sendHeld,
});

let list: OpenList | undefined;
let file: FileWriter | undefined;

async function end(): Promise<void> {
  let written = 0;
  for await (const rows of list?.batches() ?? []) {
    await file?.rows(rows);
    written += rows.length;
    say({ written });
  }
  await list?.close();
  await file?.end();
}

async function answer(message: Exclude<ToThread, { taken: ArrayBuffer }>): Promise<void> {
  if (message === 'end') await end();
  else if ('list' in message) list = await openList(message.list, (connected) => say({ connected }));
  else if ('file' in message) file = await fileOf(out, message.file);
  else await file?.rows(message.rows);
  say({ done: list?.total ?? 0 });
}

port.on('message', (message: ToThread) => {
  if (typeof message === 'object' && 'taken' in message) {
    spare = message.taken;
    taken();
  }
  // What fails ends the thread with its error.
  else void answer(message);
});
