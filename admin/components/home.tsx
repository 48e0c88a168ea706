/** The home page: the day ahead and the figures that this person may know. */
import { ApiClient } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { HomeAppointment, HomeFigures } from '../../src/insight/home/home.queries.js';
import { tilesOf, type Tile as TileFacts } from '../pages/home-tiles.js';
import { enumLabel } from '../words/labels.js';
import { toWallTime } from '../values/zone.js';
import { pageFormats } from './page-formats.js';

const to = (resource: string, filters: Readonly<Record<string, string>>): string => {
  const query = new URLSearchParams(Object.entries(filters).map(([name, value]) => [`filters.${name}`, value]));
  return `/admin/resources/${resource}${query.size > 0 ? `?${query.toString()}` : ''}`;
};
/** As many of the day as the figures tell. */
const MOST_NEXT = 12;
const record = (resource: string, id: string): string => `/admin/resources/${resource}/records/${id}/show`;

function Tile({ tile }: { tile: TileFacts }): ReactElement {
  return (
    <Link className={`crm-tile${tile.bad ? ' bad' : ''}`} to={to(tile.table, tile.filters)}>
      <b>{tile.figure}</b>
      <span>{tile.label}</span>
    </Link>
  );
}

function time(appointment: HomeAppointment, practice: string): string {
  const formats = pageFormats();
  const start = new Date(appointment.startTime);
  const elsewhere =
    formats.clock(start, practice) === formats.clock(start, appointment.zone)
      ? ''
      : ` (${appointment.zone.split('/').at(-1)?.replaceAll('_', ' ')} time)`;
  return `${formats.span(start, new Date(appointment.endTime), appointment.zone)}${elsewhere}`;
}

function Day({ figures }: { figures: HomeFigures }): ReactElement | null {
  if (figures.appointmentsToday === null) return null;
  return (
    <section className="crm-card">
      <div className="crm-head-row tight">
        <h2>{figures.nextDay === null ? 'Next today' : `Next: ${pageFormats().weekday(figures.nextDay)}`}</h2>
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
          {figures.next.length >= MOST_NEXT ? (
            <p className="crm-none">
              These are the next {MOST_NEXT}. <Link to="/admin/pages/calendar">All of them are in the calendar.</Link>
            </p>
          ) : null}
        </div>
      )}
    </section>
  );
}

/** By the practice's clock, like the day beneath it. */
function greeting(zone: string): string {
  const hour = Number(toWallTime(new Date(), zone).slice(11, 13));
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
  const { today } = figures;
  const formats = pageFormats();
  return (
    <div className="crm-home">
      <h1>{`${greeting(figures.zone)}, ${figures.name.split(' ')[0] ?? ''}`}</h1>
      <p className="lead">{formats.day(today)}</p>
      <div className="crm-tiles">
        {tilesOf(figures, formats).map((tile) => (
          <Tile key={tile.label} tile={tile} />
        ))}
      </div>
      <div className="crm-columns">
        <Day figures={figures} />
      </div>
    </div>
  );
}
