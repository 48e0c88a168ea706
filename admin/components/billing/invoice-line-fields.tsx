/** The fields of one line of a draft, and what it comes to as one types. */
import type { ReactElement, ReactNode } from 'react';
import type { AppliedTax } from '../../../src/billing/rules/line.js';
import { figuresOfTyped, type LineFaults, type TypedLine } from '../../values/typed-money.js';
import type { Refusal } from '../api.js';
import { pageFormats } from '../page-formats.js';

/** The fields by which the API tells faults, as the form has them. */
const FIELDS: Readonly<Record<string, keyof TypedLine>> = {
  serviceDate: 'serviceDate',
  description: 'description',
  quantity: 'quantity',
  unitPrice: 'unitPrice',
  discountAmount: 'discount',
  discountPercent: 'discount',
};

const LABELS: readonly [keyof TypedLine, string, string][] = [
  ['serviceDate', 'Day', 'date'],
  ['description', 'Description', 'text'],
  ['quantity', 'Quantity', 'text'],
  ['unitPrice', 'Price', 'text'],
  ['discount', 'Discount', 'text'],
];

/** What the API found wrong, by the form's fields; what is of none of them, by itself. */
function refused(refusal: Refusal | null): { faults: LineFaults; other: string } {
  const faults: LineFaults = {};
  for (const { path, message } of refusal?.faults ?? []) {
    const field = FIELDS[path];
    if (field) faults[field] = message;
  }
  return { faults, other: refusal && Object.keys(faults).length === 0 ? refusal.message : '' };
}

interface Props {
  /** Unlike those of the other lines of the page. */
  id: string;
  /** Which line, for who hears it: "Line 1". */
  name: string;
  line: TypedLine;
  taxes: readonly AppliedTax[] | null;
  refusal: Refusal | null;
  /** What stands before the fields. */
  head: ReactNode;
  /** Its buttons. */
  children: ReactNode;
  onChange: (line: TypedLine) => void;
  onSave: () => void;
  /** Faults of what is not typed yet are not told. */
  quiet?: boolean;
}

export function LineFields({ id, name, line, taxes, refusal, head, children, onChange, onSave, quiet }: Props): ReactElement {
  const { figures, faults: typed } = figuresOfTyped(line, taxes ?? []);
  const told = refused(refusal);
  const faults = { ...told.faults, ...(quiet ? {} : typed) };
  return (
    <form
      className="crm-line"
      aria-label={name}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (figures) onSave();
      }}
    >
      <div className="crm-line-head">{head}</div>
      {LABELS.map(([field, label, type]) => (
        <label key={field} className={faults[field] ? `crm-error ${field}` : field}>
          <span>{label}</span>
          <input
            className="crm-input"
            type={type}
            inputMode={type === 'text' && field !== 'description' ? 'decimal' : undefined}
            maxLength={field === 'description' ? 500 : 20}
            value={line[field]}
            aria-invalid={faults[field] ? true : undefined}
            aria-describedby={faults[field] ? `${id}-${field}-fault` : undefined}
            onChange={(event) => onChange({ ...line, [field]: event.target.value })}
          />
          {faults[field] ? (
            <small className="crm-fault" id={`${id}-${field}-fault`}>
              {faults[field]}
            </small>
          ) : null}
        </label>
      ))}
      <p className="total">
        <span>Total</span>
        <output>{figures ? pageFormats().money(figures.total.toFixed(2)) : '–'}</output>
        {taxes === null ? <small className="crm-hint">before taxes</small> : null}
      </p>
      <div className="crm-line-buttons">{children}</div>
      {told.other ? (
        <p role="alert" className="crm-fault">
          {told.other}
        </p>
      ) : null}
    </form>
  );
}
