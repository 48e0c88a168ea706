/**
 * One search through everything that one may see: Ctrl+K (or ⌘K), or the button at the top. Arrow keys choose, Enter opens, Escape
 * closes and gives the focus back.
 */
import { Icon } from '@adminjs/design-system';
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import type { FoundKind } from '../../src/generated/requests/search.js';
import type { Found, FoundList } from '../../src/search/search.dto.js';
import { enumLabel } from '../words/labels.js';
import { useZone } from './parts.js';
import { pageFormats } from './page-formats.js';

const WAIT_MS = 200;

const GROUPS: Record<FoundKind, string> = {
  Client: 'Clients',
  Learner: 'Learners',
  Caregiver: 'Caregivers',
  Appointment: 'Appointments',
  Invoice: 'Invoices',
  Document: 'Documents',
};

type State = 'idle' | 'loading' | 'there' | 'failed';

async function look(words: string, signal: AbortSignal): Promise<Found[]> {
  const address = `/api/search?${new URLSearchParams({ q: words }).toString()}`;
  const response = await fetch(address, { signal, headers: { Accept: 'application/json' } });
  if (response.status === 401) window.location.reload();
  if (!response.ok) throw new Error(String(response.status));
  return ((await response.json()) as FoundList).items;
}

/** What is found for the words, a moment after they were typed. */
function useFound(words: string): { items: Found[]; state: State } {
  const [found, setFound] = useState<{ words: string; items: Found[]; state: State }>({ words: '', items: [], state: 'idle' });
  useEffect(() => {
    if (!words) return;
    const abort = new AbortController();
    const timer = setTimeout(() => {
      look(words, abort.signal).then(
        (items) => setFound({ words, items, state: 'there' }),
        () => abort.signal.aborted || setFound({ words, items: [], state: 'failed' }),
      );
    }, WAIT_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [words]);
  if (!words) return { items: [], state: 'idle' };
  // What was found for other words is not what Enter means now.
  return found.words === words ? found : { items: [], state: 'loading' };
}

function noteOf(item: Found, zone: string): string {
  const formats = pageFormats();
  const when =
    item.when === null ? '' : item.when.length > 10 ? formats.instant(new Date(item.when), zone) : formats.day(item.when);
  const status = item.status === null || item.status === 'ACTIVE' ? '' : enumLabel(item.status);
  return [item.clientName === item.title ? '' : item.clientName, when, status].filter(Boolean).join(' · ');
}

/** As many of a kind as the search gives. */
const MOST = 5;
const isFull = (items: readonly Found[]): boolean =>
  items.some(({ kind }) => items.filter((one) => one.kind === kind).length >= MOST);

const STATES: Record<State, string> = {
  idle: 'Type a name, a phone number, the number of an invoice…',
  loading: 'Looking…',
  there: 'Nothing found.',
  failed: 'The search did not work. Try again in a moment.',
};

function SearchDialog({ close }: { close: () => void }): ReactElement {
  const name = useId();
  const [typed, setTyped] = useState('');
  const [at, setAt] = useState(0);
  const { items, state } = useFound(typed.trim());
  const navigate = useNavigate();
  const zone = useZone();
  const option = (index: number): string => `${name}-${index}`;
  const open = (item: Found | undefined): void => {
    if (!item) return;
    close();
    navigate(`/admin/resources/${item.kind}/records/${item.id}/show`);
  };
  useEffect(() => {
    document.getElementById(option(at))?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setAt((before) =>
        event.key === 'ArrowDown' ? Math.min(before + 1, Math.max(items.length - 1, 0)) : Math.max(before - 1, 0),
      );
    } else if (event.key === 'Enter') {
      event.preventDefault();
      open(items[at]);
    } else if (event.key === 'Escape') {
      event.preventDefault();
      close();
    } else if (event.key === 'Tab') {
      // The input is all that can have the focus here.
      event.preventDefault();
    }
  };
  const kinds = [...new Set(items.map(({ kind }) => kind))];
  return (
    <div className="crm-search-veil" onMouseDown={close}>
      <div
        className="crm-search"
        role="dialog"
        aria-modal="true"
        aria-label="Search"
        onMouseDown={(event) => event.stopPropagation()}
      >
        <input
          className="crm-input"
          role="combobox"
          aria-label="Search through everything"
          aria-expanded={items.length > 0}
          aria-controls={`${name}-list`}
          aria-activedescendant={items.length > 0 ? option(at) : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          maxLength={100}
          autoFocus
          value={typed}
          onChange={(event) => {
            setAt(0);
            setTyped(event.target.value);
          }}
          onKeyDown={onKeyDown}
        />
        <div id={`${name}-list`} role="listbox" aria-label="Found" onMouseDown={(event) => event.preventDefault()}>
          {kinds.map((kind) => (
            <div key={kind} role="group" aria-label={GROUPS[kind]}>
              <div className="crm-search-kind" aria-hidden="true">
                {GROUPS[kind]}
              </div>
              {items.map((item, index) =>
                item.kind === kind ? (
                  <div
                    key={item.id}
                    id={option(index)}
                    role="option"
                    aria-selected={index === at}
                    className="crm-search-found"
                    onClick={() => open(item)}
                    onMouseMove={() => setAt(index)}
                  >
                    {item.title}
                    <small>{noteOf(item, zone)}</small>
                  </div>
                ) : null,
              )}
            </div>
          ))}
        </div>
        <p className="crm-search-state" role="status">
          {items.length === 0 ? STATES[state] : `${items.length} shown${isFull(items) ? '; one more word finds the rest' : ''}`}
        </p>
      </div>
    </div>
  );
}

export function GlobalSearch(): ReactElement {
  const [open, setOpen] = useState(false);
  const before = useRef<Element | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const show = (): void => {
    before.current = document.activeElement;
    setOpen(true);
  };
  const close = (): void => {
    setOpen(false);
    const last = before.current;
    (last instanceof HTMLElement && last !== document.body ? last : button.current)?.focus();
  };
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!document.querySelector('.crm-search')) show();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
  return (
    <>
      <button
        ref={button}
        type="button"
        className="crm-plain"
        aria-label="Search"
        aria-keyshortcuts="Control+K Meta+K"
        title="Search (Ctrl+K)"
        onClick={show}
      >
        <Icon icon="Search" />
        <span className="word">Search</span>
      </button>
      {open ? <SearchDialog close={close} /> : null}
    </>
  );
}
