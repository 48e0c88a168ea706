/** The controls of forms: the browser's own, which keys and screen readers know, each with its label. */
import { FormGroup } from '@adminjs/design-system';
import { PropertyLabel, useTranslation, type BasePropertyProps } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { enumLabel } from '../words/labels.js';
import { asText } from '../words/text.js';
import { aboutField, Below, entriesOf, factsOf, Field, paramOf } from './parts.js';

const given = (props: BasePropertyProps): string => {
  const value = paramOf(props);
  return value === undefined || value === null ? '' : asText(value);
};

function TextInput(props: BasePropertyProps): ReactElement {
  const { property, onChange } = props;
  const { kind } = factsOf(property);
  return (
    <input
      className="crm-input"
      id={property.path}
      name={property.path}
      disabled={property.isDisabled}
      inputMode={kind === 'decimal' || kind === 'money' ? 'decimal' : kind === 'integer' ? 'numeric' : undefined}
      placeholder={kind === 'wallTime' ? '09:00' : undefined}
      autoComplete="off"
      value={given(props)}
      onChange={(event) => onChange?.(property.path, event.target.value)}
      {...aboutField(props)}
    />
  );
}

/** What stands in the record is among the choices, also where the program no longer offers it: what is shown is what is sent. */
function Choice(props: BasePropertyProps): ReactElement {
  const { property, record, onChange } = props;
  const value = given(props);
  const { nullable, notNew = [] } = factsOf(property);
  const options = ((property.availableValues ?? []) as { value: string; label: string }[]).filter(
    (option) => record?.id || option.value === value || !notNew.includes(option.value),
  );
  const known = value === '' || options.some((option) => option.value === value);
  return (
    <select
      className="crm-input"
      id={property.path}
      name={property.path}
      disabled={property.isDisabled}
      value={value}
      onChange={(event) => onChange?.(property.path, event.target.value)}
      {...aboutField(props)}
    >
      {value === '' || nullable ? <option value="">{nullable ? '–' : 'Choose…'}</option> : null}
      {known ? null : <option value={value}>{enumLabel(value)}</option>}
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}

export const ValueEdit = (props: BasePropertyProps): ReactElement => (
  <Field {...props}>{props.property.availableValues ? <Choice {...props} /> : <TextInput {...props} />}</Field>
);

export function BooleanEdit(props: BasePropertyProps): ReactElement {
  const { property, record, onChange } = props;
  const value = paramOf(props);
  const checked = value === true || value === 'true';
  return (
    <FormGroup error={Boolean(record?.errors?.[property.path])}>
      <span className="crm-box">
        <input
          type="checkbox"
          id={property.path}
          name={property.path}
          checked={checked}
          disabled={property.isDisabled}
          onChange={() => onChange?.(property.path, !checked)}
          {...aboutField(props)}
        />
        <PropertyLabel property={property} props={{ inline: true, htmlFor: property.path }} />
      </span>
      <Below {...props} />
    </FormGroup>
  );
}

export function LongTextEdit(props: BasePropertyProps): ReactElement {
  const { property, onChange } = props;
  const value = given(props);
  return (
    <Field {...props}>
      <textarea
        className="crm-input"
        id={property.path}
        name={property.path}
        rows={Math.max(4, Math.min(20, value.split('\n').length + 1))}
        disabled={property.isDisabled}
        value={value}
        onChange={(event) => onChange?.(property.path, event.target.value)}
        {...aboutField(props)}
      />
    </Field>
  );
}

export function PasswordEdit(props: BasePropertyProps): ReactElement {
  const { property, onChange } = props;
  const [seen, setSeen] = useState(false);
  return (
    <Field {...props}>
      <span className="crm-with-button">
        <input
          className="crm-input"
          id={property.path}
          name={property.path}
          type={seen ? 'text' : 'password'}
          autoComplete="new-password"
          value={given(props)}
          onChange={(event) => onChange?.(property.path, event.target.value)}
          {...aboutField(props)}
        />
        <button type="button" className="crm-plain" aria-pressed={seen} onClick={() => setSeen(!seen)}>
          {seen ? 'Hide' : 'Show'}
        </button>
      </span>
    </Field>
  );
}

function ListInput(props: BasePropertyProps): ReactElement {
  const { property, onChange } = props;
  const kept = entriesOf(props).join(', ');
  const [text, setText] = useState(kept);
  const parts = (typed: string): string[] =>
    typed
      .split(',')
      .map((part) => part.trim())
      .filter(Boolean);
  useEffect(() => {
    if (parts(text).join(', ') !== kept) setText(kept);
  }, [kept]);
  return (
    <>
      <input
        className="crm-input"
        id={property.path}
        name={property.path}
        autoComplete="off"
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          onChange?.(property.path, parts(event.target.value));
        }}
        {...aboutField(props)}
      />
      <small className="crm-hint">Several, with commas between them.</small>
    </>
  );
}

function Boxes(props: BasePropertyProps): ReactElement {
  const { property, onChange } = props;
  const chosen = entriesOf(props);
  const { translateProperty } = useTranslation();
  return (
    <fieldset className="crm-boxes" id={property.path}>
      <legend className="crm-unseen">{translateProperty(property.label, property.resourceId)}</legend>
      {((property.availableValues ?? []) as { value: string; label: string }[]).map(({ value, label }) => (
        <label key={value} className="crm-box">
          <input
            type="checkbox"
            checked={chosen.includes(value)}
            onChange={(event) =>
              onChange?.(property.path, event.target.checked ? [...chosen, value].sort() : chosen.filter((one) => one !== value))
            }
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}

export const ListEdit = (props: BasePropertyProps): ReactElement => {
  const property = { ...props.property, path: props.property.path || props.property.propertyPath };
  return (
    <Field {...props} property={property}>
      {property.availableValues ? <Boxes {...props} property={property} /> : <ListInput {...props} property={property} />}
    </Field>
  );
};
