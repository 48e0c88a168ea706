/** A month of the books is closed here: which, what speaks against it, and those that are closed, to be opened again with a reason. */
import { useEffect, useState, type FormEvent, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { InvoicePage } from '../../../src/billing/invoices/invoices.dto.js';
import type { BillingPeriod, BillingPeriodList } from '../../../src/billing/periods/periods.dto.js';
import type { Reconciliation } from '../../../src/billing/reconciliation/reconciliation.dto.js';
import type { VisitPage } from '../../../src/billing/visits/visits.dto.js';
import { addDays, addMonths, startOfMonth } from '../../../src/kernel/days.js';
import { asRefusal, call, read } from '../api.js';
import { pageFormats, practiceToday } from '../page-formats.js';
import { useZone } from '../parts.js';
import { useAttempts } from './attempts.js';

/** So many months that are over are offered, where none was closed yet. */
const MOST_MONTHS = 24;
/** Visits are asked for over at most so many days. */
const LOOKED_BACK = 365;

const first = (month: string): string => `${month}-01`;
const lastDay = (month: string): string => addDays(addMonths(first(month), 1), -1);

/** Months that are over and after the last that was closed, the first of them first. @param latest `2026-03`; '' where none is closed */
export function monthsToClose(today: string, latest: string): string[] {
  const months: string[] = [];
  for (let back = MOST_MONTHS; back >= 1; back--) {
    const month = addMonths(startOfMonth(today), -back).slice(0, 7);
    if (month > latest) months.push(month);
  }
  return months;
}

/** What speaks against closing a month: told, and not in the way. */
interface Against {
  drafts: number;
  visits: number;
  from: string;
  to: string;
  /** Null for those who are not told. */
  faults: number | null;
}

async function against(month: string, latest: string, signal: AbortSignal): Promise<Against> {
  const to = lastDay(month);
  const back = addDays(to, -LOOKED_BACK);
  const after = latest ? addMonths(first(latest), 1) : back;
  const from = after > back ? after : back;
  const one = { limit: 1, count: true };
  const [drafts, visits, faults] = await Promise.all([
    read<InvoicePage>('/api/billing/invoices', { status: 'DRAFT', issuedTo: to, ...one }, signal),
    read<VisitPage>('/api/billing/visits', { from, to, ...one }, signal),
    read<Reconciliation>('/api/billing/reconciliation', {}, signal).then(
      (found) => found.faults.length,
      (error: unknown) => {
        if (asRefusal(error).status === 403) return null;
        throw error;
      },
    ),
  ]);
  return { drafts: drafts.total ?? 0, visits: visits.total ?? 0, from, to, faults };
}

function Point({
  count,
  right,
  wrong,
  to,
  link,
}: {
  count: number;
  right: string;
  wrong: string;
  to: string;
  link: string;
}): ReactElement {
  return (
    <li style={{ marginBottom: 8 }}>
      <span className={`crm-badge ${count > 0 ? 'warn' : 'good'}`}>{count > 0 ? pageFormats().number(count) : 'No'}</span>{' '}
      {count > 0 ? wrong : right}{' '}
      {count > 0 ? (
        <Link className="crm-link" to={to}>
          {link}
        </Link>
      ) : null}
    </li>
  );
}

function Points({ found }: { found: Against }): ReactElement {
  const { drafts, visits, from, to, faults } = found;
  const formats = pageFormats();
  return (
    <ul style={{ listStyle: 'none', padding: 0, margin: '0 0 16px' }}>
      <Point
        count={drafts}
        right="draft is dated in it or before."
        wrong={`${drafts === 1 ? 'draft is dated in it or before: sent later, it counts' : 'drafts are dated in it or before: sent later, they count'} in a later month.`}
        to={`/admin/resources/Invoice?${new URLSearchParams({ 'filters.status': 'DRAFT', 'filters.issueDate~~to': to }).toString()}`}
        link="Look at them"
      />
      <Point
        count={visits}
        right={`visit of ${formats.days(from, to)} is without an invoice.`}
        wrong={`${visits === 1 ? 'visit' : 'visits'} of ${formats.days(from, to)} ${visits === 1 ? 'is' : 'are'} on no invoice.`}
        to={`/admin/pages/month-end?${new URLSearchParams({ fromDay: from, toDay: to }).toString()}`}
        link="Invoice them"
      />
      {faults === null ? null : (
        <Point
          count={faults}
          right="cent is out of place."
          wrong={`${faults === 1 ? 'thing is' : 'things are'} out of place in the books.`}
          to="/admin/pages/reconciliation"
          link="See which"
        />
      )}
    </ul>
  );
}

interface ClosingProps {
  months: readonly string[];
  latest: string;
  closed: (said: string) => void;
}

function Closing({ months, latest, closed }: ClosingProps): ReactElement {
  // The first that is open, once others were closed; without any the last that is over.
  const [month, setMonth] = useState((latest ? months[0] : months.at(-1)) ?? '');
  const [found, setFound] = useState<Against | null>(null);
  const [isSure, setSure] = useState(false);
  const [fault, setFault] = useState('');
  const { busy, refusal, attempt } = useAttempts();
  const formats = pageFormats();
  const name = formats.month(first(month));
  useEffect(() => {
    const gone = new AbortController();
    setFound(null);
    setSure(false);
    setFault('');
    against(month, latest, gone.signal).then(
      setFound,
      (error: unknown) => gone.signal.aborted || setFault(asRefusal(error).message),
    );
    return () => gone.abort();
  }, [month, latest]);
  const speaks = found !== null && found.drafts + found.visits + (found.faults ?? 0) > 0;
  const close = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(async () => {
      await call('POST', `/api/billing/periods/${month}/close`, { body: {} });
      closed(`${name} is closed.`);
    });
  };
  const words = refusal?.message ?? fault;
  return (
    <form className="crm-card" aria-label="Close a month" style={{ marginBottom: 16 }} onSubmit={close}>
      <p style={{ marginBottom: 16 }}>
        <label>
          <span style={{ marginRight: 8 }}>Month</span>
          <select className="crm-input" value={month} onChange={(event) => setMonth(event.target.value)}>
            {months.map((one) => (
              <option key={one} value={one}>
                {formats.month(first(one))}
              </option>
            ))}
          </select>
        </label>
      </p>
      {found ? <Points found={found} /> : <p className="crm-none">Looking at what speaks against it…</p>}
      {words ? (
        <p className="crm-alert" role="alert">
          {words}
        </p>
      ) : null}
      <p style={{ marginBottom: 12 }}>
        Nothing can be booked with a day in a month that is closed, nor in those before it. It can be opened again, with a reason.
      </p>
      {speaks ? (
        <p style={{ marginBottom: 12 }}>
          <label>
            <input type="checkbox" checked={isSure} onChange={(event) => setSure(event.target.checked)} /> Close it all the same
          </label>
        </p>
      ) : null}
      <button
        type="submit"
        className="crm-button main"
        aria-describedby={speaks && !isSure ? 'close-month-first' : undefined}
        disabled={busy || found === null || (speaks && !isSure)}
      >
        Close {name}
      </button>
      {speaks && !isSure ? (
        <span id="close-month-first" className="crm-none" style={{ marginLeft: 12 }}>
          Tick “Close it all the same” first.
        </span>
      ) : null}
    </form>
  );
}

interface ReopeningProps {
  period: BillingPeriod;
  opened: (said: string) => void;
}

/** The last that is closed is the first to be opened again. */
function Reopening({ period, opened }: ReopeningProps): ReactElement {
  const [isAsked, setAsked] = useState(false);
  const [reason, setReason] = useState('');
  const { busy, refusal, attempt } = useAttempts();
  const name = pageFormats().month(first(period.month));
  const open = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(async () => {
      await call('POST', `/api/billing/periods/${period.month}/reopen`, { body: { reason } });
      opened(`${name} is open again.`);
    });
  };
  if (!isAsked)
    return (
      <button type="button" className="crm-button" onClick={() => setAsked(true)}>
        Open {name} again
      </button>
    );
  return (
    <form style={{ display: 'flex', gap: 8, flexWrap: 'wrap' }} onSubmit={open}>
      <input
        className="crm-input"
        aria-label={`Why ${name} is opened again`}
        placeholder="Why"
        autoFocus
        required
        maxLength={500}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <button type="submit" className="crm-button bad" disabled={busy}>
        Open it
      </button>
      <button type="button" className="crm-button" onClick={() => setAsked(false)}>
        Keep it closed
      </button>
      {refusal ? <span role="alert">{refusal.message}</span> : null}
    </form>
  );
}

export function CloseMonth(): ReactElement {
  const zone = useZone();
  const [periods, setPeriods] = useState<BillingPeriod[] | null>(null);
  const [said, setSaid] = useState('');
  const [fault, setFault] = useState('');
  const look = (): Promise<void> =>
    read<BillingPeriodList>('/api/billing/periods').then(
      ({ items }) => setPeriods(items),
      (error: unknown) => setFault(asRefusal(error).message),
    );
  useEffect(() => void look(), []);
  const done = (words: string): void => {
    setSaid(words);
    void look();
  };
  const formats = pageFormats();
  const closed = (periods ?? []).filter(({ closedAt }) => closedAt !== null);
  const latest = closed[0]?.month ?? '';
  const months = monthsToClose(practiceToday(), latest);
  return (
    <div className="crm-home">
      <h1>Close a month</h1>
      <p className="lead">What is in a month that is closed stays as it is: what is booked later counts in a later month.</p>
      {said ? (
        <p className="crm-alert ok" role="status">
          {said}
        </p>
      ) : null}
      {fault ? (
        <p className="crm-alert" role="alert">
          {fault}
        </p>
      ) : null}
      {periods === null ? null : months.length > 0 ? (
        <Closing key={latest} months={months} latest={latest} closed={done} />
      ) : (
        <p className="crm-card" style={{ marginBottom: 16 }}>
          Every month that is over is closed.
        </p>
      )}
      {closed.length > 0 ? (
        <section className="crm-card" aria-label="Closed months">
          <h2>Closed months</h2>
          <div className="crm-scroll" tabIndex={0} role="group" aria-label="Closed months, a table">
            <table className="crm-table">
              <thead>
                <tr>
                  <th scope="col">Month</th>
                  <th scope="col">Closed</th>
                  <th scope="col">
                    <span className="crm-unseen">Open again</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {closed.map((period) => (
                  <tr key={period.month}>
                    <td>{formats.month(first(period.month))}</td>
                    <td>{period.closedAt ? formats.instant(new Date(period.closedAt), zone) : ''}</td>
                    <td>
                      {period.month === latest ? (
                        <Reopening period={period} opened={done} />
                      ) : (
                        <span className="crm-none">after {formats.month(first(latest))}</span>
                      )}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </section>
      ) : null}
      <p style={{ marginTop: 16 }}>
        <Link className="crm-link" to="/admin/resources/BillingPeriod">
          All months that were ever closed, with who and why
        </Link>
      </p>
    </div>
  );
}
