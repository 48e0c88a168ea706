/** Billing at a glance: what is outstanding, overdue, on account and in packages, how old it is, who owes it, and what the months brought. */
import { useEffect, useState, type ReactElement } from 'react';
import { Link, useLocation } from 'react-router-dom';
import type { ClaimPage } from '../../../src/billing/claims/claims.dto.js';
import type { InvoicePage } from '../../../src/billing/invoices/invoices.dto.js';
import type { VisitPage } from '../../../src/billing/visits/visits.dto.js';
import { addDays, addMonths, startOfMonth } from '../../../src/kernel/days.js';
import { asRefusal, read } from '../api.js';
import { Chart } from '../charts/chart.js';
import { pageFormats, practiceToday } from '../page-formats.js';
import { Badge } from '../values.js';
import { LOOKED_BACK } from './client-account.js';
import { Figures } from './figures.js';
import { KINDS, type Line } from './kinds.js';
import type { Answer } from './reports.js';

const AGES: readonly [string, string][] = [
  ['upTo30', '0–30'],
  ['upTo60', '31–60'],
  ['upTo90', '61–90'],
  ['upTo120', '91–120'],
  ['over120', '> 120'],
];
const MOST_CLIENTS = 10;

interface Facts {
  todo: Todo;
  receivables: Answer;
  clients: Answer;
  revenue: Answer;
}

const columns = (id: string, fields: readonly string[]) =>
  (KINDS.find((kind) => kind.id === id)?.columns ?? []).filter(({ field }) => fields.includes(field));
const link = (report: string, asked: Record<string, string> = {}): string =>
  `/admin/pages/reports?${new URLSearchParams({ report, ...asked }).toString()}`;

function Tile({ figure, label, to, bad = false }: { figure: string; label: string; to: string; bad?: boolean }): ReactElement {
  return (
    <Link className={`crm-tile${bad ? ' bad' : ''}`} to={to}>
      <b>{figure}</b>
      <span>{label}</span>
    </Link>
  );
}

/** What waits for somebody. */
interface Todo {
  visits: number;
  /** From the first to the last of them. */
  days: { fromDay: string; toDay: string };
  drafts: number;
  /** The first of those that somebody has to see to, and how many they are. */
  claims: ClaimPage;
}
const MOST_CLAIMS = 10;

async function whatWaits(today: string, signal: AbortSignal): Promise<Todo> {
  const one = { limit: 1, count: true };
  const looked = { from: addDays(today, -LOOKED_BACK), to: today };
  const [visits, last, drafts, claims] = await Promise.all([
    read<VisitPage>('/api/billing/visits', { ...looked, sort: 'startTime', ...one }, signal),
    read<VisitPage>('/api/billing/visits', { ...looked, sort: '-startTime', limit: 1 }, signal),
    read<InvoicePage>('/api/billing/invoices', { status: 'DRAFT', ...one }, signal),
    read<ClaimPage>('/api/billing/claims', { worklist: true, count: true, sort: 'followUpDate', limit: MOST_CLAIMS }, signal),
  ]);
  const days = { fromDay: visits.items[0]?.day ?? looked.from, toDay: last.items[0]?.day ?? today };
  return { visits: visits.total ?? 0, days, drafts: drafts.total ?? 0, claims };
}

function Worklist({ claims }: { claims: ClaimPage }): ReactElement | null {
  const formats = pageFormats();
  const { items, total = items.length } = claims;
  if (total === 0) return null;
  return (
    <section className="crm-card" aria-label="Claims to see to" id="claims" tabIndex={-1} style={{ marginBottom: 16 }}>
      <h2>Claims to see to</h2>
      <div className="crm-scroll" tabIndex={0} role="group" aria-label="Claims to see to, a table">
        <table className="crm-table">
          <thead>
            <tr>
              <th scope="col">Client</th>
              <th scope="col" className="crm-wide">
                Insurer
              </th>
              <th scope="col">Status</th>
              <th scope="col">Follow up</th>
              <th scope="col" className="number">
                Claimed
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((claim) => (
              <tr key={claim.id}>
                <td>
                  <Link to={`/admin/resources/InsuranceClaim/records/${claim.id}/show`}>{claim.clientName}</Link>
                </td>
                <td className="crm-wide">{claim.insurerName}</td>
                <td>
                  <Badge value={claim.status} />
                </td>
                <td className="crm-when">{claim.followUpDate ? formats.day(claim.followUpDate) : '–'}</td>
                <td className="number">{formats.money(claim.amountClaimed)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p>
        {total > items.length ? `${items.length} of ${total}. ` : ''}
        <Link className="crm-link" to="/admin/resources/InsuranceClaim?filters.status=REJECTED,DENIED,PARTIALLY_APPROVED">
          All that were refused, in whole or part
        </Link>
      </p>
    </section>
  );
}

const amount = (line: Line | undefined, field: string): string => (line?.[field] as string | undefined) ?? '0.00';

export function BillingHome(): ReactElement {
  const today = practiceToday();
  const from = addMonths(startOfMonth(today), -11);
  const to = addDays(addMonths(startOfMonth(today), 1), -1);
  const { hash } = useLocation();
  const [facts, setFacts] = useState<Facts | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    const gone = new AbortController();
    const ask = (path: string, query: object = {}): Promise<Answer> =>
      read<Answer>(`/api/billing/reports/${path}`, { ...query }, gone.signal);
    Promise.all([
      ask('receivables'),
      ask('receivables/clients', { limit: MOST_CLIENTS }),
      ask('revenue', { from, to }),
      whatWaits(today, gone.signal),
    ]).then(
      ([receivables, clients, revenue, todo]) => setFacts({ receivables, clients, revenue, todo }),
      (error: unknown) => gone.signal.aborted || setFault(asRefusal(error).message),
    );
    return () => gone.abort();
  }, [from, to]);
  // The list is there once its figures are.
  useEffect(() => {
    if (hash === '#claims') document.getElementById('claims')?.focus();
  }, [hash, facts]);
  const formats = pageFormats();
  const words = (value: number): string => formats.money(value.toFixed(2));
  const short = (value: number): string => formats.number(value);
  if (fault)
    return (
      <div className="crm-home">
        <p className="crm-card" role="alert">
          {fault}
        </p>
      </div>
    );
  if (!facts) return <div className="crm-home crm-none">Loading…</div>;
  const { receivables, clients, revenue, todo } = facts;
  const { total } = receivables;
  const months = revenue.lines ?? [];
  const overdue = amount(total, 'overdue');
  return (
    <div className="crm-home">
      <h1>Billing home</h1>
      <p className="lead">{formats.day(receivables.asOf ?? today)}, of the clients that you see</p>
      <div className="crm-tiles">
        <Tile figure={formats.money(amount(total, 'open'))} label="outstanding" to={link('receivables')} />
        <Tile figure={formats.money(overdue)} label="of it overdue" to={link('receivables/clients')} bad={overdue !== '0.00'} />
        <Tile figure={formats.money(amount(total, 'credit'))} label="on account" to={link('receivables/clients')} />
        {amount(total, 'prepaid') === '0.00' ? null : (
          <Tile
            figure={formats.money(amount(total, 'prepaid'))}
            label="in packages, for visits to come"
            to="/admin/resources/ClientPackage"
          />
        )}
        <Tile
          figure={formats.money(
            amount(
              months.find(({ month }) => month === startOfMonth(today)),
              'payments',
            ),
          )}
          label="came in this month"
          to={link('cash-up', { from: startOfMonth(today), to })}
        />
        <Tile
          figure={formats.number(todo.visits)}
          label="visits on no invoice, of three months"
          to={`/admin/pages/month-end?${new URLSearchParams(todo.days).toString()}`}
        />
        <Tile figure={formats.number(todo.drafts)} label="drafts not sent" to="/admin/resources/Invoice?filters.status=DRAFT" />
        <Tile
          figure={formats.number(todo.claims.total ?? 0)}
          label="claims to see to"
          to={todo.claims.items.length > 0 ? '#claims' : '/admin/resources/InsuranceClaim'}
          bad={todo.claims.items.length > 0}
        />
      </div>
      <Worklist claims={todo.claims} />
      <div className="crm-pair">
        <section className="crm-card" aria-label="Receivables by age">
          <h2>Receivables by days since they were due</h2>
          <Chart
            title="Receivables by days since they were due."
            labels={AGES.map(([, label]) => label)}
            series={[{ name: 'Owed', values: AGES.map(([field]) => Number(amount(total, field))) }]}
            words={words}
            onAxis={short}
          />
          <Figures
            caption="Receivables by party and age"
            columns={columns('receivables', ['label', ...AGES.map(([field]) => field)])}
            lines={receivables.lines ?? []}
            total={total}
          />
        </section>
        <section className="crm-card" aria-label="Revenue by month">
          <h2>Revenue by month</h2>
          <Chart
            title="Revenue and payments of the last twelve months."
            labels={months.map(({ month }) => formats.month(String(month)))}
            series={[
              { name: 'Net without tax', values: months.map((line) => Number(amount(line, 'withoutTax'))) },
              { name: 'Payments', values: months.map((line) => Number(amount(line, 'payments'))) },
            ]}
            words={words}
            onAxis={short}
          />
          <Figures
            caption="Revenue by month"
            columns={columns('revenue', ['month', 'charges', 'withoutTax', 'payments'])}
            lines={months}
            total={revenue.total}
          />
        </section>
      </div>
      <section className="crm-card" aria-label="Who owes most">
        <div className="crm-head-row tight">
          <h2>Who owes most</h2>
          <Link className="crm-link" to={link('receivables/clients')}>
            All of them
          </Link>
        </div>
        <Figures
          caption="Clients for whom most is owed"
          columns={columns('receivables/clients', ['clientName', 'open', 'overdue', 'credit', 'prepaid'])}
          lines={clients.items ?? []}
        />
      </section>
    </div>
  );
}
