/** Dates and times: shown in the person's zone, typed in with the browser's own inputs. */
import { FormGroup } from '@adminjs/design-system';
import { PropertyLabel, type BasePropertyProps, type FilterPropertyProps } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { fromWallTime, toWallTime } from '../values/zone.js';
import { pageFormats } from './page-formats.js';
import { factsOf, Field, paramOf, Shown, useZone } from './parts.js';

/** A day as the practice writes days; never shifted by a zone. */
export const formatDay = (text: string): string => pageFormats().day(text);

export function formatInstant(text: string, zone: string): string {
  return pageFormats().instant(new Date(text), zone) || text;
}

function Value(props: BasePropertyProps): ReactElement {
  const zone = useZone();
  const value = paramOf(props);
  if (typeof value !== 'string' || value === '') return <span className="crm-none">–</span>;
  const isMonth = factsOf(props.property).kind === 'month';
  const words = isMonth
    ? pageFormats().month(value)
    : props.property.type === 'date'
      ? formatDay(value)
      : formatInstant(value, zone);
  return <span className="crm-when">{words}</span>;
}

export const WhenList = (props: BasePropertyProps): ReactElement => <Value {...props} />;

export const WhenShow = (props: BasePropertyProps): ReactElement => (
  <Shown {...props}>
    <Value {...props} />
  </Shown>
);

export function WhenEdit(props: BasePropertyProps): ReactElement {
  const { property, onChange } = props;
  const zone = useZone();
  const value = paramOf(props);
  const kept = typeof value === 'string' ? value : '';
  const asDay = property.type === 'date';
  const asText = (instant: string): string => {
    if (instant === '') return '';
    if (asDay) return instant.slice(0, 10);
    const date = new Date(instant);
    return Number.isNaN(date.getTime()) ? '' : toWallTime(date, zone);
  };
  const [text, setText] = useState(asText(kept));
  useEffect(() => setText(asText(kept)), [kept]);
  const change = (typed: string): void => {
    setText(typed);
    const date = typed && !asDay ? fromWallTime(typed, zone) : null;
    // Half-typed dates come as empty text: the field waits.
    if (date && !Number.isNaN(date.getTime())) onChange?.(property.path, date.toISOString());
    else onChange?.(property.path, asDay ? typed : '');
  };
  return (
    <Field {...props}>
      <input
        className="crm-input"
        id={property.path}
        name={property.path}
        type={asDay ? 'date' : 'datetime-local'}
        value={text}
        disabled={property.isDisabled}
        onChange={(event) => change(event.target.value)}
      />
      {asDay ? null : <small className="crm-hint">{`Time in ${zone.replaceAll('_', ' ')}`}</small>}
    </Field>
  );
}

/** From a day to a day, both included. */
export function WhenFilter(props: FilterPropertyProps): ReactElement {
  const { property, onChange } = props;
  const filter = props.filter as Record<string, string | undefined>;
  const input = (end: 'from' | 'to', label: string) => {
    const key = `${property.path}~~${end}`;
    const value = filter[key] ?? '';
    return (
      <label>
        <small>{label}</small>
        <input
          className="crm-input"
          type="date"
          name={`filter-${key}`}
          value={value.slice(0, 10)}
          onChange={(event) => onChange(key, event.target.value)}
        />
      </label>
    );
  };
  return (
    <FormGroup variant="filter">
      <PropertyLabel property={property} filter />
      <div className="crm-pair">
        {input('from', 'From')}
        {input('to', 'To')}
      </div>
    </FormGroup>
  );
}
