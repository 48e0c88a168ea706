/** The file of an export, made in a thread of its own and handed on as it is made. */
import type { Writable } from 'node:stream';
import { Worker } from 'node:worker_threads';
import type { FileOptions, FileWriter } from './export-files.js';
import type { FromThread, ToThread } from './export-worker.js';

const THREAD = new URL('../generated/export-worker.js', import.meta.url);
/** Far more than it takes; a fault must not take the whole machine's. */
const MOST_MEGABYTES = 256;
/** What is made of a row is over with it: collected early it takes little room. */
const MOST_NEW_MEGABYTES = 8;

/** A writer whose thread must be ended. */
export interface ThreadWriter extends FileWriter {
  /** Ends the thread, whether the file is whole or not. */
  close(): Promise<void>;
}

/**
 * Begins a file that goes to `out`. While the thread writes some rows, the next may be read: `rows` waits for those before. What fails on the way
 * (the thread, the reader who went away) fails the next call. `out` stays open at the end of the file: who gave it ends it.
 */
export function fileInThread(out: Writable, options: FileOptions): ThreadWriter {
  // Plain data: nothing of the program's own environment, and none of its loaders.
  const workerData: FileOptions = {
    ...options,
    columns: options.columns.map(({ header, kind, format }) => ({ header, kind, format })),
  };
  const thread = new Worker(THREAD, {
    workerData,
    env: {},
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: MOST_NEW_MEGABYTES },
  });
  let failure: Error | undefined;
  let waiting: { event: 'ready' | 'done'; go: () => void; fail: (error: Error) => void } | undefined;
  let underWay = Promise.resolve();

  const fail = (error: Error): void => {
    failure ??= error;
    waiting?.fail(failure);
  };
  // The memory of the bytes goes back when the system has them: until then they may be read from it.
  const handOn = ({ buffer }: Uint8Array<ArrayBuffer>, error?: Error | null): void => {
    if (error) fail(error);
    else thread.postMessage({ taken: buffer } satisfies ToThread, [buffer]);
  };
  thread.on('message', (message: FromThread) => {
    if (typeof message === 'object') out.write(message.bytes, (error) => handOn(message.bytes, error));
    else if (waiting?.event === message) waiting.go();
  });
  thread.on('error', fail);
  thread.on('exit', () => fail(new Error('The thread that writes the file ended.')));
  const gone = (): void => fail(new Error('The reader went away.'));
  out.once('close', gone);

  const ask = (message: ToThread, event: 'ready' | 'done'): Promise<void> =>
    new Promise<void>((go, refuse) => {
      if (failure) return void refuse(failure);
      waiting = { event, go, fail: refuse };
      thread.postMessage(message);
    });
  /** One thing after another; the one under way is looked at by the next. */
  const after = async (message: ToThread, event: 'ready' | 'done'): Promise<void> => {
    await underWay;
    underWay = ask(message, event);
    underWay.catch(() => undefined);
  };
  return {
    rows: (rows) => after({ rows }, 'ready'),
    end: async () => {
      await after('end', 'done');
      await underWay;
    },
    close: async () => {
      out.off('close', gone);
      await thread.terminate();
    },
  };
}
