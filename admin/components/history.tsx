/** Who did what to this record. */
import { Button } from '@adminjs/design-system';
import { ApiClient, type ActionProps } from 'adminjs';
import { useEffect, useState } from 'react';
import { enumLabel, fieldLabel } from '../labels.js';
import { useZone } from './parts.js';
import { formatInstant } from './when.js';

interface Event {
  id: string;
  occurredAt: string;
  actorName: string | null;
  action: string;
  ipAddress: string | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

interface Page {
  items: Event[];
  nextCursor: string | null;
}

const DONE: Record<string, string> = {
  CREATE: 'added this',
  UPDATE: 'changed this',
  DELETE: 'deleted this',
  READ: 'read this',
  ARCHIVE: 'archived this',
  SIGN_IN: 'signed in',
  SIGN_IN_FAILED: 'failed to sign in',
  SIGN_OUT: 'signed out',
};

const said = (value: unknown): string => (value === null || value === undefined || value === '' ? '–' : typeof value === 'object' ? JSON.stringify(value) : String(value as string));

function Changes({ event }: { event: Event }) {
  const before = event.before ?? {};
  const after = event.after ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter((name) => name !== 'id' && said(before[name]) !== said(after[name]));
  if (names.length === 0) return null;
  return (
    <div className="crm-scroll">
      <table className="crm-diff">
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th>{fieldLabel(name)}</th>
              {event.before ? <td><del>{said(before[name])}</del></td> : null}
              {event.after ? <td><ins>{said(after[name])}</ins></td> : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function History(props: ActionProps) {
  const { record, resource } = props;
  const zone = useZone();
  const [events, setEvents] = useState<Event[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading');
  const load = async (from?: string): Promise<void> => {
    setState('loading');
    try {
      const response = await new ApiClient().recordAction({ resourceId: resource.id, recordId: String(record?.id), actionName: 'history', params: from ? { cursor: from } : {} });
      const page = (response.data as unknown as { history?: Page }).history;
      setEvents((known) => (from ? [...known, ...(page?.items ?? [])] : (page?.items ?? [])));
      setCursor(page?.nextCursor ?? null);
      setState('there');
    } catch {
      setState('failed');
    }
  };
  useEffect(() => void load(), [record?.id, resource.id]);
  return (
    <div className="crm-card">
      {events.map((event) => (
        <div className="crm-event" key={event.id}>
          <div>
            <strong>{event.actorName ?? 'The system'}</strong> {DONE[event.action] ?? enumLabel(event.action).toLowerCase()}
          </div>
          <small>
            {formatInstant(event.occurredAt, zone)}
            {event.ipAddress ? ` · from ${event.ipAddress}` : ''}
            {event.reason ? ` · ${event.reason}` : ''}
          </small>
          <Changes event={event} />
        </div>
      ))}
      {state === 'loading' ? <p className="crm-none">Loading…</p> : null}
      {state === 'failed' ? <p className="crm-none">The history could not be loaded.</p> : null}
      {state === 'there' && events.length === 0 ? <p className="crm-none">Nothing is written down about this record yet.</p> : null}
      {cursor && state === 'there' ? <Button onClick={() => void load(cursor)}>Show earlier ones</Button> : null}
    </div>
  );
}
