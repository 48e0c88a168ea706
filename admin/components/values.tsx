/** Values in lists and on records' pages: text, numbers, choices and yes/no. */
import { asText } from '../words/text.js';
import type { BasePropertyProps, PropertyJSON } from 'adminjs';
import type { ReactElement } from 'react';
import { Link } from 'react-router-dom';
import { enumLabel } from '../words/labels.js';
import { pageFormats } from './page-formats.js';
import { entriesOf, factsOf, paramOf, Shown } from './parts.js';

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

/** A status in words, in its tone. */
export const Badge = ({ value, words = enumLabel(value) }: { value: string; words?: string }): ReactElement => (
  <span className={`crm-badge ${TONES[value] ?? ''}`}>{words}</span>
);

/** A value in words: a choice by its label, an amount with its currency, a time of day on the practice's clock. */
export function wordsOf(property: PropertyJSON, value: unknown): string {
  const text = asText(value);
  const option = property.availableValues?.find((one) => String(one.value) === text);
  if (option) return String(option.label);
  const formats = pageFormats();
  switch (factsOf(property).kind) {
    case 'money':
      return formats.money(text);
    case 'decimal':
      return formats.decimal(text);
    case 'wallTime':
      return formats.wall(text);
    case 'enum':
      return enumLabel(text);
    case 'code':
      return /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(text) ? enumLabel(text) : text;
    default:
      return text;
  }
}

const RIGHT = ['money', 'decimal', 'integer'];

/** A value in a list or on a record's page. */
export function PropertyValue(props: BasePropertyProps): ReactElement {
  const { property, where } = props as BasePropertyProps & { where?: string };
  const value = paramOf(props);
  if (value === null || value === undefined || value === '') return <span className="crm-none">–</span>;
  const words = wordsOf(property, value);
  // A page of the panel that a notification tells of.
  if (property.resourceId === 'Notification' && property.path === 'link' && words.startsWith('/admin/'))
    return (
      <Link className="crm-link" to={words}>
        Open it
      </Link>
    );
  const chosen = property.availableValues?.some((one) => String(one.value) === asText(value));
  if (chosen) return <Badge value={asText(value)} words={words} />;
  const { kind = 'text' } = factsOf(property);
  if (RIGHT.includes(kind)) return <span className={where === 'show' ? 'crm-when' : 'crm-number'}>{words}</span>;
  return <span>{words}</span>;
}

export function BooleanValue(props: BasePropertyProps): ReactElement {
  const value = paramOf(props);
  if (value === null || value === undefined || value === '') return <span className="crm-none">–</span>;
  const yes = value === true || value === 'true';
  return <span className={`crm-badge ${yes ? '' : 'quiet'}`}>{yes ? 'Yes' : 'No'}</span>;
}

/** A list's entries in words, with commas between them. */
function ListWords(props: BasePropertyProps): ReactElement {
  const { property } = props;
  const words = entriesOf(props).map((entry) => wordsOf(property, entry));
  return words.length > 0 ? <span>{words.join(', ')}</span> : <span className="crm-none">–</span>;
}

export const ListValue = (props: BasePropertyProps): ReactElement => <ListWords {...props} />;

export const ListShow = (props: BasePropertyProps): ReactElement => (
  <Shown {...props}>
    <ListWords {...props} />
  </Shown>
);

/** Long text on a record's page, with its lines. */
export function TextShow(props: BasePropertyProps): ReactElement {
  const value = paramOf(props);
  const text = typeof value === 'string' ? value : '';
  return <Shown {...props}>{text ? <span className="crm-text">{text}</span> : <span className="crm-none">–</span>}</Shown>;
}
