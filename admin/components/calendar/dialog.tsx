/** A dialog: the browser's own, which keeps the focus inside and closes with Escape. */
import { useEffect, useId, useRef, type ReactElement, type ReactNode } from 'react';
import type { Clash } from '../../../src/scheduling/appointments/rules/clashes.js';
import { QUESTION } from '../leaving.js';
import type { Refusal } from '../api.js';
import { sayTimes } from './times.js';
import { asksBack } from './warned.js';

interface Props {
  title: string;
  onClose: () => void;
  /** At the side of the page, so that the calendar stays in sight. */
  side?: boolean;
  wide?: boolean;
  children: ReactNode;
}

const FIRST = '.cal-dialog-body :is(input, select, button, a)';

export function Dialog({ title, onClose, side, wide, children }: Props): ReactElement {
  const place = useRef<HTMLDialogElement>(null);
  const name = useId();
  const typed = useRef(new Set<Node>());
  // Escape is pressed in a hurry: what was typed does not go unasked. What was sent has left the dialog.
  const leave = (): void => {
    const unsent = [...typed.current].some((field) => place.current?.contains(field));
    if (!unsent || window.confirm(QUESTION)) onClose();
  };
  useEffect(() => {
    const before = document.activeElement;
    const dialog = place.current;
    dialog?.showModal();
    // What there is to do first, rather than the button that closes.
    (dialog?.querySelector<HTMLElement>('[data-first]') ?? dialog?.querySelector<HTMLElement>(FIRST))?.focus();
    return () => {
      dialog?.close();
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={place}
      className={`cal-dialog${side ? ' side' : ''}${wide ? ' wide' : ''}`}
      aria-labelledby={name}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onInput={(event) => typed.current.add(event.target as Node)}
      onKeyDown={(event) => event.stopPropagation()}
    >
      <header>
        <h2 id={name}>{title}</h2>
        <button type="button" className="crm-plain" aria-label="Close" onClick={leave}>
          ✕
        </button>
      </header>
      <div className="cal-dialog-body">{children}</div>
    </dialog>
  );
}

/** Each thing that is in the way, by name. */
export function Clashes({ clashes, zone }: { clashes: readonly Clash[]; zone: string }): ReactElement | null {
  if (clashes.length === 0) return null;
  return (
    <ul className="cal-clashes">
      {clashes.map((clash, index) => (
        <li key={index}>
          {clash.resource === 'SEATS' || clash.resource === 'EQUIPMENT' ? (
            clash.message
          ) : (
            <>
              <strong>{clash.name}</strong> is taken: {clash.title ?? 'an appointment'}
              <span>{sayTimes(clash, zone)}</span>
            </>
          )}
        </li>
      ))}
    </ul>
  );
}

/** What the API refused, and why. */
export function Refused({ refusal, zone }: { refusal: Refusal | null; zone: string }): ReactElement | null {
  const place = useRef<HTMLDivElement>(null);
  // In a long form it stands below what is in sight.
  useEffect(() => place.current?.scrollIntoView({ block: 'nearest' }), [refusal]);
  if (!refusal) return null;
  const faults = refusal.faults.filter((fault) => fault.message !== refusal.message);
  return (
    <div ref={place} className="crm-alert" role="alert">
      {refusal.conflicts.length > 0 ? (
        <>
          <p>This time is taken:</p>
          <Clashes clashes={refusal.conflicts} zone={zone} />
        </>
      ) : (
        <>
          {asksBack(refusal) ? (
            refusal.warnings.map(({ code, message }) => <p key={code + message}>{message}</p>)
          ) : (
            <p>{refusal.message}</p>
          )}
          {faults.length > 0 && !asksBack(refusal) ? (
            <ul>
              {faults.map((fault) => (
                <li key={fault.path + fault.message}>{fault.message}</li>
              ))}
            </ul>
          ) : null}
        </>
      )}
    </div>
  );
}
