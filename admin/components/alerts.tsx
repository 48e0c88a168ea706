/** What everybody must know before they meet somebody: above a client, in the calendar, before a booking. */
import { Icon } from '@adminjs/design-system';
import type { RecordJSON } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import type { Alert, AlertList, AlertsOfThose, NeededInterpreter } from '../../src/clients/alerts/alerts.dto.js';
import { enumLabel } from '../words/labels.js';
import { TABLES } from '../words/kinds.js';
import { asText } from '../words/text.js';
import { asRefusal, read } from './api.js';

/** One line of it. */
interface Known {
  key: string;
  kind: string;
  /** Whom it is about, where that is not clear. */
  who: string | null;
  text: string;
}

const about = ({ id, kind, text, learnerName }: Alert, who: string | null): Known => ({
  key: id,
  kind: enumLabel(kind),
  who: learnerName ?? who,
  text,
});

const interpreted = (who: string | null, { language, notes }: NeededInterpreter): Known => ({
  key: 'interpreter',
  kind: 'Interpreter',
  who,
  text: [enumLabel(language), notes].filter(Boolean).join(': '),
});

const knownOfClient = ({ items, interpreter }: AlertList): Known[] => [
  ...items.map((one) => about(one, null)),
  ...(interpreter ? [interpreted(null, interpreter)] : []),
];

const knownOfThose = ({ items, interpreters, truncated }: AlertsOfThose): Known[] => {
  const several = new Set([...items, ...interpreters].map(({ clientId }) => clientId)).size > 1;
  return [
    ...items.map((one) => about(one, several ? one.clientName : null)),
    ...interpreters.map((one) => ({ ...interpreted(several ? one.clientName : null, one), key: `interpreter ${one.clientId}` })),
    ...(truncated ? [{ key: 'more', kind: 'More', who: null, text: 'There are more: look at each client who comes.' }] : []),
  ];
};

interface Props {
  /** Of a client, all of it; of one learner, and of their client, what is about them. */
  clientId?: string | undefined;
  learnerId?: string | undefined;
  /** Of all who come to an appointment. */
  appointmentId?: string | undefined;
  /** Another one: who comes may be others by now. */
  asOf?: object;
}

async function knownOf({ clientId, learnerId, appointmentId }: Props, signal: AbortSignal): Promise<Known[]> {
  if (appointmentId) return knownOfThose(await read<AlertsOfThose>(`/api/appointments/${appointmentId}/alerts`, {}, signal));
  if (!clientId) return [];
  const list = await read<AlertList>(`/api/clients/${clientId}/alerts`, {}, signal);
  const items = list.items.filter((one) => !learnerId || one.learnerId === null || one.learnerId === learnerId);
  return knownOfClient({ ...list, items });
}

interface Above {
  resourceId: string;
  record: RecordJSON;
  /** A form asks for whom it names by now; the page of what is kept, for all who come. */
  isForm?: boolean;
}

/** Those of whoever a record is about, above its page and its form. */
export function AlertsAbove({ resourceId, record, isForm = false }: Above): ReactElement | null {
  const columns = TABLES.find(({ model }) => model === resourceId)?.alertsOf;
  if (!columns) return null;
  const named = (column?: string): string | undefined =>
    (column && asText(column === 'id' ? record.id : record.params[column])) || undefined;
  const appointmentId = isForm ? undefined : named(columns.appointment);
  return <Alerts clientId={named(columns.client)} learnerId={named(columns.learner)} appointmentId={appointmentId} />;
}

/** Nobody, whom this person may not see, or who is no longer there: there is nothing to be told. */
const TELLS_NOTHING = [403, 404];

export function Alerts(props: Props): ReactElement | null {
  const { clientId, learnerId, appointmentId, asOf } = props;
  const [known, setKnown] = useState<Known[]>([]);
  const [failed, setFailed] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => setKnown([]), [clientId, learnerId, appointmentId]);
  useEffect(() => {
    const end = new AbortController();
    setFailed(false);
    knownOf(props, end.signal)
      .then(setKnown)
      .catch((error: unknown) => {
        if (!end.signal.aborted) setFailed(!TELLS_NOTHING.includes(asRefusal(error).status));
      });
    return () => end.abort();
  }, [clientId, learnerId, appointmentId, asOf, tries]);
  if (failed)
    return (
      <div className="crm-alert" role="alert">
        The alerts could not be read.{' '}
        <button type="button" className="crm-plain" onClick={() => setTries(tries + 1)}>
          Try again
        </button>
      </div>
    );
  if (known.length === 0) return null;
  return (
    <section className="crm-known" aria-label="Alerts" role="status">
      <Icon icon="AlertTriangle" />
      <ul>
        {known.map(({ key, kind, who, text }) => (
          <li key={key}>
            <strong>{who ? `${kind} (${who})` : kind}</strong> {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
