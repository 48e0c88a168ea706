/** What can be done with one row of a list: a button, and a menu that opens by it, by Enter and by the arrow keys. */
import { Icon } from '@adminjs/design-system';
import type { ActionResponse, RecordJSON, ResourceJSON } from 'adminjs';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from 'react';
import { ActionLink } from './action-link.js';

interface Props {
  resource: ResourceJSON;
  record: RecordJSON;
  actionPerformed?: (response: ActionResponse) => void;
}

interface Place {
  top: number;
  right: number;
}

const ROW = 36;

export function RowMenu({ resource, record, actionPerformed }: Props): ReactElement | null {
  const [place, setPlace] = useState<Place | null>(null);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  const actions = record.recordActions;
  const open = place !== null;
  const close = (): void => setPlace(null);
  useEffect(() => {
    if (!open) return;
    menu.current?.querySelector<HTMLElement>('[role="menuitem"]')?.focus();
    const away = (event: Event): void => {
      if (!menu.current?.contains(event.target as Node) && !button.current?.contains(event.target as Node)) close();
    };
    document.addEventListener('pointerdown', away);
    // It stands where the button was.
    window.addEventListener('resize', close);
    window.addEventListener('scroll', close, true);
    return () => {
      document.removeEventListener('pointerdown', away);
      window.removeEventListener('resize', close);
      window.removeEventListener('scroll', close, true);
    };
  }, [open]);
  if (actions.length === 0) return null;
  const toggle = (): void => {
    const at = button.current?.getBoundingClientRect();
    if (open || !at) return close();
    const height = actions.length * ROW + 12;
    const below = at.bottom + height < window.innerHeight;
    setPlace({ top: below ? at.bottom + 2 : Math.max(8, at.top - height - 2), right: window.innerWidth - at.right });
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const items = Array.from(menu.current?.querySelectorAll<HTMLElement>('[role="menuitem"]') ?? []);
    const at = items.indexOf(document.activeElement as HTMLElement);
    const step = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 }[event.key];
    if (event.key === 'Escape' || event.key === 'Tab') {
      close();
      button.current?.focus();
    } else if (step !== undefined) items[step % items.length]?.focus();
    else return;
    if (event.key !== 'Tab') event.preventDefault();
  };
  return (
    <>
      <button
        ref={button}
        type="button"
        className="crm-plain"
        data-testid="actions-dropdown"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-label={`What can be done with ${record.title}`}
        onClick={toggle}
        onKeyDown={(event) => {
          if (event.key !== 'ArrowDown') return;
          event.preventDefault();
          if (!open) toggle();
        }}
      >
        <Icon icon="MoreHorizontal" />
      </button>
      {open ? (
        <div
          ref={menu}
          role="menu"
          className="crm-menu"
          style={place}
          aria-label={record.title}
          onKeyDown={onKeyDown}
          onClick={close}
        >
          {actions.map((action) => (
            <ActionLink
              key={action.name}
              action={action}
              resourceId={resource.id}
              recordId={record.id}
              actionPerformed={actionPerformed}
              className="item"
              inMenu
            />
          ))}
        </div>
      ) : null}
    </>
  );
}
