/** The filter beside a list: only there while it is open, so that no key walks through what nobody sees. */
import { Button, Icon } from '@adminjs/design-system';
import {
  BasePropertyComponent,
  PropertyLabel,
  useFilterDrawer,
  useQueryParams,
  useTranslation,
  type FilterPropertyProps,
  type ResourceJSON,
} from 'adminjs';
import { FormGroup } from '@adminjs/design-system';
import { useEffect, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { factsOf } from './parts.js';

type Filters = Record<string, string | undefined>;

export function FilterDrawer({ resource }: { resource: ResourceJSON }): ReactElement | null {
  const { isVisible, close } = useFilterDrawer() as ReturnType<typeof useFilterDrawer> & { close: () => void };
  // Another list, another filter.
  useEffect(() => close, [resource.id]);
  return isVisible ? <Open resource={resource} close={close} /> : null;
}

function Open({ resource, close }: { resource: ResourceJSON; close: () => void }): ReactElement {
  const { storeParams, clearParams, filters } = useQueryParams() as {
    storeParams: (params: object) => void;
    clearParams: (name: string) => void;
    filters?: Filters;
  };
  const { translateButton, translateLabel } = useTranslation();
  const [filter, setFilter] = useState<Filters>(filters ?? {});
  const form = useRef<HTMLFormElement>(null);
  const opener = useRef(document.activeElement as HTMLElement | null);
  useEffect(() => setFilter(filters ?? {}), [filters]);
  useEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
    return () => opener.current?.focus?.();
  }, []);
  const apply = (event: FormEvent): void => {
    event.preventDefault();
    storeParams({ filters: Object.fromEntries(Object.entries(filter).filter(([, value]) => value)), page: '1' });
  };
  const change = (name: string, value: string | number | boolean | null): void => {
    setFilter((before) => ({ ...before, [name]: value === '' || value === null ? undefined : String(value) }));
  };
  return (
    <form
      ref={form}
      className="crm-filter"
      aria-label={translateLabel('filters', resource.id)}
      data-css={`${resource.id}-filter-drawer`}
      onSubmit={apply}
      onKeyDown={(event) => {
        // An open picker closes first.
        const inPicker = (event.target as HTMLElement).getAttribute('aria-expanded') === 'true';
        if (event.key === 'Escape' && !inPicker) close();
      }}
    >
      <div className="crm-head-row tight">
        <h2>{translateLabel('filters', resource.id)}</h2>
        <button type="button" className="crm-plain" aria-label="Close the filter" onClick={close}>
          <Icon icon="X" />
        </button>
      </div>
      <div className="fields">
        {resource.filterProperties.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="filter"
            onChange={change as never}
            property={property}
            filter={filter as never}
            resource={resource}
          />
        ))}
      </div>
      <footer>
        <Button
          type="button"
          onClick={() => {
            clearParams('filters');
            setFilter({});
          }}
        >
          {translateButton('resetFilter', resource.id)}
        </Button>
        <Button type="submit" variant="contained">
          {translateButton('applyChanges', resource.id)}
        </Button>
      </footer>
    </form>
  );
}

const YES_NO = [
  { value: 'true', label: 'Yes' },
  { value: 'false', label: 'No' },
];

/** `SENT,OVERDUE` → `Sent or Overdue`: such a filter comes by a link. */
const severalOf = (value: string, options: readonly { value: string; label: string }[]): string =>
  value
    .split(',')
    .map((one) => options.find((option) => option.value === one)?.label ?? one)
    .join(' or ');

/** Words, or one of what there is to choose. */
export function ValueFilter(props: FilterPropertyProps): ReactElement {
  const { property, onChange } = props;
  const filter = props.filter as Filters;
  const value = filter[property.path] ?? '';
  const id = `filter-${property.path}`;
  const options = (property.type === 'boolean' ? YES_NO : property.availableValues) as { value: string; label: string }[] | null;
  const range = ['integer', 'decimal', 'money'].includes(factsOf(property).kind ?? '') && !options;
  return (
    <FormGroup variant="filter">
      <PropertyLabel property={property} filter />
      {options ? (
        <select className="crm-input" id={id} value={value} onChange={(event) => onChange(property.path, event.target.value)}>
          <option value="">Any</option>
          {value.includes(',') ? <option value={value}>{severalOf(value, options)}</option> : null}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      ) : range && value === '' ? (
        <div className="crm-pair">
          {(['from', 'to'] as const).map((end) => (
            <label key={end}>
              <small>{end === 'from' ? 'From' : 'To'}</small>
              <input
                className="crm-input"
                id={end === 'from' ? id : `${id}-${end}`}
                inputMode="decimal"
                value={filter[`${property.path}~~${end}`] ?? ''}
                onChange={(event) => onChange(`${property.path}~~${end}`, event.target.value)}
              />
            </label>
          ))}
        </div>
      ) : (
        <input
          className="crm-input"
          id={id}
          name={id}
          autoComplete="off"
          value={value}
          onChange={(event) => onChange(property.path, event.target.value)}
        />
      )}
    </FormGroup>
  );
}
