/** References to other records: chosen by name, searched on the server. */
import { asText } from '../words/text.js';
import { FormGroup, SelectAsync } from '@adminjs/design-system';
import {
  ApiClient,
  PropertyLabel,
  ViewHelpers,
  type BasePropertyProps,
  type FilterPropertyProps,
  type RecordJSON,
} from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import { factsOf, Field, paramOf } from './parts.js';

interface Option {
  value: string;
  label: string;
  record?: RecordJSON;
}

const optionOf = (record: RecordJSON): Option => ({ value: String(record.id), label: record.title, record });

type Near = Readonly<Record<string, string>>;

/** @param near what is chosen in the form already: the offer is narrowed to it */
async function find(resourceId: string, words: string, near: Near = {}): Promise<Option[]> {
  const params = Object.fromEntries(Object.entries(near).map(([name, value]) => [`near.${name}`, value]));
  const response = await new ApiClient().resourceAction({ resourceId, actionName: 'search', query: words, params });
  return (response.data.records as RecordJSON[]).map(optionOf);
}

/** The references that are chosen in this form, with the form's own name. */
function nearOf({ property, record, resource }: BasePropertyProps): Near {
  const others = resource.editProperties.flatMap(({ propertyPath, reference }) => {
    const id = asText(record?.params[propertyPath] as unknown);
    return reference && propertyPath !== property.path && id !== '' ? [[propertyPath, id] as const] : [];
  });
  return { form: resource.id, field: property.path, ...Object.fromEntries(others) };
}

/** The name behind an id that the page got without its record. */
async function nameOf(resourceId: string, id: string): Promise<Option | undefined> {
  const response = await new ApiClient().resourceAction({ resourceId, actionName: 'search', params: { ids: id } });
  const [record] = response.data.records as RecordJSON[];
  return record && optionOf(record);
}

function useChosen(resourceId: string, id: string, known?: RecordJSON | null): Option | null {
  const [found, setFound] = useState<Option | undefined>();
  useEffect(() => {
    if (!id || known || found?.value === id) return;
    let current = true;
    void nameOf(resourceId, id).then((option) => current && setFound(option ?? { value: id, label: `No. ${id}` }));
    return () => {
      current = false;
    };
  }, [resourceId, id, Boolean(known)]);
  if (!id) return null;
  if (known) return { value: id, label: known.title };
  return found?.value === id ? found : { value: id, label: '…' };
}

const NOTHING = (): string => 'Nothing found';

export function ReferenceEdit(props: BasePropertyProps): ReactElement {
  const { property, record, onChange } = props;
  const resourceId = property.reference ?? '';
  const value = paramOf(props);
  const id = value === null || value === undefined ? '' : asText(value);
  const chosen = useChosen(resourceId, id, record?.populated[property.path]);
  const near = nearOf(props);
  return (
    <Field {...props}>
      <SelectAsync
        // Another choice elsewhere, another offer here.
        key={JSON.stringify(near)}
        cacheOptions
        defaultOptions
        isClearable={factsOf(property).nullable}
        isDisabled={property.isDisabled}
        value={chosen}
        loadOptions={(words: string) => find(resourceId, words, near)}
        noOptionsMessage={NOTHING}
        inputId={property.path}
        aria-invalid={record?.errors?.[property.path] ? true : undefined}
        onChange={(option: Option | null) => onChange?.(property.path, option?.value ?? '', option?.record)}
      />
    </Field>
  );
}

export function ReferenceFilter(props: FilterPropertyProps): ReactElement {
  const { property, onChange } = props;
  const filter = props.filter as Record<string, string | undefined>;
  const resourceId = property.reference ?? '';
  const id = filter[property.path] ?? '';
  const chosen = useChosen(resourceId, id);
  return (
    <FormGroup variant="filter">
      <PropertyLabel property={property} filter />
      <SelectAsync
        variant="filter"
        cacheOptions
        defaultOptions
        isClearable
        value={chosen}
        loadOptions={(words: string) => find(resourceId, words)}
        noOptionsMessage={NOTHING}
        inputId={`filter-${property.path}`}
        onChange={(option: Option | null) => onChange(property.path, option?.value ?? '')}
      />
    </FormGroup>
  );
}

/** The name behind a reference, a link for those who may follow it. */
export function ReferenceValue(props: BasePropertyProps): ReactElement {
  const { property, record } = props;
  const value = paramOf(props);
  if (value === null || value === undefined || value === '') return <span className="crm-none">–</span>;
  const id = asText(value);
  const populated = record?.populated[property.path];
  const name = populated?.title ?? `No. ${id}`;
  if (!populated?.recordActions.some((action) => action.name === 'show')) return <span>{name}</span>;
  const href = new ViewHelpers().recordActionUrl({ resourceId: property.reference ?? '', recordId: id, actionName: 'show' });
  return (
    <Link className="crm-link" to={href} onClick={(event) => event.stopPropagation()}>
      {name}
    </Link>
  );
}
