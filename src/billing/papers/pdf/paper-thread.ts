/** Papers are drawn in one thread, which is kept while there is work, and ends by itself a while after. */
import { Worker } from 'node:worker_threads';
import { AppError } from '../../../kernel/errors.js';
import type { Paper } from '../paper.js';
import type { DrawnPaper } from './draw.js';
import type { Drawn, Wanted } from './paper-worker.js';

const THREAD = new URL('../../../generated/paper-worker.js', import.meta.url);
/** Letters of Chinese are 8 MB a weight; the longest paper takes less than the fonts. */
const MOST_MEGABYTES = 256;
/** More who wait than that wait in vain: they are told to come back. */
const MOST_WAITING = 32;
/** The longest paper takes a few seconds. */
const LIMIT_MS = 30_000;
const IDLE_MS = 30_000;
const COME_BACK_SECONDS = 5;

interface Waiting {
  done: (drawn: DrawnPaper) => void;
  fail: (error: Error) => void;
  timer: NodeJS.Timeout;
}

let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let count = 0;
const waiting = new Map<number, Waiting>();

function settle(id: number): Waiting | undefined {
  const one = waiting.get(id);
  waiting.delete(id);
  clearTimeout(one?.timer);
  if (waiting.size === 0) {
    // Nothing keeps the program from ending.
    thread?.unref();
    idle = setTimeout(() => end(new Error('Nobody wants a paper.')), IDLE_MS).unref();
  }
  return one;
}

/** Ends the thread; whoever waits for it fails. The next paper begins another. */
function end(why: Error): void {
  const ended = thread;
  thread = undefined;
  for (const id of [...waiting.keys()]) settle(id)?.fail(why);
  clearTimeout(idle);
  void ended?.terminate();
}

function begin(): Worker {
  // Plain data: nothing of the program's own environment, and none of its loaders.
  const made = new Worker(THREAD, { env: {}, execArgv: [], resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES } });
  made.on('message', (drawn: Drawn) => {
    const one = settle(drawn.id);
    if ('bytes' in drawn) one?.done({ bytes: drawn.bytes, missing: drawn.missing });
    else one?.fail(new Error(`A paper could not be drawn: ${drawn.fault}.`));
  });
  const gone = (why: Error): void => {
    if (thread === made) end(why);
  };
  made.on('error', gone);
  made.on('exit', () => gone(new Error('The thread that draws papers ended.')));
  return made;
}

/** The paper as a PDF, with the letters that it lacks. Throws 503 where too many wait already. */
export function drawn(paper: Paper): Promise<DrawnPaper> {
  if (waiting.size >= MOST_WAITING)
    throw new AppError(503, 'paper.busy', 'Many papers are being drawn. Try again in a moment.', {
      retryAfterSeconds: COME_BACK_SECONDS,
    });
  clearTimeout(idle);
  thread ??= begin();
  thread.ref();
  const to = thread;
  return new Promise((done, fail) => {
    const id = ++count;
    const timer = setTimeout(() => end(new Error('A paper took too long.')), LIMIT_MS).unref();
    waiting.set(id, { done, fail, timer });
    to.postMessage({ id, paper } satisfies Wanted);
  });
}
