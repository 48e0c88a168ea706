/** The thread that draws papers: letters are shaped and pages made while others are answered. One paper after the other. */
import { constants, setPriority } from 'node:os';
import { parentPort } from 'node:worker_threads';
import type { Paper } from '../paper.js';
import { drawPaper, type DrawnPaper } from './draw.js';

/** To the thread. */
export interface Wanted {
  id: number;
  paper: Paper;
}

/** From the thread. `fault`: what kind of error, without its words, which may repeat the paper's. */
export type Drawn = ({ id: number } & DrawnPaper) | { id: number; fault: string };

// Who waits for an answer comes first, who waits for a file second, as with exports.
if (process.platform === 'linux') setPriority(0, constants.priority.PRIORITY_BELOW_NORMAL);

const port = parentPort;
if (!port) throw new Error('This runs in a thread alone.');

let last = Promise.resolve();
port.on('message', ({ id, paper }: Wanted) => {
  last = last
    .then(() => drawPaper(paper))
    .then(
      (drawn) => port.postMessage({ id, ...drawn } satisfies Drawn),
      (error: unknown) => port.postMessage({ id, fault: error instanceof Error ? error.name : 'Error' } satisfies Drawn),
    );
});
