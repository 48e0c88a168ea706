/**
 * The thread that makes an export's file: cells come in, bytes go out. What takes a processor's time (quoting, XML, compression) takes none
 * of the time of those who wait for other answers. Bundled at build time into src/generated, so that it starts without the rest of the program.
 */
import { Writable } from 'node:stream';
import { parentPort, workerData } from 'node:worker_threads';
import type { Cells, FileOptions } from './export-files.js';
import { fileOf } from './export-files.js';

/** To the thread. `taken`: the reader has taken the bytes. */
export type ToThread = { rows: readonly Cells[] } | 'taken' | 'end';

/** From the thread. `ready`: the rows are written. `done`: the file is whole. */
export type FromThread = { bytes: Uint8Array<ArrayBuffer> } | 'ready' | 'done';

const port = parentPort;
if (!port) throw new Error('This runs in a thread alone.');
const say = (message: FromThread, transfer: ArrayBuffer[] = []): void => port.postMessage(message, transfer);

let taken = (): void => undefined;

/** Bytes leave one part at a time: the next when the reader has taken the last. */
function send(parts: Buffer[], done: () => void): void {
  const bytes = new Uint8Array(Buffer.concat(parts));
  taken = done;
  say({ bytes }, [bytes.buffer]);
}

const out = new Writable({
  highWaterMark: 256 * 1024,
  write: (chunk: Buffer, _encoding, done) => send([chunk], done),
  writev: (chunks, done) =>
    send(
      chunks.map(({ chunk }) => chunk as Buffer),
      done,
    ),
});
const file = await fileOf(out, workerData as FileOptions);

port.on('message', (message: ToThread) => {
  if (message === 'taken') taken();
  // What fails ends the thread with its error.
  else if (message === 'end') void file.end().then(() => say('done'));
  else void file.rows(message.rows).then(() => say('ready'));
});
