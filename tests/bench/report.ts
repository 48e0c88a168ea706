/** The results as text that docs/performance.md takes as it is. */
import { cpus, totalmem } from 'node:os';
import type { Pair } from './load.js';
import type { Written } from './writes.js';

export interface Line {
  name: string;
  pair: Pair;
}

/** What the numbers were taken on. */
export function machine(): string {
  const model = cpus()[0]?.model.trim() ?? 'unknown processor';
  return `${cpus().length} cores (${model}), ${Math.round(totalmem() / 2 ** 30)} GiB, Node ${process.versions.node}, ${process.platform}`;
}

const ms = (value: number): string => value.toFixed(value < 10 ? 1 : 0);
const rate = (value: number): string => (value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en'));

/** A Markdown table: a line a case, the two sides beside each other. */
export function table(names: [string, string], lines: Line[]): string {
  const [first, second] = names;
  const head = ['case', `${first} : ${second}`, 'lowest–highest', 'requests/s', 'p50 ms', 'p99 ms', 'peak MB'];
  const body = lines.map(({ name, pair }) => {
    const both = (show: (side: Pair['first']) => string): string => `${show(pair.first)} / ${show(pair.second)}`;
    return [
      name,
      `**${pair.ratio.toFixed(2)}**`,
      `${pair.lowest.toFixed(2)}–${pair.highest.toFixed(2)}`,
      both((side) => rate(side.requestsPerSecond)),
      both((side) => ms(side.p50)),
      both((side) => ms(side.p99)),
      both((side) => String(side.peakMegabytes ?? '?')),
    ];
  });
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + '\n';
}

/** A Markdown table of bookings: each beside the SQL that does the same. */
export function writesTable(lines: Written[]): string {
  const head = ['booking', 'product : SQL', 'lowest–highest', 'ms'];
  const body = lines.map(({ name, ratio, lowest, highest, product, sql }) => [
    name,
    `**${ratio.toFixed(2)}**`,
    `${lowest.toFixed(2)}–${highest.toFixed(2)}`,
    `${ms(product)} / ${ms(sql)}`,
  ]);
  return [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + '\n';
}
