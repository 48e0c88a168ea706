/** Choosing a client by typing their name: the API's list, page by page. Arrow keys choose, Enter takes, Escape closes. */
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { Client } from '../../../src/clients/clients/clients.dto.js';
import { enumLabel } from '../../words/labels.js';
import { asRefusal, read } from '../api.js';

export interface Chosen {
  id: string;
  name: string;
  /** Of a client: whose caseload they are in. */
  therapistId?: string | null;
}

/** A client to choose, with what tells namesakes apart. */
interface Offered extends Chosen {
  note: string;
}

interface ClientPage {
  items: Pick<Client, 'id' | 'firstName' | 'lastName' | 'status' | 'phone' | 'therapistId' | 'therapistName'>[];
  nextCursor: string | null;
}

function noteOf({ status, phone, therapistName }: ClientPage['items'][number]): string {
  const state = status === 'ACTIVE' ? '' : enumLabel(status);
  return [phone, therapistName && `with ${therapistName}`, state].filter(Boolean).join(' · ');
}

const WAIT_MS = 200;
const AT_ONCE = 20;

interface Found {
  /** What was looked for. */
  words: string;
  items: Offered[];
  next: string | null;
  state: 'loading' | 'there' | 'failed';
}

function useClients(words: string, open: boolean): { found: Found; more: () => void } {
  const [found, setFound] = useState<Found>({ words, items: [], next: null, state: 'loading' });
  const abort = useRef<AbortController | null>(null);
  const load = async (cursor?: string): Promise<void> => {
    abort.current?.abort();
    const mine = new AbortController();
    abort.current = mine;
    setFound((before) => ({ words, items: cursor ? before.items : [], next: null, state: 'loading' }));
    try {
      const query = { q: words.trim(), limit: AT_ONCE, cursor };
      const page = await read<ClientPage>('/api/clients', query, mine.signal);
      const items = page.items
        .filter(({ status }) => status !== 'ARCHIVED')
        .map((one) => ({
          id: one.id,
          name: `${one.firstName} ${one.lastName}`,
          therapistId: one.therapistId,
          note: noteOf(one),
        }));
      setFound((before) => ({
        words,
        items: [...(cursor ? before.items : []), ...items],
        next: page.nextCursor,
        state: 'there',
      }));
    } catch (error) {
      if (!mine.signal.aborted) setFound({ words, items: [], next: null, state: asRefusal(error) && 'failed' });
    }
  };
  useEffect(() => {
    if (!open) return;
    const timer = setTimeout(() => void load(), words ? WAIT_MS : 0);
    return () => {
      clearTimeout(timer);
      abort.current?.abort();
    };
  }, [words, open]);
  // What was found for other words is not what Enter or a click means now.
  const present: Found = found.words === words ? found : { words, items: [], next: null, state: 'loading' };
  return { found: present, more: () => void (present.next && load(present.next)) };
}

interface Props {
  label: string;
  chosen: Chosen | null;
  onChange: (chosen: Chosen | null) => void;
  required?: boolean;
  autoFocus?: boolean;
  fault?: string;
}

export function ClientPicker({ label, chosen, onChange, required, autoFocus, fault }: Props): ReactElement {
  const name = useId();
  const [open, setOpen] = useState(false);
  const [words, setWords] = useState('');
  const [at, setAt] = useState(0);
  const { found, more } = useClients(words, open);
  const { items, next, state } = found;
  const last = items.length - (next ? 0 : 1);
  const take = (index: number): void => {
    const item = items[index];
    if (!item) return more();
    const { note: _note, ...client } = item;
    onChange(client);
    setOpen(false);
    setWords('');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      setOpen(true);
      setAt((before) => (event.key === 'ArrowDown' ? Math.min(before + 1, last) : Math.max(before - 1, 0)));
    } else if (event.key === 'Enter' && open) {
      event.preventDefault();
      if (state === 'there') take(at);
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    }
  };
  const option = (index: number): string => `${name}-${index}`;
  useEffect(() => {
    if (open) document.getElementById(option(at))?.scrollIntoView({ block: 'nearest' });
  }, [at, open]);
  return (
    <div className="cal-field cal-picker">
      <label htmlFor={name}>{label}</label>
      <input
        id={name}
        className="crm-input"
        role="combobox"
        aria-expanded={open}
        aria-controls={`${name}-list`}
        aria-activedescendant={open && items.length > 0 ? option(at) : undefined}
        aria-autocomplete="list"
        aria-invalid={fault ? true : undefined}
        autoComplete="off"
        required={required}
        data-first={autoFocus ? true : undefined}
        placeholder="Type a name"
        value={open ? words : (chosen?.name ?? '')}
        onClick={() => setOpen(true)}
        onBlur={() => setOpen(false)}
        onChange={(event) => {
          setOpen(true);
          setAt(0);
          setWords(event.target.value);
        }}
        onKeyDown={onKeyDown}
      />
      {open ? (
        // The list must not take the focus from the input before the click arrives.
        <ul
          id={`${name}-list`}
          role="listbox"
          aria-label={label}
          className="cal-list"
          onMouseDown={(event) => event.preventDefault()}
        >
          {items.map((item, index) => (
            <li key={item.id} id={option(index)} role="option" aria-selected={index === at} onClick={() => take(index)}>
              {item.name}
              <small>{item.note}</small>
            </li>
          ))}
          {next && state === 'there' ? (
            <li id={option(items.length)} role="option" aria-selected={at === items.length} onClick={more}>
              Show more…
            </li>
          ) : null}
          {state === 'loading' ? <li className="crm-none">Looking…</li> : null}
          {state === 'failed' ? <li className="crm-none">The clients could not be read.</li> : null}
          {state === 'there' && items.length === 0 ? <li className="crm-none">Nobody of that name.</li> : null}
        </ul>
      ) : null}
      {fault ? <small className="cal-fault">{fault}</small> : null}
    </div>
  );
}

interface LearnerPage {
  items: { id: string; firstName: string; lastName: string }[];
}

/** The learners of a client, once one is chosen. */
export function useLearners(clientId: string | undefined): Chosen[] {
  const [learners, setLearners] = useState<Chosen[]>([]);
  useEffect(() => {
    setLearners([]);
    if (!clientId) return;
    const abort = new AbortController();
    read<LearnerPage>(`/api/clients/${clientId}/learners`, { limit: 100 }, abort.signal).then(
      ({ items }) => setLearners(items.map(({ id, firstName, lastName }) => ({ id, name: `${firstName} ${lastName}` }))),
      () => undefined,
    );
    return () => abort.abort();
  }, [clientId]);
  return learners;
}
