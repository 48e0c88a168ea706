/** The thread that makes an export's file, from outside: the file is handed on as it is made. */
import type { Writable } from 'node:stream';
import { SHARE_ENV, Worker } from 'node:worker_threads';
import type { Cells, FileOptions } from './export-files.js';
import type { ListSource } from './export-rows.queries.js';
import type { FromThread, ToThread } from './export-worker.js';

const THREAD = new URL('../generated/export-worker.js', import.meta.url);
/** Far more than it takes; a fault must not take the whole machine's. */
const MOST_MEGABYTES = 256;
/** What is made of a row is over with it: collected early it takes little room. */
const MOST_NEW_MEGABYTES = 8;

/** What fails on the way (the thread, its connection, the reader who went away) fails what is asked for just then, else the next. */
export interface ExportThread {
  /**
   * Opens a list, whose rows it will read itself.
   * @param connected gets the database's number for its connection
   * @returns how many rows there are
   */
  open(list: ListSource, connected: (process: number) => void): Promise<number>;
  /** Begins the file. `out` stays open at its end: who gave it ends it. */
  begin(out: Writable, options: FileOptions): Promise<void>;
  /** Writes some rows. While it does, the next may be read: this waits for those before. */
  rows(rows: readonly Cells[]): Promise<void>;
  /**
   * Writes what is left: of a list that it has opened, all of it.
   * @param told gets how many rows of the list are written, again and again
   */
  end(told?: (rows: number) => void): Promise<void>;
  /** Ends the thread, whether the file is whole or not. */
  close(): Promise<void>;
}

/** @param signal says that nobody waits for the file any more */
export function startThread(signal: AbortSignal): ExportThread {
  // None of the program's loaders; its environment, since a connection's settings may stand there.
  const thread = new Worker(THREAD, {
    env: SHARE_ENV,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: MOST_NEW_MEGABYTES },
  });
  let failure: Error | undefined;
  let waiting: { go: (rows: number) => void; fail: (error: Error) => void } | undefined;
  let underWay: Promise<unknown> = Promise.resolve();
  let file: Writable | undefined;
  let onConnected: (process: number) => void = () => undefined;
  let onWritten: (rows: number) => void = () => undefined;

  const fail = (error: Error): void => {
    failure ??= error;
    waiting?.fail(failure);
  };
  const send = (message: ToThread, transfer: ArrayBuffer[] = []): void => thread.postMessage(message, transfer);
  const handOn = (bytes: Uint8Array<ArrayBuffer>): void => {
    file?.write(bytes, (error) => {
      if (error) fail(error);
      // The memory of the bytes goes back when the system has them: until then they may be read from it.
      else send({ taken: bytes.buffer }, [bytes.buffer]);
    });
  };
  thread.on('message', (message: FromThread) => {
    if ('bytes' in message) handOn(message.bytes);
    else if ('connected' in message) onConnected(message.connected);
    else if ('written' in message) onWritten(message.written);
    else waiting?.go(message.done);
  });
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('The thread that writes the file ended.')));
  const gone = (): void => fail(new Error('The reader went away.'));
  signal.addEventListener('abort', gone, { once: true });
  if (signal.aborted) gone();

  const ask = (message: ToThread): Promise<number> =>
    new Promise<number>((go, refuse) => {
      if (failure) return void refuse(failure);
      waiting = { go, fail: refuse };
      send(message);
    });
  return {
    open: async (list, connected) => {
      onConnected = connected;
      return ask({ list });
    },
    begin: async (out, options) => {
      file = out;
      await ask({ file: options });
    },
    rows: async (rows) => {
      await underWay;
      underWay = ask({ rows });
      // Looked at by the next.
      underWay.catch(() => undefined);
    },
    end: async (told) => {
      await underWay;
      if (told) onWritten = told;
      await ask('end');
    },
    close: async () => {
      signal.removeEventListener('abort', gone);
      await thread.terminate();
    },
  };
}
