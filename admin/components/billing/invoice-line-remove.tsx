/** Takes a line off a draft, which nothing brings back as it was: it is asked once more where one pressed. */
import { type KeyboardEvent, type ReactElement, useState } from 'react';

interface Props {
  /** Which, for who hears it: "line 1". */
  name: string;
  busy: boolean;
  onRemove: () => void;
}

export function RemoveLine({ name, busy, onRemove }: Props): ReactElement {
  const [step, setStep] = useState<'begin' | 'asked' | 'kept'>('begin');
  if (step !== 'asked')
    return (
      <button
        key="remove"
        type="button"
        className="crm-button bad"
        aria-label={`Remove ${name}`}
        disabled={busy}
        // Who keeps it is back where they were.
        autoFocus={step === 'kept'}
        onClick={() => setStep('asked')}
      >
        Remove
      </button>
    );
  const keep = (): void => setStep('kept');
  const onKeyDown = ({ key }: KeyboardEvent): void => {
    if (key === 'Escape') keep();
  };
  return (
    <span role="group" aria-label={`Remove ${name}?`} onKeyDown={onKeyDown} className="crm-line-asked">
      <button
        key="yes"
        type="button"
        className="crm-button bad"
        aria-label={`Yes, remove ${name}`}
        disabled={busy}
        autoFocus
        onClick={onRemove}
      >
        Yes, remove
      </button>
      <button key="keep" type="button" className="crm-button" aria-label={`Keep ${name}`} onClick={keep}>
        Keep
      </button>
    </span>
  );
}
