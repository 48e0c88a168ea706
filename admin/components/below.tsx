/** On a record's page: what belongs to it and to nothing else, such as the staff of an appointment, with the way to add to it. */
import { Icon } from '@adminjs/design-system';
import { ApiClient, BasePropertyComponent, useTranslation, type RecordJSON, type ReduxState, type ResourceJSON } from 'adminjs';
import { useEffect, useState, type ComponentType, type ReactElement } from 'react';
import { useSelector } from 'react-redux';
import { Link } from 'react-router-dom';
import type { ActionProps } from 'adminjs';
import { TABLES } from '../words/kinds.js';
import type { Table } from '../words/tables.js';
import { PAGES } from './billing/record-pages.js';

const MOST = 50;
/** Of those that have a place of their own as well. */
const MOST_SHOWN_WITH = 5;

const IN_ORDER = { perPage: MOST, sortBy: 'id', direction: 'asc' };
const orderOf = ({ sort: [sortBy, direction] = ['id', 'desc'] }: Table): { sortBy: string; direction: string } => ({
  sortBy,
  direction,
});

/** The tables whose rows are kept on the pages of this kind of record. */
function tablesBelow(
  resources: readonly ResourceJSON[],
  kind: string,
): { table: Table; resource: ResourceJSON; column: string }[] {
  return TABLES.flatMap((table) => {
    const resource = resources.find(({ id, href }) => id === table.model && href !== null);
    return [table.below ?? table.shownWith, table.alsoWith].flatMap((column) =>
      column !== undefined && resource?.properties[column]?.reference === kind ? [{ table, resource, column }] : [],
    );
  });
}

interface Props {
  table: Table;
  resource: ResourceJSON;
  column: string;
  id: string;
  /** The kind of record on whose page they stand, and its buttons. */
  of: string;
  actions: readonly string[];
}

function Below({ table, resource, column, id, of, actions }: Props): ReactElement | null {
  const { translateLabel, translateProperty } = useTranslation();
  const [found, setFound] = useState<{ records: RecordJSON[]; total: number } | null>(null);
  useEffect(() => {
    let current = true;
    new ApiClient()
      .resourceAction({
        resourceId: resource.id,
        actionName: 'list',
        params: { [`filters.${column}`]: id, ...(table.below ? IN_ORDER : { perPage: MOST_SHOWN_WITH, ...orderOf(table) }) },
      })
      .then(({ data }) => {
        const { records = [], meta } = data as { records?: RecordJSON[]; meta?: { total: number } };
        if (current) setFound({ records, total: meta?.total ?? records.length });
      })
      .catch(() => current && setFound({ records: [], total: 0 }));
    return () => {
      current = false;
    };
  }, [resource.id, column, id]);
  // Where the record has an action for it, that is the one way; where that is not to be had, nothing can be added.
  const mayAdd = table.addedBy ? actions.includes(table.addedBy) : resource.resourceActions.some(({ name }) => name === 'new');
  const toAdd = table.addedBy
    ? `/admin/resources/${of}/records/${id}/${table.addedBy}`
    : `/admin/resources/${resource.id}/actions/new?${column}=${id}`;
  if (!found || (found.total === 0 && !mayAdd)) return null;
  const columns = resource.listProperties.filter(({ propertyPath }) => propertyPath !== column && propertyPath !== 'createdAt');
  const label = translateLabel(resource.name, resource.id);
  return (
    <section className="crm-below" aria-label={label}>
      <div className="crm-head-row tight">
        <h2>{label}</h2>
        {mayAdd ? (
          <Link className="crm-link" to={toAdd}>
            <Icon icon="Plus" /> Add
          </Link>
        ) : null}
      </div>
      {found.records.length === 0 ? (
        <p className="crm-none">None.</p>
      ) : (
        <div className="crm-scroll">
          <table className="crm-table">
            <thead>
              <tr>
                {columns.map((property) => (
                  <th key={property.propertyPath} scope="col">
                    {translateProperty(property.label, resource.id)}
                  </th>
                ))}
                <th scope="col">
                  <span className="crm-unseen">Its page</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {found.records.map((record) => (
                <tr key={record.id}>
                  {columns.map((property) => (
                    <td key={property.propertyPath}>
                      <BasePropertyComponent where="list" property={property} resource={resource} record={record} />
                    </td>
                  ))}
                  <td>
                    <Link to={`/admin/resources/${resource.id}/records/${record.id}/show`} aria-label={`Open ${record.title}`}>
                      Open
                    </Link>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      {found.total > found.records.length ? (
        <Link className="crm-link" to={`/admin/resources/${resource.id}?filters.${column}=${id}`}>
          All {found.total}
        </Link>
      ) : null}
    </section>
  );
}

export function ShowRecord(props: ActionProps & { OriginalComponent: ComponentType<ActionProps> }): ReactElement {
  const { OriginalComponent, resource, record } = props;
  const resources = useSelector((state: ReduxState) => state.resources);
  const page = record && PAGES[resource.id];
  if (!record) return <OriginalComponent {...props} />;
  const below = tablesBelow(resources, resource.id).filter(({ table }) => !page?.tables.includes(table.model));
  const fields = page?.fields
    ? { ...resource, showProperties: resource.showProperties.filter(({ propertyPath }) => !page.fields?.includes(propertyPath)) }
    : resource;
  return (
    <>
      {page ? <page.Part resources={resources} record={record} /> : null}
      <OriginalComponent {...props} resource={fields} />
      {below.map((one) => (
        <Below
          key={one.table.model}
          table={one.table}
          resource={one.resource}
          column={one.column}
          id={String(record.id)}
          of={resource.id}
          actions={record.recordActions.map(({ name }) => name)}
        />
      ))}
    </>
  );
}
