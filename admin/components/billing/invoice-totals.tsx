/** What an invoice comes to. */
import { Decimal } from 'decimal.js';
import type { ReactElement } from 'react';
import type { InvoiceDetails } from '../../../src/billing/invoices/invoices.dto.js';
import { type InvoiceFigures, invoiceFigures, type LineFigures } from '../../../src/billing/rules/line.js';
import { pageFormats } from '../page-formats.js';

interface Props {
  invoice: InvoiceDetails;
  /** As they are typed; null where something typed is no amount; left out: as they are kept. */
  figures?: InvoiceFigures | null;
  /** The lines that one sees, as they are kept: what else is in the sums stays in them. */
  saved?: readonly LineFigures[];
  note?: string;
}

export function Totals({ invoice, figures, saved = [], note = '' }: Props): ReactElement {
  const before = invoiceFigures(saved);
  const amount = (name: keyof InvoiceFigures): string => {
    if (figures === undefined) return pageFormats().money(invoice[name]);
    if (figures === null) return '–';
    return pageFormats().money(new Decimal(invoice[name]).minus(before[name]).plus(figures[name]).toFixed(2));
  };
  const rows: [keyof InvoiceFigures, string][] = [
    ['subtotal', 'Subtotal'],
    ['discountAmount', 'Discount'],
    ['taxAmount', 'Taxes'],
    ['totalAmount', 'Total'],
  ];
  return (
    <>
      {invoice.hiddenLines > 0 ? (
        <p className="crm-none">
          {invoice.hiddenLines === 1 ? 'One line is' : `${invoice.hiddenLines} lines are`} about people whom you may not see: in
          the sums, and not shown.
        </p>
      ) : null}
      <dl className="crm-totals">
        {rows.map(([name, label]) => (
          <div key={name} className={name}>
            <dt>{label}</dt>
            <dd>{amount(name)}</dd>
          </div>
        ))}
      </dl>
      {note ? <p className="crm-none">{note}</p> : null}
    </>
  );
}
