/**
 * The head of a record's page: its name, and what may be done with it. Lists and drawers keep AdminJS's own, with an
 * estimated total said to be one.
 */
import { Button, Icon } from '@adminjs/design-system';
import { ActionButton, useTranslation, ViewHelpers, type ActionHeaderProps } from 'adminjs';
import type { ComponentType, ReactElement } from 'react';
import { Link, useLocation } from 'react-router-dom';
import { listTotal } from '../list-total.js';
import { ExportLinks } from './export-links.js';
import { ListSearch } from './list-search.js';

type Props = ActionHeaderProps & { OriginalComponent: ComponentType<ActionHeaderProps> };

export function RecordHeader(props: Props): ReactElement {
  const { OriginalComponent, action, record, resource, actionPerformed, tag } = props;
  const { translateAction, translateLabel } = useTranslation();
  const { search } = useLocation();
  if (action.name === 'list' && tag && !action.showInDrawer)
    return (
      <>
        <OriginalComponent {...props} tag={listTotal(tag, search)} />
        <ListSearch what={translateLabel(resource.name, resource.id).toLowerCase()} />
        <ExportLinks resourceId={resource.id} search={search} />
      </>
    );
  if (!record || action.showInDrawer || action.hideActionHeader) return <OriginalComponent {...props} />;
  const h = new ViewHelpers();
  const show = record.recordActions.some((one) => one.name === 'show');
  const others = record.recordActions.filter((one) => one.name !== action.name);
  return (
    <header className="crm-head">
      <nav className="crm-crumbs" aria-label="Where you are">
        <Link to={h.dashboardUrl()}>{translateLabel('dashboard')}</Link>
        <Link to={h.resourceUrl({ resourceId: resource.id })}>{translateLabel(resource.name, resource.id)}</Link>
        {action.name !== 'show' && show ? (
          <Link to={h.recordActionUrl({ resourceId: resource.id, recordId: record.id, actionName: 'show' })}>{record.title}</Link>
        ) : null}
        <span>{action.name === 'show' ? record.title : translateAction(action.label, resource.id)}</span>
      </nav>
      <div className="crm-head-row">
        <h1>{record.title}</h1>
        <div className="crm-buttons">
          {others.map((one) => (
            <ActionButton
              key={one.name}
              action={one}
              resourceId={resource.id}
              recordId={String(record.id)}
              actionPerformed={actionPerformed}
            >
              <Button
                variant={one.name === 'edit' ? 'contained' : 'outlined'}
                color={one.variant === 'danger' ? 'danger' : 'primary'}
              >
                {one.icon ? <Icon icon={String(one.icon)} /> : null}
                {one.name === 'edit' || one.name === 'show'
                  ? { edit: 'Edit', show: 'Open' }[one.name]
                  : translateAction(one.label, resource.id)}
              </Button>
            </ActionButton>
          ))}
        </div>
      </div>
    </header>
  );
}
