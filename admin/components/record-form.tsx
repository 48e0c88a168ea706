/**
 * The form of a record, for a new one and for a change. What it shows is what it sends: a preset value and an empty field go with it. Faults
 * are said at their fields, and the first of them gets the focus.
 */
import { Button, Icon } from '@adminjs/design-system';
import {
  ActionHeader,
  ApiClient,
  BasePropertyComponent,
  useRecord,
  useTranslation,
  type ActionProps,
  type RecordJSON,
  type ResourceJSON,
} from 'adminjs';
import { useEffect, useMemo, useRef, useState, type FormEvent, type ReactElement } from 'react';
import { useLocation, useNavigate } from 'react-router-dom';
import { AlertsAbove } from './alerts.js';
import { TABLES } from '../words/kinds.js';
import { asText } from '../words/text.js';
import { useLeaving } from './leaving.js';
import type { ColumnFacts } from './parts.js';

type Params = Record<string, unknown>;

type Property = ResourceJSON['editProperties'][number];

const facts = (property: Property): ColumnFacts => property.custom;

const fieldsOf = (resource: ResourceJSON, isNew: boolean): Property[] =>
  resource.editProperties.filter((property) => !isNew || !facts(property).onlyLater);

/** A new record as the form begins: what the address names, else what the database would give. */
function beginning(resource: ResourceJSON, search: string): RecordJSON {
  const query = new URLSearchParams(search);
  const params: Params = {};
  for (const property of fieldsOf(resource, true)) {
    const { defaultValue } = facts(property);
    const given = query.get(property.propertyPath) ?? defaultValue;
    if (given !== undefined) params[property.propertyPath] = String(given);
  }
  const record = { id: '', title: '', params, populated: {}, errors: {}, baseError: null, recordActions: [], bulkActions: [] };
  return record;
}

/** All fields of the form, the empty ones too: what is missing is said, not dropped. */
function emptyOnes(resource: ResourceJSON, params: Params): Params {
  const empty = fieldsOf(resource, true).filter(
    ({ propertyPath, isArray, type }) =>
      !isArray && (params[propertyPath] === undefined || params[propertyPath] === null) && type !== 'boolean',
  );
  return Object.fromEntries(empty.map(({ propertyPath }) => [propertyPath, '']));
}

/** Without those that stay as they are by now. */
function changeable(properties: Property[], { id }: ResourceJSON, { params }: RecordJSON): Property[] {
  const { fields, column, is } = TABLES.find(({ model }) => model === id)?.changedWhile ?? {};
  if (!fields || !column || is?.includes(asText(params[column] as unknown))) return properties;
  return properties.filter(({ propertyPath }) => !fields.includes(propertyPath));
}

const stateOf = (params: Params): string =>
  JSON.stringify(
    Object.entries(params)
      .filter(([, value]) => value !== '' && value !== null && value !== undefined)
      .map(([name, value]) => [name, String(value as string)])
      .sort(),
  );

/** The therapist of record comes with the client, as long as nobody was chosen. */
async function therapistOf(clientId: string): Promise<{ id: string; record?: RecordJSON } | undefined> {
  const { data } = await new ApiClient().recordAction({ resourceId: 'Client', recordId: clientId, actionName: 'show' });
  const id = asText(data.record.params.therapistId as unknown);
  return id ? { id, record: data.record.populated.therapistId ?? undefined } : undefined;
}

function RecordForm(props: ActionProps & { start: RecordJSON; isNew: boolean }): ReactElement {
  const { resource, action, start, isNew } = props;
  const { record, handleChange, submit, loading, setRecord } = useRecord(start, resource.id);
  const { translateButton } = useTranslation();
  const navigate = useNavigate();
  const properties = isNew ? fieldsOf(resource, true) : changeable(fieldsOf(resource, false), resource, start);
  const form = useRef<HTMLFormElement>(null);
  const [saved, setSaved] = useState(stateOf(start.params));
  useEffect(() => {
    setRecord(start);
    setSaved(stateOf(start.params));
  }, [start]);
  const leave = useLeaving(stateOf(record.params) !== saved);
  const change = (path: string | RecordJSON, value?: unknown, chosen?: RecordJSON): void => {
    handleChange(path, value, chosen);
    const forTherapist = resource.editProperties.some(({ propertyPath }) => propertyPath === 'therapistId');
    if (!isNew || path !== 'clientId' || !value || !forTherapist || record.params.therapistId) return;
    void therapistOf(asText(value))
      .then((found) => found && handleChange('therapistId', found.id, found.record))
      .catch(() => undefined);
  };
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const { data } = await submit((isNew ? emptyOnes(resource, record.params) : {}) as Record<string, string>);
    const faults = Object.keys(data.record.errors ?? {});
    if (data.redirectUrl && faults.length === 0) {
      leave();
      document.querySelector('[data-css="app-content"]')?.scrollTo(0, 0);
      window.scrollTo(0, 0);
      // So that the page that comes reads what was saved.
      navigate(`${data.redirectUrl}${data.redirectUrl.includes('?') ? '&' : '?'}refresh=true`);
      return;
    }
    const first = properties.find(({ propertyPath }) => faults.includes(propertyPath));
    const field = first && form.current?.querySelector<HTMLElement>(`[id="${first.propertyPath}"]`);
    field?.focus();
  };
  return (
    <form ref={form} className="crm-form" noValidate onSubmit={(event) => void send(event).catch(() => undefined)}>
      <div data-css={`${resource.id}-${action.name}-drawer-content`}>
        {action.showInDrawer ? <ActionHeader {...props} /> : null}
        <AlertsAbove resourceId={resource.id} record={record} isForm />
        {properties.map((property) => (
          <BasePropertyComponent
            key={property.propertyPath}
            where="edit"
            onChange={change as never}
            property={property}
            resource={resource}
            record={record}
          />
        ))}
      </div>
      <footer>
        <Button variant="contained" type="submit" data-testid="button-save" disabled={loading}>
          {loading ? <Icon icon="Loader" spin /> : null}
          {translateButton('save', resource.id)}
        </Button>
      </footer>
    </form>
  );
}

export function NewRecord(props: ActionProps): ReactElement {
  const { search } = useLocation();
  const { resource } = props;
  const start = useMemo(() => beginning(resource, search), [resource.id, search]);
  return <RecordForm key={resource.id} {...props} start={start} isNew />;
}

export function EditRecord(props: ActionProps): ReactElement {
  const { record, resource } = props;
  return <RecordForm key={`${resource.id} ${record?.id}`} {...props} start={record as RecordJSON} isNew={false} />;
}
