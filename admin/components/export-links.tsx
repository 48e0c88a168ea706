/**
 * Links to the whole list as it is filtered, in the order that it is in. The browser saves the file; the page stays, and says how far a long
 * one is.
 */
import { Icon } from '@adminjs/design-system';
import { type MouseEvent, type ReactElement, useEffect, useRef, useState } from 'react';
import { pageFormats } from './page-formats.js';

const FORMATS = [
  ['xlsx', 'Excel'],
  ['csv', 'CSV'],
] as const;

const ASKED_EACH_MS = 1000;
/** After so many answers without news of it, it is not followed any more. */
const PATIENCE = 120;

const REFUSALS: Record<number, string> = {
  422: 'An export has at most 100,000 rows, and this would have more. Filter the list first.',
  429: 'Other exports are running, or there were many just now. Try again in a while.',
  503: 'The database is away or busy. Try again in a moment.',
};

interface Run {
  id: string;
  rows: number;
  rowsSent: number;
  state: 'RUNNING' | 'DONE' | 'CUT_OFF';
}

async function latest(): Promise<Run | undefined> {
  try {
    const response = await fetch('/api/exports?limit=1', { headers: { Accept: 'application/json' } });
    return response.ok ? ((await response.json()) as { items: Run[] }).items[0] : undefined;
  } catch {
    return undefined;
  }
}

function words({ rows, rowsSent, state }: Run): string {
  const all = pageFormats().number(rows);
  if (state === 'DONE') return `Exported: ${all} ${rows === 1 ? 'row' : 'rows'}`;
  const sent = pageFormats().number(rowsSent);
  return state === 'CUT_OFF' ? `Cut off after ${sent} of ${all} rows` : `${sent} of ${all} rows …`;
}

interface FileLinksProps {
  /** What is saved: `this list`. */
  what: string;
  addressOf(format: string): string;
}

/** Links that save something as a file. */
export function FileLinks({ what, addressOf }: FileLinksProps): ReactElement {
  const [said, say] = useState('');
  const timer = useRef<number>();
  const stop = (): void => window.clearTimeout(timer.current);
  useEffect(() => stop, []);

  const follow = (before: string | undefined, tries: number): void => {
    timer.current = window.setTimeout(() => {
      void latest().then((run) => {
        const mine = run && run.id !== before ? run : undefined;
        if (mine) say(words(mine));
        if (mine && mine.state !== 'RUNNING') return;
        if (tries > 1 || mine) follow(before, mine ? PATIENCE : tries - 1);
        else say('');
      });
    }, ASKED_EACH_MS);
  };

  const begin = async (event: MouseEvent<HTMLAnchorElement>): Promise<void> => {
    // Into a new tab, or saved by the browser's own menu: as asked.
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    const { href } = event.currentTarget;
    stop();
    say('Preparing …');
    const before = await latest();
    // What is refused is said here: the browser would leave the page for it.
    const refused = await fetch(href, { method: 'HEAD' }).then(
      ({ ok, status }) => (ok ? undefined : (REFUSALS[status] ?? 'That could not be exported.')),
      () => 'The server does not answer.',
    );
    if (refused) return say(refused);
    window.location.assign(href);
    follow(before?.id, PATIENCE);
  };

  return (
    <nav className="crm-export" aria-label={`Export ${what}`}>
      <span role="status">{said}</span>
      <Icon icon="Download" size={14} />
      <span>Export</span>
      {FORMATS.map(([format, name]) => (
        <a
          key={format}
          href={addressOf(format)}
          title={`All that ${what} shows, as ${name}`}
          onClick={(event) => void begin(event)}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}

/** @param search the page's own query: filter and order are in it */
export function ExportLinks({ resourceId, search }: { resourceId: string; search: string }): ReactElement {
  const addressOf = (format: string): string => {
    const asked = [...new URLSearchParams(search)].filter(([name]) => /^(filters\..+|sortBy|direction)$/.test(name));
    return `/admin/exports/${resourceId}?${new URLSearchParams([['format', format], ...asked]).toString()}`;
  };
  return <FileLinks what="this list" addressOf={addressOf} />;
}
