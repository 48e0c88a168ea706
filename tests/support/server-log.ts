/**
 * What the product under test says, kept until its test has ended and shown if that fails (native-runner.js). A worker runs one test at a
 * time, so there is one of it.
 */
const MOST_LINES = 60;

let lines: string[] = [];
let dropped = 0;

/** Keeps a text of one or more lines. */
export function keep(text: string): void {
  lines.push(...text.trimEnd().split('\n'));
  if (lines.length <= MOST_LINES) return;
  dropped += lines.length - MOST_LINES;
  lines = lines.slice(-MOST_LINES);
}

/** For pino: its lines without what is the same in each, an error's stack as one reads it. */
export const logDestination = {
  write(line: string): void {
    const { level, msg, err, time, pid, hostname, ...rest } = JSON.parse(line) as {
      level: number;
      time: number;
      pid?: number;
      hostname?: string;
      msg?: string;
      err?: { stack?: string };
    };
    const more = Object.keys(rest).length > 0 ? ` ${JSON.stringify(rest)}` : '';
    keep(
      `${level >= 50 ? 'ERROR ' : level >= 40 ? 'WARN ' : ''}${msg ?? ''}${more}${err ? `\n${err.stack ?? JSON.stringify(err)}` : ''}`,
    );
  },
};

/** What was said since the last call, the latest 60 lines; empty if nothing was. */
export function takeServerLog(): string {
  const text = [...(dropped > 0 ? [`… ${dropped} lines before`] : []), ...lines].join('\n');
  lines = [];
  dropped = 0;
  return text;
}
