/** Billing at a glance: what is outstanding, overdue and on account, how old it is, who owes it, and what the months brought. */
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import { addDays, addMonths, startOfMonth } from '../../../src/kernel/days.js';
import { toWallTime } from '../../values/zone.js';
import { asRefusal, read } from '../api.js';
import { Chart } from '../charts/chart.js';
import { pageFormats } from '../page-formats.js';
import { useZone } from '../parts.js';
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

const amount = (line: Line | undefined, field: string): string => (line?.[field] as string | undefined) ?? '0.00';

export function BillingHome(): ReactElement {
  const today = toWallTime(new Date(), useZone()).slice(0, 10);
  const from = addMonths(startOfMonth(today), -11);
  const to = addDays(addMonths(startOfMonth(today), 1), -1);
  const [facts, setFacts] = useState<Facts | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    const gone = new AbortController();
    const ask = (path: string, query: object = {}): Promise<Answer> =>
      read<Answer>(`/api/billing/reports/${path}`, { ...query }, gone.signal);
    Promise.all([ask('receivables'), ask('receivables/clients', { limit: MOST_CLIENTS }), ask('revenue', { from, to })]).then(
      ([receivables, clients, revenue]) => setFacts({ receivables, clients, revenue }),
      (error: unknown) => gone.signal.aborted || setFault(asRefusal(error).message),
    );
    return () => gone.abort();
  }, [from, to]);
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
  const { receivables, clients, revenue } = facts;
  const { total } = receivables;
  const months = revenue.lines ?? [];
  const overdue = amount(total, 'overdue');
  return (
    <div className="crm-home">
      <h1>Billing</h1>
      <p className="lead">{formats.day(receivables.asOf ?? today)}, of the clients that you see</p>
      <div className="crm-tiles">
        <Tile figure={formats.money(amount(total, 'open'))} label="outstanding" to={link('receivables')} />
        <Tile figure={formats.money(overdue)} label="of it overdue" to={link('receivables/clients')} bad={overdue !== '0.00'} />
        <Tile figure={formats.money(amount(total, 'credit'))} label="on account" to={link('receivables/clients')} />
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
      </div>
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
          columns={columns('receivables/clients', ['clientName', 'open', 'overdue', 'credit'])}
          lines={clients.items ?? []}
        />
      </section>
    </div>
  );
}
