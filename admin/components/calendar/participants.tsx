/** Learners of a group session: the client first, then which of their learners. */
import { useState, type ReactElement } from 'react';
import { Alerts } from '../alerts.js';
import { ClientPicker, useLearners, type Chosen } from './picker.js';

interface Props {
  chosen: Chosen[];
  add: (one: Chosen) => void;
  remove?: (id: string) => void;
}

export function Participants({ chosen, add, remove }: Props): ReactElement {
  const [client, setClient] = useState<Chosen | null>(null);
  const learners = useLearners(client?.id);
  const others = learners.filter(({ id }) => !chosen.some((one) => one.id === id));
  return (
    <fieldset className="cal-rows">
      <legend>Participants</legend>
      {chosen.length > 0 ? (
        <ul className="cal-chips">
          {chosen.map((one) => (
            <li key={one.id}>
              {one.name}
              {remove ? (
                <button type="button" className="crm-plain" aria-label={`Take ${one.name} out`} onClick={() => remove(one.id)}>
                  ✕
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <p className="crm-none">Nobody yet.</p>
      )}
      <ClientPicker label="Add a learner of" chosen={client} onChange={setClient} />
      <Alerts clientId={client?.id} />
      {client ? (
        <div className="cal-chips">
          {others.map((one) => (
            <button
              key={one.id}
              type="button"
              className="cal-button"
              onClick={() => {
                add(one);
                // The next one has another family, as a rule.
                if (others.length === 1) setClient(null);
              }}
            >
              + {one.name}
            </button>
          ))}
          {others.length === 0 ? <p className="crm-none">No other learner of this client.</p> : null}
        </div>
      ) : null}
    </fieldset>
  );
}
