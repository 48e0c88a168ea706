/** After a drag that needs a word: which of a series, or what is in the way. The box is back where it was. */
import { useState, type FormEvent, type ReactElement } from 'react';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { asRefusal, type Refusal } from '../api.js';
import { ScopeChoice, sendChange } from './change.js';
import { Dialog, Refused } from './dialog.js';
import { Field } from './form.js';
import type { CalendarEvent, Scope } from './model.js';
import { sayTimes, type Times } from './times.js';
import { asksBack, NearestFree } from './warned.js';

export interface Pending {
  event: CalendarEvent;
  body: Record<string, unknown>;
  times: Times;
  refusal: Refusal | null;
}

interface Props {
  pending: Pending;
  facts: CalendarFacts;
  onClose: () => void;
  onSaved: (said: string) => void;
  /** It was changed by somebody else: the calendar is to be read again. */
  onStale: () => void;
}

/** Whose it was and is to be, or where, if that changes. */
function placesOf({ event, body }: Pending, facts: CalendarFacts): { before: string; after: string } {
  const name = (list: readonly { id: string; name: string }[], id: unknown, none: string): string =>
    list.find((one) => one.id === id)?.name ?? none;
  if (body.therapistId !== undefined)
    return { before: `, ${event.therapistName}`, after: `, ${name(facts.people, body.therapistId, 'somebody else')}` };
  if (body.roomId !== undefined)
    return { before: `, ${event.roomName ?? 'no room'}`, after: `, ${name(facts.rooms, body.roomId, 'no room')}` };
  return { before: '', after: '' };
}

export function Dropped({ pending, facts, onClose, onSaved, onStale }: Props): ReactElement {
  const { event } = pending;
  const [{ body, times }, setWanted] = useState({ body: pending.body, times: pending.times });
  const [refusal, setRefusal] = useState(pending.refusal);
  const [scope, setScope] = useState<Scope>('THIS');
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  const series = event.recurrencePatternId !== null;
  const clash = (refusal?.conflicts.length ?? 0) > 0;
  const { before, after } = placesOf(pending, facts);
  const mayForce = clash && facts.can.doubleBook && scope === 'THIS';
  const submit = async (submitted: FormEvent): Promise<void> => {
    submitted.preventDefault();
    setBusy(true);
    try {
      const forced = mayForce && reason.trim() ? { doubleBookingReason: reason.trim() } : {};
      onSaved(await sendChange(event.id, scope, { ...body, ...forced }, event.etag, refusal));
    } catch (error) {
      const why = asRefusal(error);
      if (why.status === 412) onStale();
      setRefusal(why);
      setBusy(false);
    }
  };
  // What was changed meanwhile is looked at first.
  const taken = body.startTime !== pending.body.startTime;
  const ask = refusal?.status !== 412 && ((series && !clash) || mayForce || asksBack(refusal) || (taken && refusal === null));
  return (
    <Dialog title={refusal && !asksBack(refusal) ? 'It stays where it was' : 'Move the appointment'} onClose={onClose}>
      <form onSubmit={(submitted) => void submit(submitted)}>
        <p>
          <strong>{event.clientName}</strong>, {event.title}
        </p>
        <p className="crm-hint">
          From {sayTimes(event, facts.zone)}
          {before}
          <br />
          to {sayTimes(times, facts.zone)}
          {after}
        </p>
        <Refused refusal={refusal} zone={facts.zone} />
        <NearestFree
          refusal={refusal}
          zone={facts.zone}
          onTake={
            scope === 'THIS' ? (time) => (setWanted({ body: { ...body, ...time }, times: time }), setRefusal(null)) : undefined
          }
        />
        {series && refusal?.status !== 412 ? (
          <ScopeChoice scope={scope} onChange={(one) => (setScope(one), setRefusal(null))} />
        ) : null}
        {mayForce ? (
          <Field label="Book over it on purpose, because">
            <input
              className="crm-input"
              required
              maxLength={500}
              value={reason}
              onChange={(typed) => setReason(typed.target.value)}
            />
          </Field>
        ) : null}
        <footer>
          <button type="button" className="cal-button" onClick={onClose} data-first={ask ? undefined : true}>
            {ask ? 'Leave it where it was' : 'Close'}
          </button>
          {ask ? (
            <button type="submit" className="cal-button main" disabled={busy}>
              {mayForce ? 'Book over it' : asksBack(refusal) ? 'Move all the same' : 'Move'}
            </button>
          ) : null}
        </footer>
      </form>
    </Dialog>
  );
}
