/** A month's end: which visits are not billed yet, what they come to, and invoices for all of them. */
import { ApiClient } from 'adminjs';
import { useEffect, useState, type FormEvent, type ReactElement, type ReactNode } from 'react';
import type {
  InvoiceRun,
  InvoiceRunClient,
  InvoiceRunClientPage,
  InvoiceRunPage,
  InvoiceRunPreview,
  InvoiceRunPreviewClient,
} from '../../src/billing/runs/runs.dto.js';
import { Link, useLocation } from 'react-router-dom';
import { asRefusal, call, read } from './api.js';
import { Run } from './month-end-run.js';
import { Visits } from './month-end-visits.js';
import { type Asked, counted, money } from './month-end-words.js';
import { Warnings } from './warnings.js';

interface Facts {
  places: { id: string; name: string }[];
  /** Of the practice. */
  today: string;
  /** Whether the practice sends e-mail. */
  mails: boolean;
}
/** While a run is under way it is looked at so often; a page that nobody looks at lets its session end after an hour. */
const LOOK_MS = 1000;
const LOOKS = 3600;

/** The days that the address names: whoever leads here knows on which there is something to bill. */
function daysIn(search: string): Pick<Asked, 'fromDay' | 'toDay'> | undefined {
  const words = new URLSearchParams(search);
  const [fromDay, toDay] = ['fromDay', 'toDay'].map((name) => words.get(name) ?? '');
  const isDay = (text: string | undefined): text is string => text !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(text);
  return isDay(fromDay) && isDay(toDay) ? { fromDay, toDay } : undefined;
}

/** The month before that day. */
function lastMonth(today: string): Pick<Asked, 'fromDay' | 'toDay'> {
  const first = new Date(`${today.slice(0, 7)}-01T00:00:00Z`);
  const day = (date: Date): string => date.toISOString().slice(0, 10);
  const last = new Date(first.getTime() - 86_400_000);
  return { fromDay: `${day(last).slice(0, 7)}-01`, toDay: day(last) };
}

const PROBLEMS: Record<string, string> = {
  NO_SERVICE: 'whose type does not say what they are billed as',
  NO_RATE: 'whose service has no rate on that day',
  TOO_SHORT: 'too short to be billed',
};
interface FoundProps {
  found: InvoiceRunPreview;
  asked: Asked;
  again: () => void;
  /** What can be done with it. */
  children: ReactNode;
}

function Found({ found, asked, again, children }: FoundProps): ReactElement {
  const [open, setOpen] = useState('');
  const row = ({ clientId, clientName, visits, amount, left, warnings }: InvoiceRunPreviewClient): ReactElement[] => [
    <tr key={clientId} className="with-button">
      <td>
        <button
          type="button"
          className="crm-button"
          aria-expanded={open === clientId}
          onClick={() => setOpen(open === clientId ? '' : clientId)}
        >
          {clientName}
        </button>
        <Warnings warnings={warnings} />
      </td>
      <td className="number">{visits}</td>
      <td className="number">{left > 0 ? left : '–'}</td>
      <td className="number">{money(amount)}</td>
    </tr>,
    ...(open === clientId
      ? [
          <tr key={`${clientId} visits`}>
            <td colSpan={4}>
              <Visits asked={asked} clientId={clientId} changed={again} />
            </td>
          </tr>,
        ]
      : []),
  ];
  return (
    <section className="crm-card" aria-label="What would be billed" style={{ marginBottom: 16 }}>
      <h2>What would be billed</h2>
      <p role="status">
        {found.visits === 0
          ? 'There is nothing to bill on these days.'
          : `${counted(found.visits, 'visit', 'visits')} of ${counted(found.clients, 'client', 'clients')}: ${money(found.amount)} before taxes.`}
      </p>
      {found.problems.map(({ code, visits }) => (
        <p key={code}>
          {counted(visits, 'visit is', 'visits are')} left out, {PROBLEMS[code]}.
        </p>
      ))}
      {found.warned > 0 ? (
        <p className="crm-alert warn">
          {counted(found.warned, 'invoice deserves', 'invoices deserve')} a second look: more would be charged to a policy or a
          funding source than it pays. {found.warned === 1 ? 'It stands' : 'They stand'} first.
        </p>
      ) : null}
      {children}
      {found.items.length > 0 ? (
        <div className="crm-scroll">
          <table className="crm-table">
            <thead>
              <tr>
                <th>Client</th>
                <th className="number">Visits</th>
                <th className="number">Left out</th>
                <th className="number">Before taxes</th>
              </tr>
            </thead>
            <tbody>{found.items.flatMap(row)}</tbody>
          </table>
          {found.clients > found.items.length ? <p className="crm-none">The first {found.items.length}.</p> : null}
        </div>
      ) : null}
    </section>
  );
}

export function MonthEnd(): ReactElement {
  const [facts, setFacts] = useState<Facts | null>(null);
  const [asked, setAsked] = useState<Asked>({ fromDay: '', toDay: '', locationId: '', fees: true });
  const { search } = useLocation();
  const [send, setSend] = useState(false);
  const [mail, setMail] = useState(false);
  const [found, setFound] = useState<InvoiceRunPreview | null>(null);
  const [run, setRun] = useState<InvoiceRun | null>(null);
  const [clients, setClients] = useState<InvoiceRunClient[]>([]);
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);

  const trying = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true);
    try {
      setFault('');
      await work();
    } catch (error) {
      setFault(asRefusal(error).message);
    }
    setBusy(false);
  };
  const follow = async (id: string): Promise<InvoiceRun> => {
    const [now, those] = await Promise.all([
      read<InvoiceRun>(`/api/billing/runs/${id}`),
      read<InvoiceRunClientPage>(`/api/billing/runs/${id}/clients`, { limit: 200 }),
    ]);
    setRun(now);
    setClients(those.items);
    return now;
  };
  useEffect(() => {
    void new ApiClient().getPage({ pageName: 'month-end' }).then(({ data }) => {
      const got = data as Facts;
      setFacts(got);
      const named = daysIn(search);
      const days = { ...asked, ...(named ?? lastMonth(got.today)) };
      setAsked(days);
      if (named) void look(days);
    });
    // One that is under way is shown to whoever comes by, and one that stopped by itself before its end.
    void trying(async () => {
      const { items } = await read<InvoiceRunPage>('/api/billing/runs', { limit: 1 });
      const [latest] = items;
      if (latest && (latest.status === 'RUNNING' || latest.stopReason)) await follow(latest.id);
    });
  }, []);
  const running = run?.status === 'RUNNING' ? run.id : '';
  useEffect(() => {
    if (!running) return;
    let looks = 0;
    const timer = setInterval(() => {
      if ((looks += 1) > LOOKS) clearInterval(timer);
      else void follow(running).catch((error: unknown) => setFault(asRefusal(error).message));
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [running]);

  const bodyOf = ({ locationId, ...days }: Asked): object => ({ ...days, locationId: locationId || null });
  const look = (of: Asked = asked): Promise<void> =>
    trying(async () => {
      setFound(null);
      setFound((await call<InvoiceRunPreview>('POST', '/api/billing/runs/preview', { body: bodyOf(of) })).data);
    });
  const begin = (): Promise<void> =>
    trying(async () => {
      const { data } = await call<InvoiceRun>('POST', '/api/billing/runs', {
        body: { ...bodyOf(asked), send, mail: send && mail && facts?.mails === true },
      });
      setFound(null);
      await follow(data.id);
    });
  const act = (verb: string, body: object = {}): void =>
    void trying(async () => {
      if (!run) return;
      await call('POST', `/api/billing/runs/${run.id}/${verb}`, { body });
      await follow(run.id);
    });
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void look();
  };
  const change = (fields: Partial<Asked>): void => {
    setAsked({ ...asked, ...fields });
    setFound(null);
    setFault('');
  };
  const day = (name: 'fromDay' | 'toDay', label: string): ReactElement => (
    <label>
      <span>{label}</span>
      <input
        className="crm-input"
        type="date"
        required
        value={asked[name]}
        onChange={(event) => change({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <div className="crm-home">
      <h1>Invoice visits</h1>
      <p className="lead">
        What took place, was missed or called off too late on these days and is on no invoice yet. Look at it first; then one
        invoice is made for each client. Each visit is billed once, however often you do this.
      </p>
      <form
        className="crm-asked"
        onSubmit={submit}
        style={{ display: 'flex', gap: 12, flexWrap: 'wrap', alignItems: 'flex-end', marginBottom: 16 }}
      >
        {day('fromDay', 'Visits from')}
        {day('toDay', 'until')}
        <label>
          <span>Location</span>
          <select className="crm-input" value={asked.locationId} onChange={(event) => change({ locationId: event.target.value })}>
            <option value="">All locations</option>
            {facts?.places.map((one) => (
              <option key={one.id} value={one.id}>
                {one.name}
              </option>
            ))}
          </select>
        </label>
        <label>
          <input type="checkbox" checked={asked.fees} onChange={(event) => change({ fees: event.target.checked })} /> Charge fees
        </label>
        <button type="submit" className="crm-button" disabled={busy}>
          Look
        </button>
      </form>
      {fault ? (
        <p className="crm-card" role="alert" style={{ marginBottom: 16 }}>
          {fault}
        </p>
      ) : null}
      {found ? (
        <Found found={found} asked={asked} again={() => void look()}>
          {found.visits > 0 && !running ? (
            <p style={{ marginBottom: 16, display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
              <label>
                <input type="checkbox" checked={send} onChange={(event) => setSend(event.target.checked)} /> Send them at once:
                each gets its number, and is owed from today on
              </label>
              {send && facts?.mails ? (
                <label>
                  <input type="checkbox" checked={mail} onChange={(event) => setMail(event.target.checked)} /> And write to the
                  families by e-mail; otherwise nothing leaves the house
                </label>
              ) : null}
              <button type="button" className="crm-button main" disabled={busy} onClick={() => void begin()}>
                {send ? 'Make and send' : 'Make'} {counted(found.clients, 'invoice', 'invoices')}
              </button>
            </p>
          ) : null}
        </Found>
      ) : null}
      {run ? <Run run={run} clients={clients} busy={busy} mails={facts?.mails === true} act={act} /> : null}
      <p>
        <Link className="crm-link" to="/admin/resources/InvoiceRun">
          Earlier runs
        </Link>{' '}
        ·{' '}
        <Link className="crm-link" to="/admin/resources/VisitWaiver">
          Waived visits
        </Link>
      </p>
    </div>
  );
}
