/** Who did what to this record. */
import { asText } from '../words/text.js';
import { Button } from '@adminjs/design-system';
import { ApiClient, useTranslation, type ActionProps, type PropertyJSON, type ResourceJSON } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import type { AuditAction } from '../../src/audit/audit.service.js';
import { fieldLabel } from '../words/labels.js';
import { useZone } from './parts.js';
import { wordsOf } from './values.js';
import { formatDay, formatInstant } from './when.js';

interface Event {
  id: string;
  occurredAt: string;
  actorName: string | null;
  action: AuditAction;
  ipAddress: string | null;
  reason: string | null;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
}

interface Page {
  items: Event[];
  nextCursor: string | null;
  names: Record<string, string>;
}

const DONE: Record<AuditAction, string> = {
  CREATE: 'added this',
  UPDATE: 'changed this',
  DELETE: 'deleted this',
  READ: 'read this',
  ARCHIVE: 'archived this',
  EXPORT: 'took this out, as a file or by e-mail',
  SIGN_IN: 'signed in',
  SIGN_IN_FAILED: 'failed to sign in',
  SIGN_OUT: 'signed out',
  REFUSED: 'was refused',
  LOCKED: 'locked this',
  UNLOCKED: 'unlocked this',
  PASSWORD_CHANGED: 'changed the password',
  PASSWORD_RESET: 'set a new password by a link',
  SESSIONS_ENDED: 'ended the sessions',
  RUN: 'had this run',
};

/** A value of the trail in words: choices, names, yes and no, times on the reader's clock. */
function said(value: unknown, property: PropertyJSON | undefined, { names, zone }: Reading): string {
  if (value === null || value === undefined || value === '') return '–';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (Array.isArray(value)) return value.map((one) => said(one, property, { names, zone })).join(', ') || '–';
  if (typeof value === 'object') return JSON.stringify(value);
  const text = asText(value);
  if (property?.reference) return names[`${property.reference} ${text}`] ?? `No. ${text}`;
  if (/^\d{4}-\d{2}-\d{2}T00:00:00\.000Z$/.test(text) && property?.type !== 'datetime') return formatDay(text);
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(text)) return formatInstant(text, zone);
  return property ? wordsOf(property, text) : text;
}

interface Reading {
  /** Of the records that the values name, by kind and id. */
  names: Readonly<Record<string, string>>;
  zone: string;
}

function Changes({ event, resource, reading }: { event: Event; resource: ResourceJSON; reading: Reading }): ReactElement | null {
  const { translateProperty } = useTranslation();
  const property = (name: string): PropertyJSON | undefined => resource.properties[name] as PropertyJSON | undefined;
  const words = (value: unknown, name: string): string => said(value, property(name), reading);
  const before = event.before ?? {};
  const after = event.after ?? {};
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(
    (name) => !['id', 'createdBy'].includes(name) && words(before[name], name) !== words(after[name], name),
  );
  if (names.length === 0) return null;
  return (
    <div className="crm-scroll">
      <table className="crm-diff">
        <tbody>
          {names.map((name) => (
            <tr key={name}>
              <th scope="row">{property(name) ? translateProperty(name, resource.id) : fieldLabel(name)}</th>
              {event.before ? (
                <td>
                  <del>{words(before[name], name)}</del>
                </td>
              ) : null}
              {event.after ? (
                <td>
                  <ins>{words(after[name], name)}</ins>
                </td>
              ) : null}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function History(props: ActionProps): ReactElement {
  const { record, resource } = props;
  const zone = useZone();
  const [events, setEvents] = useState<Event[]>([]);
  const [names, setNames] = useState<Record<string, string>>({});
  const [cursor, setCursor] = useState<string | null>(null);
  const [state, setState] = useState<'loading' | 'there' | 'failed'>('loading');
  const load = async (from?: string): Promise<void> => {
    setState('loading');
    try {
      const response = await new ApiClient().recordAction({
        resourceId: resource.id,
        recordId: String(record?.id),
        actionName: 'history',
        params: from ? { cursor: from } : {},
      });
      const page = response.data.history as Page | undefined;
      setEvents((known) => (from ? [...known, ...(page?.items ?? [])] : (page?.items ?? [])));
      setNames((known) => ({ ...known, ...page?.names }));
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
            <strong>{event.actorName ?? 'The system'}</strong> {DONE[event.action]}
          </div>
          <small>
            {formatInstant(event.occurredAt, zone)}
            {event.ipAddress ? ` · from ${event.ipAddress}` : ''}
            {event.reason ? ` · ${event.reason}` : ''}
          </small>
          <Changes event={event} resource={resource} reading={{ names, zone }} />
        </div>
      ))}
      {state === 'loading' ? <p className="crm-none">Loading…</p> : null}
      {state === 'failed' ? <p className="crm-none">The history could not be loaded.</p> : null}
      {state === 'there' && events.length === 0 ? (
        <p className="crm-none">Nothing is written down about this record yet.</p>
      ) : null}
      {cursor && state === 'there' ? <Button onClick={() => void load(cursor)}>Show earlier ones</Button> : null}
    </div>
  );
}
