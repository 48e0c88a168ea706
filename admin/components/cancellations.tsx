/** What was called off and missed: by reason, by whom, therapist, client, weekday and how long before. */
import { ApiClient } from 'adminjs';
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import type { CancellationAnalysis, CancellationCount } from '../../src/scheduling/appointments/cancellations.dto.js';

const LOST = 'The server could not be reached. Try again in a moment.';
const DAY = 86_400_000;

interface Named {
  id: string;
  name: string;
}
interface Facts {
  people: Named[];
  places: Named[];
}

const dayOf = (time: number): string => new Date(time).toISOString().slice(0, 10);

/** `calledOff`: tells of cancelled ones alone. */
const BREAKDOWNS: { of: keyof CancellationAnalysis; title: string; calledOff?: boolean }[] = [
  { of: 'byReason', calledOff: true, title: 'By reason' },
  { of: 'byParty', calledOff: true, title: 'By who called off' },
  { of: 'byTherapist', title: 'By therapist' },
  { of: 'byClient', title: 'By client' },
  { of: 'byWeekday', title: 'By day of the week' },
  { of: 'byLeadTime', calledOff: true, title: 'By how long before' },
];

/** As many lines as the API tells of one kind. */
const MOST = 50;

interface BreakdownProps {
  title: string;
  calledOff: boolean;
  lines: readonly CancellationCount[];
}

function Breakdown({ title, calledOff, lines }: BreakdownProps): ReactElement {
  return (
    <section className="crm-card" aria-label={title} style={{ marginBottom: 16 }}>
      <h2>{title}</h2>
      {lines.length === 0 ? (
        <p className="crm-none">Nothing in this time.</p>
      ) : (
        <div className="crm-scroll">
          <table className="crm-table">
            <thead>
              <tr>
                <th>{title.replace(/^By (\w)/, (_by, first: string) => first.toUpperCase())}</th>
                {calledOff ? null : <th className="number">Appointments</th>}
                <th className="number">Cancelled</th>
                <th className="number">Late</th>
                {calledOff ? null : <th className="number">No-shows</th>}
              </tr>
            </thead>
            <tbody>
              {lines.map((one) => (
                <tr key={one.key}>
                  <td>{one.label.charAt(0).toUpperCase() + one.label.slice(1)}</td>
                  {calledOff ? null : <td className="number">{one.appointments}</td>}
                  <td className="number">{one.cancelled}</td>
                  <td className="number">{one.late}</td>
                  {calledOff ? null : <td className="number">{one.noShows}</td>}
                </tr>
              ))}
            </tbody>
          </table>
          {lines.length >= MOST ? <p className="crm-none">The {MOST} with most of them.</p> : null}
        </div>
      )}
    </section>
  );
}

export function Cancellations(): ReactElement {
  const [facts, setFacts] = useState<Facts>({ people: [], places: [] });
  const [asked, setAsked] = useState({
    from: dayOf(Date.now() - 90 * DAY),
    // Also what is called off ahead of its day.
    to: dayOf(Date.now() + 30 * DAY),
    therapistId: '',
    locationId: '',
  });
  const [found, setFound] = useState<CancellationAnalysis | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    void new ApiClient().getPage({ pageName: 'cancellations' }).then(({ data }) => setFacts(data as Facts));
  }, []);
  const look = async (): Promise<void> => {
    const words = new URLSearchParams(Object.entries(asked).filter(([, value]) => value !== ''));
    try {
      const response = await fetch(`/api/appointments/cancellations?${words.toString()}`, {
        headers: { Accept: 'application/json' },
      });
      if (response.status === 401) window.location.reload();
      const body = (await response.json()) as CancellationAnalysis & { detail?: string };
      setFault(response.ok ? '' : (body.detail ?? LOST));
      setFound(response.ok ? body : null);
    } catch {
      setFault(LOST);
    }
  };
  useEffect(() => void look(), []);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void look();
  };
  const day = (name: 'from' | 'to', label: string): ReactElement => (
    <label>
      <span>{label}</span>
      <input
        className="crm-input"
        type="date"
        required
        value={asked[name]}
        onChange={(event) => setAsked({ ...asked, [name]: event.target.value })}
      />
    </label>
  );
  const choice = (name: 'therapistId' | 'locationId', label: string, none: string, options: readonly Named[]): ReactElement => (
    <label>
      <span>{label}</span>
      <select className="crm-input" value={asked[name]} onChange={(event) => setAsked({ ...asked, [name]: event.target.value })}>
        <option value="">{none}</option>
        {options.map((one) => (
          <option key={one.id} value={one.id}>
            {one.name}
          </option>
        ))}
      </select>
    </label>
  );
  return (
    <div className="crm-home">
      <h1>Cancellations</h1>
      <p className="lead">
        By the day of the appointment, on the clock of its place, of those that you see. The list of reasons is the practice’s
        own.
      </p>
      <form
        className="crm-asked"
        onSubmit={submit}
        style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'flex-end', marginBottom: 16 }}
      >
        {day('from', 'From')}
        {day('to', 'To')}
        {choice('therapistId', 'Therapist', 'All therapists', facts.people)}
        {choice('locationId', 'Location', 'All locations', facts.places)}
        <button type="submit" className="crm-button">
          Show
        </button>
      </form>
      {fault ? (
        <p className="crm-card" role="alert">
          {fault}
        </p>
      ) : null}
      {found ? (
        <>
          <p role="status" style={{ marginBottom: 16 }}>
            {found.appointments} appointments: {found.cancelled} cancelled, {found.late} of them late, {found.noShows} no-shows.
          </p>
          {BREAKDOWNS.map(({ of, title, calledOff = false }) => (
            <Breakdown key={of} title={title} calledOff={calledOff} lines={found[of] as CancellationCount[]} />
          ))}
        </>
      ) : fault ? null : (
        <p className="crm-none">Loading…</p>
      )}
    </div>
  );
}
