/** Who takes part in a group session: seen, added, taken out. */
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import type { ParticipantList } from '../../../src/scheduling/appointments/participants.dto.js';
import { asRefusal, call, type Refusal } from '../api.js';
import { Refused } from './dialog.js';
import type { Appointment } from './model.js';
import { Participants } from './participants.js';
import { asksBack, confirmedIn } from './warned.js';

interface Props {
  appointment: Appointment;
  mayChange: boolean;
  zone: string;
  onChanged: (said: string) => void;
}

export function Seats({ appointment, mayChange, zone, onChanged }: Props): ReactElement {
  const path = `/api/appointments/${appointment.id}/participants`;
  const [list, setList] = useState<ParticipantList | null>(null);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  /** Who was to be added last. */
  const [asked, setAsked] = useState<string | null>(null);
  const load = useCallback(
    async (signal?: AbortSignal): Promise<void> => {
      try {
        setList((await call<ParticipantList>('GET', path, { signal })).data);
      } catch (error) {
        if (!signal?.aborted) setRefusal(asRefusal(error));
      }
    },
    [path],
  );
  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    return () => abort.abort();
  }, [load]);
  const change = async (work: () => Promise<unknown>, said: string): Promise<void> => {
    try {
      setRefusal(null);
      await work();
      await load();
      onChanged(said);
    } catch (error) {
      setRefusal(asRefusal(error));
    }
  };
  const add = (learnerId: string): void => {
    const known = learnerId === asked ? confirmedIn(refusal) : { confirmedWarnings: [] };
    setAsked(learnerId);
    void change(() => call('POST', path, { body: { learnerId, ...known } }), 'Added.');
  };
  const chosen = (list?.items ?? []).map(({ learnerId, learnerName }) => ({ id: learnerId, name: learnerName }));
  return (
    <section className="cal-seats">
      <h3>Participants{list ? `: ${list.taken}${list.seats === null ? '' : ` of ${list.seats} seats`}` : ''}</h3>
      <Refused refusal={refusal} zone={zone} />
      {asksBack(refusal) && asked ? (
        <button type="button" className="cal-button" onClick={() => add(asked)}>
          Add all the same
        </button>
      ) : null}
      {mayChange ? (
        <Participants
          chosen={chosen}
          add={({ id }) => add(id)}
          remove={(id) => void change(() => call('DELETE', `${path}/${id}`), 'Taken out.')}
        />
      ) : (
        <ul className="cal-chips">
          {chosen.map((one) => (
            <li key={one.id}>{one.name}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
