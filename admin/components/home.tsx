/** The home page: the day ahead and the figures that this person may know. */
import { ApiClient } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { HomeAppointment, HomeFigures } from '../../src/analytics/home.queries.js';
import { enumLabel } from '../labels.js';
import { formatDay, formatWeekday } from './when.js';

const to = (resource: string, filters: Record<string, string> = {}): string => {
  const query = new URLSearchParams(Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]));
  return `/admin/resources/${resource}${query.size > 0 ? `?${query.toString()}` : ''}`;
};
const record = (resource: string, id: string): string => `/admin/resources/${resource}/records/${id}/show`;
const money = (amount: string): string => amount.replace(/\B(?=(?:\d{3}){1,5}\.)/g, '\u202f');

function Tile({
  figure,
  label,
  href,
  bad,
}: {
  figure: number | string | null;
  label: string;
  href: string;
  bad?: boolean;
}): ReactElement | null {
  if (figure === null) return null;
  return (
    <Link className={`crm-tile${bad ? ' bad' : ''}`} to={href}>
      <b>{figure}</b>
      <span>{label}</span>
    </Link>
  );
}

function time(appointment: HomeAppointment, practice: string): string {
  const at = (zone: string, text: string): string =>
    new Date(text).toLocaleTimeString(undefined, { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  const clock = (text: string): string => at(appointment.zone, text);
  const elsewhere =
    at(practice, appointment.startTime) === clock(appointment.startTime)
      ? ''
      : ` (${appointment.zone.split('/').at(-1)?.replaceAll('_', ' ')} time)`;
  return `${clock(appointment.startTime)} – ${clock(appointment.endTime)}${elsewhere}`;
}

function Day({ figures }: { figures: HomeFigures }): ReactElement | null {
  if (figures.appointmentsToday === null) return null;
  return (
    <section className="crm-card">
      <div className="crm-head-row tight">
        <h2>{figures.nextDay === null ? 'Next today' : `Next: ${formatWeekday(figures.nextDay)}`}</h2>
        <Link className="crm-link" to="/admin/pages/calendar">
          Open the calendar
        </Link>
      </div>
      {figures.nextDay === null ? null : <p className="crm-none">No more appointments today.</p>}
      {figures.next.length === 0 ? (
        <p className="crm-none">No more appointments today, and none in the next two weeks.</p>
      ) : (
        <div className="crm-scroll">
          <table className="crm-table">
            <thead>
              <tr>
                <th>Time</th>
                <th>Client</th>
                <th>Appointment</th>
                <th>Therapist</th>
                <th>Room</th>
                <th>Status</th>
              </tr>
            </thead>
            <tbody>
              {figures.next.map((one) => (
                <tr key={one.id}>
                  <td className="crm-when">{time(one, figures.zone)}</td>
                  <td>
                    <Link to={record('Client', one.client.id)}>{one.client.name}</Link>
                  </td>
                  <td>
                    <Link to={record('Appointment', one.id)}>{one.title}</Link>
                  </td>
                  <td>{one.therapist.name}</td>
                  <td>{one.room ?? <span className="crm-none">–</span>}</td>
                  <td>
                    <span className={`crm-badge ${one.status === 'CONFIRMED' ? 'good' : ''}`}>{enumLabel(one.status)}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** By the practice's clock, like the day beneath it. */
function greeting(zone: string): string {
  const hour = Number(new Intl.DateTimeFormat('en', { timeZone: zone, hour: 'numeric', hourCycle: 'h23' }).format());
  return hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening';
}

export function Home(): ReactElement {
  const [figures, setFigures] = useState<HomeFigures | null>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    new ApiClient()
      .getDashboard()
      .then((response) => setFigures(response.data as HomeFigures))
      .catch(() => setFailed(true));
  }, []);
  if (failed) return <div className="crm-home">The figures could not be loaded. Try again in a moment.</div>;
  if (!figures) return <div className="crm-home crm-none">Loading…</div>;
  const { today, openInvoices, overdueInvoices } = figures;
  const mine = figures.myAppointmentsToday !== null;
  return (
    <div className="crm-home">
      <h1>{`${greeting(figures.zone)}, ${figures.name.split(' ')[0] ?? ''}`}</h1>
      <p className="lead">{formatDay(today)}</p>
      <div className="crm-tiles">
        <Tile
          figure={mine ? figures.myAppointmentsToday : figures.appointmentsToday}
          label={mine ? 'my appointments today' : 'appointments today'}
          href={to('Appointment', { 'startTime~~from': today, 'startTime~~to': today })}
        />
        <Tile figure={figures.myCaseload} label="clients in my care" href={to('Client', { status: 'ACTIVE' })} />
        {mine ? null : <Tile figure={figures.activeClients} label="active clients" href={to('Client', { status: 'ACTIVE' })} />}
        <Tile
          figure={figures.newClientsThisMonth}
          label="new clients this month"
          href={to('Client', { 'createdAt~~from': `${today.slice(0, 8)}01` })}
        />
        <Tile figure={figures.waiting} label="on the waitlist" href={to('WaitlistEntry', { status: 'WAITING' })} />
        <Tile figure={figures.unread} label="unread communications" href={to('Communication', { isRead: 'false' })} />
        {openInvoices ? (
          <Tile
            figure={money(openInvoices.amount)}
            label={`open in ${openInvoices.count} invoices`}
            href={to('Invoice', { 'balance~~from': '0.01' })}
          />
        ) : null}
        {overdueInvoices ? (
          <Tile
            bad={overdueInvoices.count > 0}
            figure={money(overdueInvoices.amount)}
            label={`of it overdue (${overdueInvoices.count})`}
            href={to('Invoice', { 'balance~~from': '0.01' })}
          />
        ) : null}
      </div>
      <div className="crm-columns">
        <Day figures={figures} />
      </div>
    </div>
  );
}
