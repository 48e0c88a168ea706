/** What is shown: which stretch, which view, whose. */
import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { CalendarFacts } from '../../pages/calendar-page.js';
import type { Formats } from '../../../src/kernel/formats.js';
import type { Shown } from './address.js';
import { Choice } from './choice.js';
import { Sign } from './sign.js';
import { LOOKS, STATUSES, VIEWS, type View } from './model.js';
import { sayZone, step, titleOf } from './times.js';

interface Props {
  shown: Shown;
  date: string;
  formats: Formats;
  facts: CalendarFacts;
  change: (to: Partial<Shown>) => void;
  onNew: (() => void) | null;
}

export function Toolbar({ shown, date, formats, facts, change, onNew }: Props): ReactElement {
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
        <Jump date={date} go={(day) => change({ date: day })} />
        <h1 aria-live="polite">{titleOf(view, date, formats)}</h1>
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

/**
 * To any day. The button is ours, since browsers draw theirs each in their own way, some as an empty box; what it opens is the browser's
 * calendar, or, where that can't be opened, a field for the day.
 */
function Jump({ date, go }: { date: string; go: (day: string) => void }): ReactElement {
  const field = useRef<HTMLInputElement>(null);
  const [typing, setTyping] = useState(false);
  const open = (): void => {
    try {
      field.current?.showPicker();
    } catch {
      setTyping(true);
    }
  };
  useEffect(() => {
    if (typing) field.current?.focus();
  }, [typing]);
  return (
    <span className="cal-jump">
      <button type="button" className="cal-button" aria-label="Go to a day" title="Go to a day" onClick={open}>
        <svg viewBox="0 0 24 24" width="16" height="16" aria-hidden="true" fill="none" stroke="currentColor" strokeWidth="2">
          <rect x="3" y="4" width="18" height="17" rx="2" />
          <path d="M16 2v4M8 2v4M3 10h18" strokeLinecap="round" />
        </svg>
      </button>
      <input
        ref={field}
        type="date"
        className={`crm-input${typing ? '' : ' away'}`}
        aria-label="The day to go to"
        tabIndex={typing ? 0 : -1}
        aria-hidden={typing ? undefined : true}
        value={date}
        onChange={(event) => event.target.value && go(event.target.value)}
        onBlur={() => setTyping(false)}
      />
    </span>
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
