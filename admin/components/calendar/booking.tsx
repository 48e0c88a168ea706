/** Booking: one appointment, or a series after its preview. */
import { useState, type FormEvent, type ReactElement } from 'react';
import type { CreatedSeries } from '../../../src/scheduling/series/series.dto.js';
import type { SeriesPreview } from '../../../src/scheduling/series/preview.dto.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { asRefusal, call, Refusal } from '../api.js';
import { Dialog, Refused } from './dialog.js';
import { bookingOf, type Draft, EMPTY, movesWithout, type Repeats, startingAt } from './draft.js';
import { Field, Fields } from './form.js';
import type { BookedAppointment } from '../../../src/scheduling/appointments/appointments.dto.js';
import { Preview } from './preview.js';
import { RepeatFields, USUAL_REPEATS } from './repeats.js';
import { today } from './times.js';
import { asksBack, confirmedIn, NearestFree, newIn } from './warned.js';

interface Props {
  facts: CalendarFacts;
  start: Partial<Draft>;
  /** Opens with the series' fields. */
  series?: boolean;
  onClose: () => void;
  /** `id` where it was a single one. */
  onBooked: (said: string, id: string | null) => void;
}

/** What is wrong, by field. */
export function faultsOf(refusal: Refusal | null): Record<string, string> {
  return Object.fromEntries(
    (refusal?.faults ?? []).map(({ path, message }) => [path.replace(/^(staff|equipment|participants)\..*/, '$1'), message]),
  );
}

export function Booking({ facts, start, series, onClose, onBooked }: Props): ReactElement {
  const [draft, setDraft] = useState<Draft>({ ...EMPTY, date: today(facts.zone), ...start });
  const [repeats, setRepeats] = useState<Repeats>(USUAL_REPEATS);
  const [repeating, setRepeating] = useState(series ?? false);
  const [preview, setPreview] = useState<SeriesPreview | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const set = (change: Partial<Draft>): void => {
    setDraft((before) => ({ ...before, ...change }));
    // What was said was about something else.
    if (asksBack(refusal)) setRefusal(null);
  };
  const work = async (task: () => Promise<void>): Promise<void> => {
    setBusy(true);
    setRefusal(null);
    try {
      await task();
    } catch (error) {
      const why = asRefusal(error);
      setRefusal(why);
      // Something has changed since it was looked at.
      if (why.code.startsWith('series.')) setPreview(null);
    }
    setBusy(false);
  };
  const look = (rule: Repeats): Promise<void> =>
    work(async () => {
      const { data } = await call<SeriesPreview>('POST', '/api/appointments/recurring/preview', {
        body: bookingOf(draft, facts.zone, rule),
      });
      // One that is refused leaves the series as it was, and what is shown is what is booked.
      setRepeats(rule);
      setPreview(data);
    });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!draft.client)
      return setRefusal(new Refusal(0, 'client', 'Choose a client.', [{ path: 'clientId', message: 'Choose a client.' }], []));
    if (repeating) return void look({ ...repeats, moves: {} });
    void work(async () => {
      const body = { ...bookingOf(draft, facts.zone, null), ...confirmedIn(refusal) };
      const { data } = await call<BookedAppointment>('POST', '/api/appointments', { body });
      onBooked(`Booked.${newIn(data.warnings, refusal)}`, data.id);
    });
  };
  const bookSeries = (skip: boolean): void =>
    void work(async () => {
      const body = {
        ...bookingOf(draft, facts.zone, repeats),
        previewToken: preview?.token,
        ...confirmedIn(refusal),
        ...(skip && { onConflict: 'SKIP' }),
      };
      const { data } = await call<CreatedSeries>('POST', '/api/appointments/recurring', { body });
      const left = data.skipped.length > 0 ? ` ${data.skipped.length} left out.` : '';
      onBooked(`${data.appointments.length} appointments booked.${left}`, null);
    });
  const clash = (refusal?.conflicts.length ?? 0) > 0;
  if (preview)
    return (
      <Dialog title="The series as it would be" onClose={onClose} wide>
        <Refused refusal={refusal} zone={facts.zone} />
        <Preview
          preview={preview}
          facts={facts}
          busy={busy}
          onBook={bookSeries}
          onBack={() => setPreview(null)}
          onLeaveOut={(day, originalStart) => {
            const exceptions = [...new Set([...repeats.exceptions, day])].sort();
            void look({ ...repeats, moves: movesWithout(repeats, originalStart), exceptions });
          }}
          onMove={(originalStart, startTime) => {
            const others = movesWithout(repeats, originalStart);
            void look({ ...repeats, moves: startTime === null ? others : { ...others, [originalStart]: startTime } });
          }}
        />
      </Dialog>
    );
  return (
    <Dialog title="New appointment" onClose={onClose} wide>
      <form onSubmit={submit}>
        <Fields draft={draft} facts={facts} set={set} faults={faultsOf(clash || asksBack(refusal) ? null : refusal)} />
        <div className="cal-checks">
          <label className="cal-check">
            <input type="checkbox" checked={draft.confirmed} onChange={(event) => set({ confirmed: event.target.checked })} />{' '}
            Confirmed already
          </label>
          <label className="cal-check">
            <input type="checkbox" checked={repeating} onChange={(event) => setRepeating(event.target.checked)} /> Repeats
          </label>
        </div>
        {repeating ? (
          <RepeatFields
            repeats={repeats}
            set={(change) => setRepeats((before) => ({ ...before, ...change }))}
            faults={faultsOf(refusal)}
          />
        ) : null}
        <Refused refusal={refusal} zone={facts.zone} />
        <NearestFree refusal={refusal} zone={facts.zone} onTake={(time) => set(startingAt(time, facts.zone))} />
        {clash && !repeating ? <BookOver facts={facts} draft={draft} set={set} /> : null}
        <footer>
          <button type="button" className="cal-button" onClick={onClose}>
            Close
          </button>
          <button type="submit" className="cal-button main" disabled={busy}>
            {repeating
              ? 'Preview the series'
              : draft.doubleBookingReason
                ? 'Book over it'
                : asksBack(refusal)
                  ? 'Book all the same'
                  : 'Book'}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

/** Where something is in the way: the reason for which it is booked all the same, for who may. */
export function BookOver({
  facts,
  draft,
  set,
}: {
  facts: CalendarFacts;
  draft: Draft;
  set: (change: Partial<Draft>) => void;
}): ReactElement | null {
  if (!facts.can.doubleBook) return null;
  return (
    <Field label="Book over it on purpose, because">
      <input
        className="crm-input"
        maxLength={500}
        placeholder="The reason is kept"
        value={draft.doubleBookingReason}
        onChange={(event) => set({ doubleBookingReason: event.target.value })}
      />
    </Field>
  );
}
