/**
 * The rows of a list, for mouse, keyboard and screen reader alike: the first cell of a row is a link to its record, its box and its menu
 * say whose they are. AdminJS's own rows open by a click alone.
 */
import { Icon, Loader } from '@adminjs/design-system';
import {
  BasePropertyComponent,
  NoRecords,
  SelectedRecords,
  useTranslation,
  ViewHelpers,
  type PropertyJSON,
  type RecordJSON,
  type ResourceJSON,
} from 'adminjs';
import type { MouseEvent, ReactElement } from 'react';
import { Link, useLocation, useNavigate } from 'react-router-dom';
import { asText } from '../words/text.js';
import { RowMenu } from './row-menu.js';
import { factsOf } from './parts.js';
import { wordsOf } from './values.js';

interface Props {
  resource: ResourceJSON;
  records: RecordJSON[];
  actionPerformed?: () => void;
  sortBy?: string;
  direction?: 'asc' | 'desc';
  isLoading?: boolean;
  onSelect?: (record: RecordJSON) => void;
  onSelectAll?: () => void;
  selectedRecords?: RecordJSON[];
}

/** AdminJS fills in the path that its types ask for where it is the name. */
const columnsOf = (resource: ResourceJSON): PropertyJSON[] => resource.listProperties as PropertyJSON[];

/** How wide a column is, in parts: what has a length of its own gets it, the rest shares what is left. So no list outgrows its page. */
const PARTS: Record<string, number> = { money: 12, decimal: 9, integer: 8, enum: 13, datetime: 20, date: 13, boolean: 9 };
const LONG = /^(email|title|subject|description|details|displayName|appointmentId|waitlistId|name|fileName|preferredSchedule)$/;
const TEXT = /^(body|reason)$/;
const SHORT = /^(status|priority|version|kind|action|channel|weekday)$/;

function partsOf(property: PropertyJSON): number {
  const { propertyPath, type } = property;
  if (propertyPath === 'phone') return 16;
  if (TEXT.test(propertyPath)) return 30;
  if (SHORT.test(propertyPath)) return 11;
  if (LONG.test(propertyPath)) return 19;
  return PARTS[factsOf(property).kind ?? ''] ?? PARTS[type] ?? 14;
}

/** The box before a row and the menu after it, in per cent. */
const BOX = 4;
const MENU = 6;

function Widths({ properties }: { properties: PropertyJSON[] }): ReactElement {
  const whole = properties.reduce((sum, property) => sum + partsOf(property), 0);
  return (
    <colgroup>
      <col style={{ width: `${BOX}%` }} />
      {properties.map((property) => (
        <col
          key={property.propertyPath}
          className={property.isTitle ? undefined : 'more'}
          style={{ width: `${(partsOf(property) / whole) * (100 - BOX - MENU)}%` }}
        />
      ))}
      <col style={{ width: `${MENU}%` }} />
    </colgroup>
  );
}

const RIGHT = ['money', 'decimal', 'integer'];
const isNumber = (property: PropertyJSON): boolean =>
  RIGHT.includes(factsOf(property).kind ?? '') && !property.availableValues && !property.reference;

function Heading({
  property,
  sortBy,
  direction,
}: Pick<Props, 'sortBy' | 'direction'> & { property: PropertyJSON }): ReactElement {
  const { search } = useLocation();
  const { translateProperty } = useTranslation();
  const label = translateProperty(property.label, property.resourceId);
  const className = `${isNumber(property) ? 'number' : ''}${property.isTitle ? '' : ' more'}`;
  if (!property.isSortable)
    return (
      <th scope="col" className={className}>
        {label}
      </th>
    );
  const active = sortBy === property.propertyPath;
  const query = new URLSearchParams(search);
  query.set('direction', active && direction === 'asc' ? 'desc' : 'asc');
  query.set('sortBy', property.propertyPath);
  return (
    <th scope="col" className={className} aria-sort={active ? (direction === 'asc' ? 'ascending' : 'descending') : undefined}>
      <Link to={{ search: query.toString() }}>
        {label}
        {active ? <Icon icon={direction === 'asc' ? 'ChevronUp' : 'ChevronDown'} /> : null}
      </Link>
    </th>
  );
}

/** The whole text of a cell that may be cut. */
function fullText(property: PropertyJSON, record: RecordJSON): string | undefined {
  const value = record.params[property.propertyPath] as unknown;
  if (property.reference) return record.populated[property.propertyPath]?.title;
  if (property.type === 'datetime' || property.type === 'date' || typeof value === 'boolean') return undefined;
  return value === null || value === undefined ? undefined : wordsOf(property, asText(value)) || undefined;
}

interface RowProps {
  resource: ResourceJSON;
  record: RecordJSON;
  selected: boolean;
  onSelect?: (record: RecordJSON) => void;
  actionPerformed?: () => void;
}

/** Of an instant or a day nothing is cut: it takes two lines where one is too short. */
const isWhole = ({ type, resourceId }: PropertyJSON): boolean =>
  type === 'datetime' || type === 'date' || resourceId === 'Notification';

/** Clicks within these mean themselves, not the row. */
const OWN = 'a, button, input, [role="menu"]';

function Row({ resource, record, selected, onSelect, actionPerformed }: RowProps): ReactElement {
  const navigate = useNavigate();
  const action =
    record.recordActions.find(({ name }) => name === 'show') ?? record.recordActions.find(({ name }) => name === 'edit');
  const page =
    action && new ViewHelpers().recordActionUrl({ resourceId: resource.id, recordId: record.id, actionName: action.name });
  const told = toldIn(resource, record);
  const href = told ?? page;
  const followed = (): void => {
    if (told !== undefined) void read(record.id);
  };
  const open = (event: MouseEvent<HTMLTableRowElement>): void => {
    if (!href || (event.target as HTMLElement).closest(OWN) || window.getSelection()?.toString()) return;
    followed();
    if (event.ctrlKey || event.metaKey) window.open(href, '_blank', 'noopener');
    else navigate(href);
  };
  const first = columnsOf(resource).findIndex((property) => !property.reference && property.type !== 'boolean');
  return (
    <tr
      data-id={record.id}
      className={selected ? 'selected' : undefined}
      onClick={open}
      style={href ? { cursor: 'pointer' } : undefined}
    >
      <td className="box">
        {onSelect && record.bulkActions.length > 0 ? (
          <input type="checkbox" checked={selected} aria-label={`Choose ${record.title}`} onChange={() => onSelect(record)} />
        ) : null}
      </td>
      {columnsOf(resource).map((property, index) => {
        const cell = <BasePropertyComponent where="list" property={property} resource={resource} record={record} />;
        return (
          <td
            key={property.propertyPath}
            data-property-name={property.propertyPath}
            className={`${isNumber(property) ? 'number' : ''}${property.isTitle ? '' : ' more'}`}
          >
            <div className={isWhole(property) ? 'wrap' : 'cut'} title={fullText(property, record)}>
              {href && index === Math.max(first, 0) ? (
                <Link to={href} onClick={followed} className="crm-row-link" aria-label={rowName(property, record)}>
                  {cell}
                </Link>
              ) : (
                cell
              )}
            </div>
          </td>
        );
      })}
      <td className="options">
        <RowMenu resource={resource} record={record} actionPerformed={actionPerformed} />
      </td>
    </tr>
  );
}

/** A notification leads to what it tells of, and counts as read then. */
function toldIn(resource: ResourceJSON, record: RecordJSON): string | undefined {
  const link = resource.id === 'Notification' ? asText(record.params.link as unknown) : '';
  return link.startsWith('/admin/') ? link : undefined;
}

const read = (id: string): Promise<unknown> => fetch(`/api/notifications/${id}/read`, { method: 'POST' }).catch(() => undefined);

/** A link that shows a dash says nothing: then it is called by the record's name. */
function rowName(property: PropertyJSON, record: RecordJSON): string | undefined {
  const value = record.params[property.propertyPath] as unknown;
  return value === null || value === undefined || value === '' ? record.title : undefined;
}

export function RecordsTable(props: Props): ReactElement {
  const { resource, records, isLoading, onSelect, onSelectAll, selectedRecords = [], sortBy, direction } = props;
  if (records.length === 0) return isLoading ? <Loader /> : <NoRecords resource={resource} />;
  const chosen = new Set(selectedRecords.map(({ id }) => id));
  const bulk = records.some(({ bulkActions }) => bulkActions.length > 0);
  return (
    <table className="crm-list" data-css={`${resource.id}-table`} aria-busy={isLoading}>
      <Widths properties={columnsOf(resource)} />
      <SelectedRecords resource={resource} selectedRecords={selectedRecords} />
      <thead>
        <tr>
          <th scope="col" className="box">
            {bulk && onSelectAll ? (
              <input
                type="checkbox"
                checked={records.every(({ id }) => chosen.has(id))}
                aria-label="Choose all on this page"
                onChange={() => onSelectAll()}
              />
            ) : (
              <span className="crm-unseen">Chosen</span>
            )}
          </th>
          {columnsOf(resource).map((property) => (
            <Heading key={property.propertyPath} property={property} sortBy={sortBy} direction={direction} />
          ))}
          <th scope="col" className="options">
            <span className="crm-unseen">What can be done</span>
          </th>
        </tr>
      </thead>
      <tbody data-css={`${resource.id}-table-body`}>
        {records.map((record) => (
          <Row
            key={record.id}
            resource={resource}
            record={record}
            selected={chosen.has(record.id)}
            onSelect={onSelect}
            actionPerformed={props.actionPerformed}
          />
        ))}
      </tbody>
    </table>
  );
}
