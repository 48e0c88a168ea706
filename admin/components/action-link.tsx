/** One of a record's or a list's actions: a link where it has a page of its own, a button where it is done at once. */
import { Icon } from '@adminjs/design-system';
import { ActionButton, useTranslation, type ActionJSON, type ActionResponse } from 'adminjs';
import type { ReactElement } from 'react';

interface Props {
  action: ActionJSON;
  resourceId: string;
  recordId?: string;
  recordIds?: string[];
  actionPerformed?: (response: ActionResponse) => void;
  className: string;
  /** In a menu of its own keys: reached by arrows, not by Tab. */
  inMenu?: boolean;
}

/** A table calls them "The client" and "Edit the client". */
const SHORT = new Set(['show', 'edit']);

export function ActionLink({ action, resourceId, recordId, recordIds, actionPerformed, className, inMenu }: Props): ReactElement {
  const { translateAction } = useTranslation();
  const words = SHORT.has(action.name) ? translateAction(action.name) : translateAction(action.label, resourceId);
  const menu = inMenu ? { role: 'menuitem', tabIndex: -1 } : {};
  const said = (
    <>
      {typeof action.icon === 'string' && action.icon ? <Icon icon={action.icon} /> : null}
      {words}
    </>
  );
  const file: unknown = action.custom?.fileOf;
  const look = `${className}${action.variant === 'danger' ? ' bad' : ''}`;
  // A file of the API is a link like any other: it can be opened beside, and its address copied.
  if (typeof file === 'string' && recordId !== undefined)
    return (
      <a className={look} href={file.replace('{id}', recordId)} target="_blank" rel="noreferrer" {...menu}>
        {said}
      </a>
    );
  return (
    <ActionButton
      action={action}
      resourceId={resourceId}
      recordId={recordId}
      recordIds={recordIds}
      actionPerformed={actionPerformed as never}
    >
      {action.component === false ? (
        <button type="button" className={look} {...menu}>
          {said}
        </button>
      ) : (
        <a className={look} {...menu}>
          {said}
        </a>
      )}
    </ActionButton>
  );
}
