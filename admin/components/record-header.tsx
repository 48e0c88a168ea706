/** The head of a list and of a record's page: where one is, its name, what may be done. Drawers keep AdminJS's own. */
import { Icon } from '@adminjs/design-system';
import { useFilterDrawer, useTranslation, ViewHelpers, type ActionHeaderProps, type ActionJSON } from 'adminjs';
import type { ComponentType, ReactElement, ReactNode } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { TABLES } from '../words/kinds.js';
import { listTotal } from '../engine/list-total.js';
import { ActionLink } from './action-link.js';
import { AlertsAbove } from './alerts.js';
import { ExportLinks } from './export-links.js';
import { ListSearch } from './list-search.js';
import { pageFormats } from './page-formats.js';

type Props = ActionHeaderProps & { OriginalComponent: ComponentType<ActionHeaderProps> };

const isMain = ({ custom }: ActionJSON): boolean => (custom as { main?: boolean } | undefined)?.main === true;

function Crumbs({ children }: { children: ReactNode }): ReactElement {
  const { translateLabel } = useTranslation();
  return (
    <nav className="crm-crumbs" aria-label="Where you are">
      <Link to={new ViewHelpers().dashboardUrl()}>{translateLabel('dashboard')}</Link>
      {children}
    </nav>
  );
}

function ListHeader({ action, resource, tag, actionPerformed, toggleFilter }: ActionHeaderProps): ReactElement {
  const { translateAction, translateButton, translateLabel } = useTranslation();
  const { search } = useLocation();
  const filter = useFilterDrawer();
  const label = translateLabel(resource.name, resource.id);
  const isList = action.name === 'list';
  const actions = resource.resourceActions.filter(({ name }) => name !== 'list' && name !== action.name);
  return (
    <header className="crm-head" data-css={`${resource.id}-${action.name}-action-header`}>
      <Crumbs>
        {isList ? null : <Link to={new ViewHelpers().resourceUrl({ resourceId: resource.id })}>{label}</Link>}
        <span>
          {isList ? label : action.name === 'new' ? translateAction('new') : translateAction(action.label, resource.id)}
        </span>
      </Crumbs>
      <div className="crm-head-row">
        <h2>
          {translateAction(action.label, resource.id)}
          {isList && tag ? <span className="crm-total">{listTotal(tag, search, pageFormats())}</span> : null}
        </h2>
        <div className="crm-buttons">
          {actions.map((one) => (
            <ActionLink
              key={one.name}
              action={one}
              resourceId={resource.id}
              actionPerformed={actionPerformed}
              className={`crm-button${one.name === 'new' ? ' main' : ''}`}
            />
          ))}
          {toggleFilter ? (
            <button
              type="button"
              className="crm-button"
              aria-expanded={filter.isVisible}
              data-css={`${resource.id}-filter-button`}
              onClick={filter.toggleFilter}
            >
              <Icon icon="Filter" />
              {translateButton(filter.filtersCount > 0 ? 'filterActive' : 'filter', resource.id, { count: filter.filtersCount })}
            </button>
          ) : null}
        </div>
      </div>
      {isList ? (
        <>
          <ListSearch what={label.toLowerCase()} />
          <ExportLinks resourceId={resource.id} search={search} />
        </>
      ) : null}
    </header>
  );
}

export function RecordHeader(props: Props): ReactElement | null {
  const { OriginalComponent, action, record, resource, actionPerformed } = props;
  const { translateAction, translateLabel } = useTranslation();
  if (action.showInDrawer) return <OriginalComponent {...props} />;
  if (action.hideActionHeader) return null;
  if (!record) return <ListHeader {...props} />;
  const h = new ViewHelpers();
  const show = record.recordActions.some((one) => one.name === 'show');
  const others = record.recordActions.filter((one) => one.name !== action.name);
  // What one comes for stands first; where there is nothing of that kind, that is to change it.
  const wanted = others.filter(isMain);
  const isAside = TABLES.find(({ model }) => model === resource.id)?.editAside === true;
  const isFirst = (one: ActionJSON): boolean =>
    record.recordActions.some(isMain) ? isMain(one) : one.name === 'edit' && !isAside;
  return (
    <header className="crm-head">
      <Crumbs>
        <Link to={h.resourceUrl({ resourceId: resource.id })}>{translateLabel(resource.name, resource.id)}</Link>
        {action.name !== 'show' && show ? (
          <Link to={h.recordActionUrl({ resourceId: resource.id, recordId: record.id, actionName: 'show' })}>{record.title}</Link>
        ) : null}
        <span>{action.name === 'show' ? record.title : translateAction(action.label, resource.id)}</span>
      </Crumbs>
      <div className="crm-head-row">
        <h1>{record.title}</h1>
        <div className="crm-buttons">
          {[...wanted, ...others.filter((one) => !isMain(one))].map((one) => (
            <ActionLink
              key={one.name}
              action={one}
              resourceId={resource.id}
              recordId={String(record.id)}
              actionPerformed={actionPerformed}
              className={`crm-button${isFirst(one) ? ' main' : ''}`}
            />
          ))}
        </div>
      </div>
      {action.name === 'show' ? <AlertsAbove resourceId={resource.id} record={record} /> : null}
    </header>
  );
}
