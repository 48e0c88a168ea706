/** What is to be said above the grid: what could not be read, what is left out, where it is closed. */
import type { ReactElement } from 'react';
import type { Calendar } from '../../../src/scheduling/calendar/calendar.dto.js';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import { pageFormats } from '../page-formats.js';
import { sayTimes } from './times.js';

interface Props {
  calendar: Calendar | null;
  facts: CalendarFacts;
  failed: string | null;
  retry: () => void;
  empty: boolean;
}

const DAY = 86_400_000;

function sayClosure(closure: NonNullable<Calendar['closures']>[number], zone: string): string {
  const day = (instant: number): string => pageFormats().shortDay(new Date(instant), zone);
  const first = day(Date.parse(closure.startTime));
  const last = day(Date.parse(closure.endTime) - DAY / 2);
  const where = closure.locationName ? ` (${closure.locationName})` : '';
  return `${closure.name}${where}, ${first === last ? first : `${first} – ${last}`}`;
}

export function Notes({ calendar, facts, failed, retry, empty }: Props): ReactElement | null {
  const closures = calendar?.closures ?? [];
  const away = calendar?.timeOff ?? [];
  const said = [
    ...closures.map((closure) => ({ id: `closure-${closure.id}`, text: `Closed: ${sayClosure(closure, facts.zone)}` })),
    ...away.map((time) => ({ id: `away-${time.id}`, text: `${time.userName} is away: ${sayTimes(time, facts.zone)}` })),
  ];
  return (
    <>
      {failed ? (
        <div className="crm-alert" role="alert">
          The calendar could not be read. {failed}{' '}
          <button type="button" className="crm-plain" onClick={retry}>
            Try again
          </button>
        </div>
      ) : null}
      {calendar?.truncated ? (
        <div className="crm-alert" role="status">
          There is more than can be shown at once: only the first {calendar.items.length} appointments are here. Choose fewer
          days, a location or some therapists.
        </div>
      ) : null}
      {said.length > 0 ? (
        <details className="cal-notes">
          <summary>
            {closures.length > 0 ? said[0]?.text : `${away.length} ${away.length === 1 ? 'absence' : 'absences'}`}
            {said.length > 1 && closures.length > 0 ? ` and ${said.length - 1} more` : ''}
          </summary>
          <ul>
            {said.map(({ id, text }) => (
              <li key={id}>{text}</li>
            ))}
          </ul>
        </details>
      ) : null}
      {empty && !failed ? <p className="cal-empty">Nothing is booked here, or nothing that matches the filters.</p> : null}
    </>
  );
}
