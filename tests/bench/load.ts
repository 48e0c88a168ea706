/** Load: bounded rounds with autocannon, in pairs that alternate, so that what else the machine does hits both alike. */
import autocannon from 'autocannon';
import type { Server } from './servers.js';

/** As many as a busy practice has requests under way, and enough to keep one process and its database at work. */
const CONNECTIONS = 16;

/** Node compiles what runs often; until then it is another program. */
const WARM_REQUESTS = 10_000;
const WARM_SECONDS = 16;

export interface Round {
  requestsPerSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

export interface Target {
  server: Server;
  paths: string[];
  headers: Record<string, string>;
  /** Fewer where an answer is so long that a round would have none. */
  connections?: number;
}

function quantile(sorted: number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? NaN;
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return sorted.length % 2 ? (sorted[Math.floor(middle)] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** One round. Throws when an answer is not 200. */
export async function round(target: Target, seconds: number): Promise<Round> {
  const times: number[] = [];
  const { paths, headers, server, connections = CONNECTIONS } = target;
  let started = 0;
  const start = performance.now();
  const errors: string[] = [];
  const result = await new Promise<autocannon.Result>((done, failed) => {
    const run = autocannon(
      {
        url: server.url,
        connections,
        duration: seconds,
        setupClient: (client) => {
          // Each connection begins elsewhere in the list, or all would ask the same thing at the same time.
          const at = Math.floor((paths.length / connections) * started++) % paths.length;
          client.setRequests(
            [...paths.slice(at), ...paths.slice(0, at)].map((path) => ({ method: 'GET' as const, path, headers })),
          );
        },
      },
      (error: unknown, found) => {
        if (error) failed(error instanceof Error ? error : new Error('autocannon failed', { cause: error }));
        else done(found);
      },
    );
    run.on('response', (_client, _status, _bytes, milliseconds) => times.push(milliseconds));
    run.on('reqError', (error: unknown) => errors.push(String(error)));
  });
  const elapsed = (performance.now() - start) / 1000;
  if (result.non2xx || result.errors)
    throw new Error(`${server.name}: ${result.non2xx} answers not 2xx, ${result.errors} errors ${errors[0] ?? ''}`);
  times.sort((a, b) => a - b);
  return { requestsPerSecond: times.length / elapsed, p50: quantile(times, 0.5), p99: quantile(times, 0.99) };
}

export interface Side {
  requestsPerSecond: number;
  p50: number;
  p99: number;
  peakMegabytes: number | undefined;
}

export interface Pair {
  /** Of the rounds' ratios, first to second. */
  ratio: number;
  lowest: number;
  highest: number;
  first: Side;
  second: Side;
}

async function warm(target: Target): Promise<void> {
  const SECONDS = 2;
  let requests = 0;
  for (let seconds = 0; requests < WARM_REQUESTS && seconds < WARM_SECONDS; seconds += SECONDS) {
    requests += (await round(target, SECONDS)).requestsPerSecond * SECONDS;
  }
}

/** Rounds in pairs, the order turned each time; medians of what they gave. */
export async function pairs(first: Target, second: Target, options: { rounds: number; seconds: number }): Promise<Pair> {
  for (const each of [first, second]) {
    await warm(each);
    each.server.resetPeak();
  }
  const got: [Round, Round][] = [];
  for (let number = 0; number < options.rounds; number++) {
    if (number % 2 === 0) got.push([await round(first, options.seconds), await round(second, options.seconds)]);
    else {
      const later = await round(second, options.seconds);
      got.push([await round(first, options.seconds), later]);
    }
  }
  const ratios = got.map(([a, b]) => a.requestsPerSecond / b.requestsPerSecond);
  const side = (rounds: Round[], server: Server): Side => ({
    requestsPerSecond: median(rounds.map((each) => each.requestsPerSecond)),
    p50: median(rounds.map((each) => each.p50)),
    p99: median(rounds.map((each) => each.p99)),
    peakMegabytes: server.peakMegabytes(),
  });
  return {
    ratio: median(ratios),
    lowest: Math.min(...ratios),
    highest: Math.max(...ratios),
    first: side(
      got.map(([a]) => a),
      first.server,
    ),
    second: side(
      got.map(([, b]) => b),
      second.server,
    ),
  };
}
