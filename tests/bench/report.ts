/** The results as text that docs/performance.md takes as it is. */
import { cpus, totalmem } from 'node:os';
import type { Exported, Waiting } from './exports.js';
import type { Pair } from './load.js';
import type { Raced } from './peers/races.js';
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
  return markdown(head, body);
}

const markdown = (head: string[], body: string[][]): string =>
  [head, head.map(() => '---'), ...body].map((cells) => `| ${cells.join(' | ')} |`).join('\n') + '\n';

/** A Markdown table of exports: the time each takes beside what it is compared with. */
export function exportsTable(lines: Exported[]): string {
  const body = lines.map(({ name, rows, product, other, productMegabytes, otherMegabytes }) => [
    name,
    rows.toLocaleString('en'),
    `**${(product / other).toFixed(2)}**`,
    `${(product / 1000).toFixed(1)} / ${(other / 1000).toFixed(1)}`,
    `${productMegabytes ?? '?'} / ${otherMegabytes ?? '–'}`,
  ]);
  return markdown(['export', 'rows', 'times as long', 's', 'MB more, at the most'], body);
}

/** A Markdown table of what others wait while exports run. */
export function waitingTable(lines: Waiting[]): string {
  const body = lines.map(({ name, alone, beside }) => [
    name,
    `**${(beside / alone).toFixed(2)}**`,
    `${ms(beside)} / ${ms(alone)}`,
  ]);
  return markdown(['one client, beside exports in', 'p99, times', 'p99 ms'], body);
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
  return markdown(head, body);
}

/** A Markdown table of races beside a peer, with what was booked twice in them. */
export function racesTable(peer: string, lines: Raced[]): string {
  const head = ['race', `product : ${peer}`, 'lowest–highest', 'ms', 'booked a slot', 'double bookings'];
  const body = lines.map(({ name, ratio, lowest, highest, product, sql, booked, doubles }) => [
    name,
    `**${ratio.toFixed(2)}**`,
    `${lowest.toFixed(2)}–${highest.toFixed(2)}`,
    `${ms(product)} / ${ms(sql)}`,
    booked.map((each) => each.toFixed(1)).join(' / '),
    doubles.join(' / '),
  ]);
  return markdown(head, body);
}
