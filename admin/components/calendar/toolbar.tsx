/** What is shown: which stretch, which view, whose. */
import type { ReactElement } from 'react';
import type { CalendarFacts } from '../../calendar-page.js';
import type { Shown } from './address.js';
import { Choice } from './choice.js';
import { Sign } from './sign.js';
import { LOOKS, STATUSES, VIEWS, type View } from './model.js';
import { sayZone, step, titleOf } from './times.js';

interface Props {
  shown: Shown;
  date: string;
  firstDay: number;
  facts: CalendarFacts;
  change: (to: Partial<Shown>) => void;
  onNew: (() => void) | null;
}

export function Toolbar({ shown, date, firstDay, facts, change, onNew }: Props): ReactElement {
  const { view } = shown;
  const unit = view === 'month' ? 'month' : view === 'week' || view === 'list' ? 'week' : 'day';
  return (
    <div className="cal-bar">
      <div className="cal-when">
        <button type="button" className="cal-button" onClick={() => change({ date: null })}>
          Today
        </button>
        <button
          type="button"
          className="cal-button"
          aria-label={`The ${unit} before`}
          onClick={() => change({ date: step(view, date, -1) })}
        >
          ‹
        </button>
        <button
          type="button"
          className="cal-button"
          aria-label={`The next ${unit}`}
          onClick={() => change({ date: step(view, date, 1) })}
        >
          ›
        </button>
        <input
          type="date"
          className="crm-input cal-jump"
          aria-label="Go to the day"
          value={date}
          onChange={(event) => event.target.value && change({ date: event.target.value })}
        />
        <h1 aria-live="polite">{titleOf(view, date, firstDay)}</h1>
      </div>
      <div className="cal-views" role="group" aria-label="View">
        {(Object.keys(VIEWS) as View[]).map((one) => (
          <button
            key={one}
            type="button"
            className="cal-button"
            aria-pressed={one === view}
            onClick={() => change({ view: one })}
          >
            {VIEWS[one].label}
          </button>
        ))}
      </div>
      {onNew ? (
        <button type="button" className="cal-button main" onClick={onNew}>
          New appointment
        </button>
      ) : null}
      <div className="cal-filters">
        {facts.places.length > 0 ? (
          <label>
            <span>Location</span>
            <select
              className="crm-input"
              value={shown.location ?? ''}
              onChange={(event) => change({ location: event.target.value || null })}
            >
              <option value="">All locations</option>
              {facts.places.map((place) => (
                <option key={place.id} value={place.id}>
                  {place.name}
                </option>
              ))}
            </select>
          </label>
        ) : null}
        {facts.people.length > 0 ? (
          <Choice
            label="Therapists"
            all="All therapists"
            options={facts.people}
            chosen={shown.therapists}
            onChange={(therapists) => change({ therapists })}
          />
        ) : null}
        <p className="cal-zone">
          Times in {sayZone(facts.zone)}
          {facts.can.all ? '' : ' · your caseload alone'}
        </p>
      </div>
      <Legend shown={shown} change={change} />
    </div>
  );
}

/** The colours and signs, which are also switches: what is off is not shown. */
function Legend({ shown, change }: Pick<Props, 'shown' | 'change'>): ReactElement {
  return (
    <div className="cal-legend" role="group" aria-label="Statuses shown">
      {STATUSES.map((status) => {
        const on = shown.statuses.includes(status);
        const statuses = STATUSES.filter((one) => (one === status ? !on : shown.statuses.includes(one)));
        return (
          <button
            key={status}
            type="button"
            className={`cal-badge cal-${status.toLowerCase()}${on ? '' : ' off'}`}
            aria-pressed={on}
            onClick={() => change({ statuses })}
          >
            <Sign look={status} /> {LOOKS[status].label}
          </button>
        );
      })}
      <span className="cal-badge cal-hold">
        <Sign look="HOLD" /> {LOOKS.HOLD.label}
      </span>
    </div>
  );
}
