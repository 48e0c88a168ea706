/** One of a record's or a list's actions: a link where it has a page of its own, a button where it is done at once. */
import { Icon } from '@adminjs/design-system';
import { ActionButton, useTranslation, ViewHelpers, type ActionJSON, type ActionResponse } from 'adminjs';
import type { MouseEvent, ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import { lookAt } from './missing-file.js';

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
  const navigate = useNavigate();
  const file: unknown = action.custom?.fileOf;
  /** Opens the file where it is there; where something is missing, the page that says what. */
  const openFound = (event: MouseEvent<HTMLAnchorElement>): void => {
    event.preventDefault();
    const { href } = event.currentTarget;
    // A tab that opens later than the click is stopped by browsers.
    const tab = window.open('', '_blank');
    void lookAt(resourceId, String(recordId), action.name).then(({ missing, fault }) => {
      if (missing.length === 0 && fault === '') {
        if (tab) tab.location.href = href;
        else window.location.href = href;
        return;
      }
      tab?.close();
      navigate(new ViewHelpers().recordActionUrl({ resourceId, recordId: String(recordId), actionName: action.name }));
    });
  };
  const look = `${className}${action.variant === 'danger' ? ' bad' : ''}`;
  // A file of the API is a link like any other: it can be opened beside, and its address copied.
  if (typeof file === 'string' && recordId !== undefined)
    return (
      <a
        className={look}
        href={file.replace('{id}', recordId)}
        target="_blank"
        rel="noreferrer"
        onClick={action.custom?.looks === true ? openFound : undefined}
        {...menu}
      >
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
