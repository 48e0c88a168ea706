/** Which appointment of the client an entry of the waitlist is placed in. */
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import type { ClientAppointmentPage } from '../../../src/scheduling/related/related.dto.js';
import type { WaitlistEntry } from '../../../src/scheduling/waitlist/waitlist.dto.js';
import { asRefusal, read, type Refusal } from '../api.js';
import { Refused } from './dialog.js';
import { isOpen } from './model.js';
import { sayTimes } from './times.js';

interface Props {
  entry: WaitlistEntry;
  zone: string;
  onPlace: (appointmentId: string) => void;
  onBook: (() => void) | null;
}

export function Place({ entry, zone, onPlace, onBook }: Props): ReactElement {
  const [found, setFound] = useState<ClientAppointmentPage['items'] | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [chosen, setChosen] = useState('');
  useEffect(() => {
    const abort = new AbortController();
    const query = { from: new Date().toISOString(), sort: 'startTime', limit: 50 };
    read<ClientAppointmentPage>(`/api/clients/${entry.clientId}/appointments`, query, abort.signal).then(
      ({ items }) => setFound(items.filter(isOpen)),
      (error: unknown) => !abort.signal.aborted && setRefusal(asRefusal(error)),
    );
    return () => abort.abort();
  }, [entry.clientId]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen) onPlace(chosen);
  };
  return (
    <form onSubmit={submit}>
      <Refused refusal={refusal} zone={zone} />
      {found === null && !refusal ? <p className="crm-none">Looking for appointments…</p> : null}
      {found?.length === 0 ? <p className="crm-none">{entry.clientName} has no appointment to come.</p> : null}
      <div className="cal-slots" role="radiogroup" aria-label="Appointments to come">
        {(found ?? []).map((one) => (
          <label key={one.id}>
            <input
              type="radio"
              name="appointment"
              value={one.id}
              checked={chosen === one.id}
              onChange={() => setChosen(one.id)}
            />
            <span>
              <strong>{sayTimes(one, zone)}</strong>
              <small>{[one.title, one.therapistName, one.locationName].filter(Boolean).join(' · ')}</small>
            </span>
          </label>
        ))}
      </div>
      <footer>
        {onBook ? (
          <button type="button" className="cal-button" onClick={onBook}>
            Book a new appointment
          </button>
        ) : null}
        <button type="submit" className="cal-button main" disabled={!chosen}>
          Place
        </button>
      </footer>
    </form>
  );
}
