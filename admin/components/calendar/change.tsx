/** Changing an appointment: its fields, and for one of a series which of them are meant. */
import { useState, type FormEvent, type ReactElement } from 'react';
import type { ChangedSeries } from '../../../src/scheduling/series/change.dto.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { asRefusal, call, type Refusal } from '../api.js';
import { BookOver, faultsOf } from './booking.js';
import { Dialog, Refused } from './dialog.js';
import { changesOf, type Draft, draftOf, startingAt } from './draft.js';
import { Fields } from './form.js';
import type { Appointment, Scope } from './model.js';
import { asksBack, confirmedIn, NearestFree } from './warned.js';

export const SCOPES: readonly { id: Scope; name: string }[] = [
  { id: 'THIS', name: 'This one' },
  { id: 'FOLLOWING', name: 'This and following' },
  { id: 'ALL', name: 'All of the series' },
];

/** Which appointments of a series are meant. */
export function ScopeChoice({ scope, onChange }: { scope: Scope; onChange: (scope: Scope) => void }): ReactElement {
  return (
    <fieldset className="cal-scope">
      <legend>It belongs to a series. Which do you mean?</legend>
      {SCOPES.map(({ id, name }) => (
        <label key={id}>
          <input type="radio" name="scope" checked={scope === id} onChange={() => onChange(id)} /> {name}
        </label>
      ))}
    </fieldset>
  );
}

const KEPT: Record<ChangedSeries['kept'][number]['because'], string> = {
  OVER: 'over or cancelled',
  BILLED: 'on an invoice',
  CHANGED_SINGLY: 'changed by itself',
  BEGUN: 'begun',
};

/** What became of a series, in a sentence. */
export function saySeries({ changed, kept }: ChangedSeries, done: string): string {
  const count = `${changed.length} ${changed.length === 1 ? 'appointment' : 'appointments'} ${done}`;
  if (kept.length === 0) return `${count}.`;
  const why = [...new Set(kept.map(({ because }) => KEPT[because]))].join(' or ');
  return `${count}; ${kept.length} left alone, because ${kept.length === 1 ? 'it is' : 'they are'} ${why}.`;
}

/**
 * Sends a change: of one, or of its series. @returns what is to be said
 * @param before the last refusal: what it warned of was seen
 */
export async function sendChange(
  id: string,
  scope: Scope,
  changes: Record<string, unknown>,
  etag: string | undefined,
  before: Refusal | null = null,
): Promise<string> {
  const body: Record<string, unknown> = { ...changes, ...confirmedIn(before) };
  if (scope === 'THIS') {
    await call('PUT', `/api/appointments/${id}`, { body, etag });
    return 'Saved.';
  }
  // The series takes no double booking.
  const { doubleBookingReason: _, ...rest } = body;
  const { data } = await call<ChangedSeries>('PUT', `/api/appointments/${id}/series`, { body: { scope, ...rest }, etag });
  return saySeries(data, 'changed');
}

interface Props {
  appointment: Appointment;
  etag: string | undefined;
  facts: CalendarFacts;
  focus?: string;
  onClose: () => void;
  onSaved: (said: string) => void;
  /** It was changed by somebody else: it is to be read again. */
  onStale: (why: Refusal) => void;
}

export function Change({ appointment, etag, facts, focus, onClose, onSaved, onStale }: Props): ReactElement {
  const [before] = useState(() => draftOf(appointment, facts.zone));
  const [draft, setDraft] = useState<Draft>(before);
  const [scope, setScope] = useState<Scope>('THIS');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<Draft>): void => {
    setDraft((known) => ({ ...known, ...change }));
    if (asksBack(refusal)) setRefusal(null);
  };
  const changes = changesOf(before, draft, facts.zone);
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (Object.keys(changes).length === 0) return onClose();
    setBusy(true);
    setRefusal(null);
    try {
      onSaved(await sendChange(appointment.id, scope, changes, etag, refusal));
    } catch (error) {
      const why = asRefusal(error);
      if (why.status === 412) return onStale(why);
      setRefusal(why);
    }
    setBusy(false);
  };
  const clash = (refusal?.conflicts.length ?? 0) > 0;
  return (
    <Dialog title={`Change: ${appointment.clientName}`} onClose={onClose} wide>
      <form onSubmit={(event) => void submit(event)}>
        <Fields
          draft={draft}
          facts={facts}
          set={set}
          existing
          typeName={appointment.appointmentTypeName ?? undefined}
          faults={faultsOf(clash || asksBack(refusal) ? null : refusal)}
          focus={focus}
        />
        {appointment.recurrencePatternId ? (
          <ScopeChoice scope={scope} onChange={(one) => (setScope(one), setRefusal(null))} />
        ) : null}
        <Refused refusal={refusal} zone={facts.zone} />
        <NearestFree
          refusal={refusal}
          zone={facts.zone}
          onTake={scope === 'THIS' ? (time) => set(startingAt(time, facts.zone)) : undefined}
        />
        {clash && scope === 'THIS' ? <BookOver facts={facts} draft={draft} set={set} /> : null}
        <footer>
          <button type="button" className="cal-button" onClick={onClose}>
            Close
          </button>
          <button type="submit" className="cal-button main" disabled={busy}>
            {asksBack(refusal) ? 'Save all the same' : 'Save'}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}
