/** What the pages about payments share. */
import type { ReactElement, ReactNode } from 'react';
import type { PaymentMethod } from '../../../src/generated/requests/payments.js';
import type { Refusal } from '../api.js';

export const METHODS: Readonly<Record<PaymentMethod, string>> = {
  CASH: 'Cash',
  CHECK: 'Cheque',
  CREDIT_CARD: 'Credit card',
  DEBIT_CARD: 'Debit card',
  BANK_TRANSFER: 'Bank transfer',
  INSURANCE: 'From the insurer',
  FUNDING: 'From the program',
  OTHER: 'Otherwise',
};

/** What is wrong at that field, in the API's words. */
export const faultAt = (refusal: Refusal | null, path: string): string =>
  refusal?.faults.find((one) => one.path === path || one.path.endsWith(`.${path}`))?.message ?? '';

interface FieldProps {
  id: string;
  label: string;
  hint?: string;
  fault?: string;
  /** The control, which is told what describes it. */
  children: (about: { id: string; 'aria-describedby'?: string; 'aria-invalid'?: true }) => ReactNode;
}

/** A field with its label, its hint, and what is wrong with it. */
export function Entry({ id, label, hint = '', fault = '', children }: FieldProps): ReactElement {
  const about = [fault && `${id}-fault`, hint && `${id}-hint`].filter(Boolean).join(' ');
  return (
    <div className={fault ? 'crm-error' : undefined}>
      <label htmlFor={id}>
        <span>{label}</span>
      </label>
      {children({ id, ...(about && { 'aria-describedby': about }), ...(fault && { 'aria-invalid': true }) })}
      {hint ? (
        <small className="crm-hint" id={`${id}-hint`}>
          {hint}
        </small>
      ) : null}
      {fault ? (
        <small className="crm-fault" id={`${id}-fault`}>
          {fault}
        </small>
      ) : null}
    </div>
  );
}

/** The ways in which money comes. */
export const Methods = (): ReactElement => (
  <>
    {Object.entries(METHODS).map(([value, label]) => (
      <option key={value} value={value}>
        {label}
      </option>
    ))}
  </>
);
