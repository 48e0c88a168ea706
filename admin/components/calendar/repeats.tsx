/** How a series repeats. */
import { useState, type ReactElement } from 'react';
import { shortDayOfCode, WEEKDAY_CODES } from '../../../src/kernel/words.js';
import { formatDay } from '../when.js';
import type { Repeats } from './draft.js';
import { Field, Select } from './form.js';

const FREQUENCIES: readonly { id: Repeats['frequency']; name: string; unit: string }[] = [
  { id: 'DAILY', name: 'Every day', unit: 'days' },
  { id: 'WEEKLY', name: 'Every week', unit: 'weeks' },
  { id: 'BIWEEKLY', name: 'Every two weeks', unit: 'pairs of weeks' },
  { id: 'MONTHLY', name: 'Every month', unit: 'months' },
  { id: 'CUSTOM', name: 'By a rule of its own', unit: '' },
];

export const USUAL_REPEATS: Repeats = {
  frequency: 'WEEKLY',
  interval: '1',
  days: [],
  rule: 'FREQ=MONTHLY;BYDAY=1MO',
  ends: 'count',
  count: '10',
  until: '',
  exceptions: [],
  moves: {},
};

interface Props {
  repeats: Repeats;
  set: (change: Partial<Repeats>) => void;
  faults: Record<string, string>;
}

export function RepeatFields({ repeats, set, faults }: Props): ReactElement {
  const [day, setDay] = useState('');
  const { frequency } = repeats;
  const fault = (name: string): string | undefined => faults[`recurrence.${name}`];
  const weekly = frequency === 'WEEKLY' || frequency === 'BIWEEKLY';
  return (
    <fieldset className="cal-rows cal-repeats">
      <legend>Repeats</legend>
      <div className="cal-row">
        <Select
          label="How often"
          value={frequency}
          options={FREQUENCIES}
          fault={fault('frequency') ?? faults.recurrence}
          onChange={(value) => set({ frequency: (value || 'WEEKLY') as Repeats['frequency'] })}
        />
        {frequency === 'CUSTOM' ? (
          <Field label="Rule (RFC 5545)" fault={fault('rule')}>
            <input
              className="crm-input"
              required
              maxLength={200}
              value={repeats.rule}
              onChange={(event) => set({ rule: event.target.value })}
            />
          </Field>
        ) : (
          <Field label={`Every how many ${FREQUENCIES.find(({ id }) => id === frequency)?.unit ?? ''}`} fault={fault('interval')}>
            <input
              className="crm-input"
              type="number"
              min={1}
              max={52}
              value={repeats.interval}
              onChange={(event) => set({ interval: event.target.value })}
            />
          </Field>
        )}
      </div>
      {weekly ? (
        <div className="cal-days" role="group" aria-label="On which days; none: the day of the first">
          {WEEKDAY_CODES.map((id) => (
            <button
              key={id}
              type="button"
              className="cal-button"
              aria-pressed={repeats.days.includes(id)}
              onClick={() =>
                set({ days: repeats.days.includes(id) ? repeats.days.filter((one) => one !== id) : [...repeats.days, id] })
              }
            >
              {shortDayOfCode(id)}
            </button>
          ))}
          <small className="crm-hint">{repeats.days.length === 0 ? 'On the weekday of the first.' : ''}</small>
        </div>
      ) : null}
      <div className="cal-row">
        <Select
          label="Ends"
          value={repeats.ends}
          options={[
            { id: 'count', name: 'after so many times' },
            { id: 'until', name: 'on a day' },
          ]}
          onChange={(ends) => set({ ends: ends === 'until' ? 'until' : 'count' })}
        />
        {repeats.ends === 'count' ? (
          <Field label="How many times" fault={fault('count')}>
            <input
              className="crm-input"
              type="number"
              required
              min={1}
              max={500}
              value={repeats.count}
              onChange={(event) => set({ count: event.target.value })}
            />
          </Field>
        ) : (
          <Field label="Last day" fault={fault('until')}>
            <input
              className="crm-input"
              type="date"
              required
              value={repeats.until}
              onChange={(event) => set({ until: event.target.value })}
            />
          </Field>
        )}
      </div>
      <div className="cal-row with-button">
        <Field label="Not on" fault={fault('exceptions')}>
          <input className="crm-input" type="date" value={day} onChange={(event) => setDay(event.target.value)} />
        </Field>
        <button
          type="button"
          className="cal-button"
          disabled={day === ''}
          onClick={() => {
            set({ exceptions: [...new Set([...repeats.exceptions, day])].sort() });
            setDay('');
          }}
        >
          Leave out
        </button>
      </div>
      {repeats.exceptions.length > 0 ? (
        <ul className="cal-chips">
          {repeats.exceptions.map((one) => (
            <li key={one}>
              {formatDay(one)}
              <button
                type="button"
                className="crm-plain"
                aria-label={`Do not leave out ${formatDay(one)}`}
                onClick={() => set({ exceptions: repeats.exceptions.filter((other) => other !== one) })}
              >
                ✕
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </fieldset>
  );
}
