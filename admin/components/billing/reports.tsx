/** The reports of billing: which, of which days, as a chart where that helps, as a table always, and as a file. */
import { useEffect, useState, type ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { addDays, addMonths, startOfMonth } from '../../../src/kernel/days.js';
import { asRefusal, read } from '../api.js';
import { Chart } from '../charts/chart.js';
import { FileLinks } from '../export-links.js';
import { pageFormats, practiceToday } from '../page-formats.js';
import { columnsOf, Figures } from './figures.js';
import { JournalFiles } from './journal-files.js';
import { cell, DIMENSIONS, KINDS, type Asked, type Kind, type Line } from './kinds.js';

export interface Answer {
  lines?: Line[];
  items?: Line[];
  total?: Line;
  /** Of a list that comes page by page: what all of its pages come to. */
  sums?: Line | null;
  asOf?: string;
  nextCursor?: string | null;
}

/** Days that are often asked for, by today's. */
function periods(today: string): { label: string; from: string; to: string }[] {
  const month = startOfMonth(today);
  const year = `${today.slice(0, 4)}-01-01`;
  return [
    { label: 'Today', from: today, to: today },
    { label: 'This month', from: month, to: addDays(addMonths(month, 1), -1) },
    { label: 'Last month', from: addMonths(month, -1), to: addDays(month, -1) },
    { label: 'Twelve months', from: addMonths(month, -11), to: addDays(addMonths(month, 1), -1) },
    { label: 'This year', from: year, to: addDays(addMonths(year, 12), -1) },
    { label: 'Last year', from: addMonths(year, -12), to: addDays(year, -1) },
  ];
}

/** As the address has it; what is missing is usual. */
function askedIn(search: string, today: string): Asked {
  const words = new URLSearchParams(search);
  const report = words.get('report') ?? 'revenue';
  const kind = KINDS.find(({ id }) => id === report);
  const usual = kind?.beginsToday ? { from: today, to: today } : periods(today).find(({ label }) => label === 'Twelve months');
  const by = words.get('by') ?? 'MONTH';
  return {
    report,
    from: words.get('from') ?? usual?.from ?? today,
    to: words.get('to') ?? usual?.to ?? today,
    asOf: words.get('asOf') ?? '',
    by: kind?.dimensions === undefined || kind.dimensions.includes(by) ? by : 'MONTH',
    monthly: words.get('monthly') ?? '',
  };
}

const questionOf = (kind: Kind, asked: Asked): Record<string, string> =>
  Object.fromEntries(kind.asks.flatMap((name) => (asked[name] === '' ? [] : [[name, asked[name]]])));

interface QuestionsProps {
  kind: Kind;
  asked: Asked;
  today: string;
  ask(change: Partial<Asked>): void;
}

function Questions({ kind, asked, today, ask }: QuestionsProps): ReactElement {
  const day = (name: 'from' | 'to' | 'asOf', label: string): ReactElement => (
    <label>
      <span>{label}</span>
      <input
        className="crm-input"
        type="date"
        value={asked[name]}
        onChange={(event) => (event.target.value || name === 'asOf') && ask({ [name]: event.target.value })}
      />
    </label>
  );
  // A report that begins with today leaves the days of another, and the other way round.
  const choose = (report: string): void => {
    const next = KINDS.find(({ id }) => id === report);
    ask({ report, ...(Boolean(next?.beginsToday) !== Boolean(kind.beginsToday) && { from: '', to: '' }) });
  };
  const choices = periods(today);
  const chosen = choices.findIndex(({ from, to }) => from === asked.from && to === asked.to);
  return (
    <form className="crm-asked" onSubmit={(event) => event.preventDefault()}>
      <label>
        <span>Report</span>
        <select className="crm-input" value={kind.id} onChange={(event) => choose(event.target.value)}>
          {KINDS.map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
      </label>
      {kind.asks.includes('from') ? (
        <>
          <label>
            <span>Period</span>
            <select
              className="crm-input"
              value={chosen}
              onChange={(event) => {
                const { from, to } = choices[Number(event.target.value)] ?? asked;
                ask({ from, to });
              }}
            >
              {chosen < 0 ? <option value={-1}>These days</option> : null}
              {choices.map(({ label }, index) => (
                <option key={label} value={index}>
                  {label}
                </option>
              ))}
            </select>
          </label>
          {day('from', 'From')}
          {day('to', 'To')}
        </>
      ) : null}
      {kind.asks.includes('asOf') ? day('asOf', 'As of (today if empty)') : null}
      {kind.asks.includes('by') ? (
        <label>
          <span>By</span>
          <select className="crm-input" value={asked.by} onChange={(event) => ask({ by: event.target.value })}>
            {DIMENSIONS.filter(([value]) => kind.dimensions?.includes(value) ?? true).map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </label>
      ) : null}
      {kind.asks.includes('monthly') && (!kind.asks.includes('by') || asked.by !== 'MONTH') ? (
        <label className="tick">
          <input
            type="checkbox"
            checked={asked.monthly === 'true'}
            onChange={(event) => ask({ monthly: event.target.checked ? 'true' : '' })}
          />
          <span>Each month by itself</span>
        </label>
      ) : null}
    </form>
  );
}

/** Drawn as far as it can be told apart. */
const MOST_DRAWN = 24;

function Picture({ kind, asked, lines }: { kind: Kind; asked: Asked; lines: readonly Line[] }): ReactElement | null {
  const { chart } = kind;
  const formats = pageFormats();
  const monthly = asked.monthly === 'true' && asked.by !== 'MONTH';
  if (!chart || monthly || lines.length === 0 || lines.length > MOST_DRAWN) return null;
  const series = chart.series.filter(({ onlyIf }) => onlyIf === undefined || onlyIf(asked));
  const drawn = lines.filter((line) => series.some(({ field }) => Number(line[field]) !== 0));
  const names = columnsOf(kind, asked).filter((column) => column.kind === 'month' || column.kind === 'text');
  return (
    <Chart
      title={`${kind.label}: ${series.map(({ name }) => name.toLowerCase()).join(' and ')}.`}
      labels={drawn.map((line) => names.map((column) => cell(line, column, formats)).join(' '))}
      series={series.map(({ field, name }) => ({ name, values: drawn.map((line) => Number(line[field])) }))}
      words={(value) => formats.money(value.toFixed(2))}
      onAxis={(value) => formats.number(value)}
    />
  );
}

export function BillingReports(): ReactElement {
  const { search } = useLocation();
  const navigate = useNavigate();
  const today = practiceToday();
  const asked = askedIn(search, today);
  const kind = KINDS.find(({ id }) => id === asked.report) ?? KINDS[0];
  const question = questionOf(kind, asked);
  const key = JSON.stringify([kind.id, question]);
  const [found, setFound] = useState<{ key: string; answer: Answer } | null>(null);
  const [fault, setFault] = useState('');
  const address = `/api/billing/reports/${kind.id}`;
  const look = (cursor?: string, signal?: AbortSignal): Promise<void> =>
    read<Answer>(address, { ...question, ...(cursor !== undefined && { cursor }) }, signal).then(
      (answer) => {
        setFault('');
        setFound((before) => ({
          key,
          answer:
            cursor === undefined
              ? answer
              : {
                  ...answer,
                  items: [...(before?.answer.items ?? []), ...(answer.items ?? [])],
                  // They came with the first page.
                  sums: before?.answer.sums ?? null,
                },
        }));
      },
      (error: unknown) => {
        if (signal?.aborted) return;
        setFound(null);
        setFault(asRefusal(error).message);
      },
    );
  useEffect(() => {
    const gone = new AbortController();
    void look(undefined, gone.signal);
    return () => gone.abort();
  }, [key]);
  const ask = (change: Partial<Asked>): void => {
    const words = Object.entries({ ...asked, ...change }).filter(([, value]) => value !== '');
    navigate(`/admin/pages/reports?${new URLSearchParams(words).toString()}`, { replace: true });
  };
  const answer = found?.key === key ? found.answer : undefined;
  const lines = answer?.lines ?? answer?.items ?? [];
  const formats = pageFormats();
  return (
    <div className="crm-home">
      <h1>Billing reports</h1>
      <p className="lead">Of the clients that you see. What was billed and paid is the ledger’s.</p>
      <Questions kind={kind} asked={asked} today={today} ask={ask} />
      {fault ? (
        <p className="crm-card" role="alert">
          {fault}
        </p>
      ) : null}
      {answer ? (
        <section className="crm-card" aria-label={kind.label}>
          <h2>
            {kind.label}
            {kind.asks.includes('asOf')
              ? `, ${formats.day(answer.asOf ?? (asked.asOf || today))}`
              : kind.asks.includes('from')
                ? `, ${formats.days(asked.from, asked.to)}`
                : ''}
          </h2>
          <p className="crm-none" role="status" style={{ marginBottom: 12 }}>
            {kind.says}
          </p>
          <FileLinks
            what={`the report “${kind.label}”`}
            addressOf={(format) => `${address}/export?${new URLSearchParams({ format, ...question }).toString()}`}
          />
          <Picture kind={kind} asked={asked} lines={lines} />
          <Figures
            caption={`${kind.label}: figures`}
            columns={columnsOf(kind, asked)}
            lines={lines}
            total={answer.total ?? answer.sums ?? undefined}
          />
          {answer.nextCursor ? (
            <button
              type="button"
              className="crm-button"
              style={{ marginTop: 12 }}
              onClick={() => void look(answer.nextCursor ?? undefined)}
            >
              Show more
            </button>
          ) : null}
        </section>
      ) : fault ? null : (
        <p className="crm-none">Loading…</p>
      )}
      {kind.asks.includes('from') ? <JournalFiles from={asked.from} to={asked.to} /> : null}
    </div>
  );
}
