/** Text, numbers, choices and yes/no. */
import { asText } from '../text.js';
import { CheckBox, FormGroup, FormMessage, Input, Select } from '@adminjs/design-system';
import { PropertyLabel, useTranslation, type BasePropertyProps } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { factsOf, Field, paramOf, Shown } from './parts.js';

const TONES: Record<string, string> = {
  ACTIVE: 'good',
  CONFIRMED: 'good',
  COMPLETED: 'good',
  PAID: 'good',
  PLACED: 'good',
  GRADUATED: 'good',
  APPROVED: 'good',
  CANCELLED: 'bad',
  NOSHOW: 'bad',
  OVERDUE: 'bad',
  DENIED: 'bad',
  REJECTED: 'bad',
  HIGH: 'bad',
  RESTRICTED: 'bad',
  WAITLIST: 'warn',
  WAITING: 'warn',
  ONHOLD: 'warn',
  PENDING: 'warn',
  CONFIDENTIAL: 'warn',
  PARTIALLY_APPROVED: 'warn',
  IN_REVIEW: 'warn',
  INACTIVE: 'quiet',
  ARCHIVED: 'quiet',
  DRAFT: 'quiet',
  LOW: 'quiet',
  VOIDED: 'quiet',
  REFUNDED: 'quiet',
  PUBLIC: 'quiet',
};

const grouped = (text: string): string =>
  text.replace(/^(-?)(\d+)/, (_all, sign: string, digits: string) => sign + digits.replace(/\B(?=(?:\d{3}){1,6}$)/g, '\u202f'));

/** A value in a list or on a record's page. */
export function PropertyValue(props: BasePropertyProps): ReactElement {
  const { property, where } = props as BasePropertyProps & { where?: string };
  const value = paramOf(props);
  if (value === null || value === undefined || value === '') return <span className="crm-none">–</span>;
  const option = property.availableValues?.find((one) => String(one.value) === asText(value));
  if (option) return <span className={`crm-badge ${TONES[String(option.value)] ?? ''}`}>{option.label}</span>;
  const text = asText(value);
  const { kind } = factsOf(property);
  if (kind === 'decimal') return <span className={where === 'show' ? 'crm-when' : 'crm-number'}>{grouped(text)}</span>;
  if (kind === 'integer' && where !== 'show') return <span className="crm-number">{text}</span>;
  return <span>{text}</span>;
}

export function BooleanValue(props: BasePropertyProps): ReactElement {
  const value = paramOf(props);
  if (value === null || value === undefined || value === '') return <span className="crm-none">–</span>;
  const yes = value === true || value === 'true';
  return <span className={`crm-badge ${yes ? '' : 'quiet'}`}>{yes ? 'Yes' : 'No'}</span>;
}

/** What the field holds: the record's value, or what a new record would get. */
function useValue(props: BasePropertyProps): unknown {
  const value = paramOf(props);
  return value ?? (props.record?.id ? undefined : factsOf(props.property).defaultValue);
}

function TextInput(props: BasePropertyProps): ReactElement {
  const { property, onChange } = props;
  const value = useValue(props);
  const kept = value === undefined || value === null ? '' : asText(value);
  const [text, setText] = useState(kept);
  useEffect(() => setText(kept), [kept]);
  const { kind } = factsOf(property);
  return (
    <Input
      id={property.path}
      name={property.path}
      required={property.isRequired}
      disabled={property.isDisabled}
      inputMode={kind === 'decimal' ? 'decimal' : kind === 'integer' ? 'numeric' : undefined}
      autoComplete="off"
      value={text}
      onChange={(event: { target: { value: string } }) => setText(event.target.value)}
      onBlur={() => text !== kept && onChange?.(property.path, text)}
      onKeyDown={(event: { key: string }) => event.key === 'Enter' && onChange?.(property.path, text)}
      {...property.props}
    />
  );
}

function Choice(props: BasePropertyProps): ReactElement {
  const { property, onChange } = props;
  const value = useValue(props);
  const options = (property.availableValues ?? []) as { value: string; label: string }[];
  return (
    <Select
      value={options.find((option) => option.value === value) ?? null}
      options={options}
      isClearable={factsOf(property).nullable}
      isDisabled={property.isDisabled}
      onChange={(chosen: { value: string } | null) => onChange?.(property.path, chosen?.value ?? '')}
    />
  );
}

export const ValueEdit = (props: BasePropertyProps): ReactElement => (
  <Field {...props}>{props.property.availableValues ? <Choice {...props} /> : <TextInput {...props} />}</Field>
);

export function BooleanEdit(props: BasePropertyProps): ReactElement {
  const { property, record, onChange } = props;
  const value = useValue(props);
  const checked = value === true || value === 'true';
  const error = record?.errors?.[property.path];
  const { tm } = useTranslation();
  return (
    <FormGroup error={Boolean(error)}>
      <CheckBox
        id={property.path}
        name={property.path}
        checked={checked}
        disabled={property.isDisabled}
        onChange={() => onChange?.(property.path, !checked)}
      />
      <PropertyLabel property={property} props={{ inline: true, htmlFor: property.path }} />
      <FormMessage>{error ? tm(error.message, property.resourceId) : ''}</FormMessage>
    </FormGroup>
  );
}

/** Long text on a record's page, with its lines. */
export function TextShow(props: BasePropertyProps): ReactElement {
  const value = paramOf(props);
  const text = typeof value === 'string' ? value : '';
  return <Shown {...props}>{text ? <span className="crm-text">{text}</span> : <span className="crm-none">–</span>}</Shown>;
}
