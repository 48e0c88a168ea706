/** What an invoice comes to. */
import { Decimal } from 'decimal.js';
import { Fragment, type ReactElement } from 'react';
import type { InvoiceDetails } from '../../../src/billing/invoices/invoices.dto.js';
import { type InvoiceFigures, invoiceFigures, type LineFigures } from '../../../src/billing/rules/line.js';
import { enumLabel } from '../../words/labels.js';
import { pageFormats } from '../page-formats.js';

/** A tax of a line, as it is kept or as it comes out. */
interface TaxOfLine {
  name: string;
  rate: Decimal | string;
  amount: Decimal | string;
}

interface Props {
  invoice: InvoiceDetails;
  /** As they are typed; null where something typed is no amount; left out: as they are kept. */
  figures?: InvoiceFigures | null;
  /** The lines that one sees, as they are kept: what else is in the sums stays in them. */
  saved?: readonly LineFigures[];
  /** Of those lines, as they are typed. */
  taxes: readonly TaxOfLine[];
  note?: string;
}

/** Each tax by its name and rate, in the order of the lines: one line may carry two. */
function summedUp(taxes: readonly TaxOfLine[]): { label: string; amount: string }[] {
  const sums = new Map<string, Decimal>();
  for (const { name, rate, amount } of taxes) {
    const label = `${name} ${pageFormats().number(Number(rate), 8)}%`;
    sums.set(label, (sums.get(label) ?? new Decimal(0)).plus(amount));
  }
  return [...sums].map(([label, sum]) => ({ label, amount: pageFormats().money(sum.toFixed(2)) }));
}

const sumOf = (amounts: readonly string[]): Decimal => amounts.reduce((sum, one) => sum.plus(one), new Decimal(0));

/** Of one that was sent: by what of its total it was settled, and what is open. */
function settledRows({
  creditNotes,
  amountPaid,
  balance,
  settledBy,
}: InvoiceDetails): { name: string; label: string; amount: string }[] {
  const credited = sumOf(creditNotes.map(({ total }) => total));
  const otherwise = new Decimal(amountPaid).minus(credited);
  const ways = settledBy.filter((one) => one !== 'CREDITED').map((one) => enumLabel(one).toLowerCase());
  const row = (name: string, label: string, amount: Decimal) =>
    amount.isZero() ? [] : [{ name, label, amount: pageFormats().money(amount.negated().toFixed(2)) }];
  return [
    ...row('credited', 'Credited', credited),
    ...row('settled', capitalized(ways.join(', ')) || 'Settled', otherwise),
    { name: 'balance', label: 'Open', amount: pageFormats().money(balance) },
  ];
}

const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

export function Totals({ invoice, figures, saved = [], taxes, note = '' }: Props): ReactElement {
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
          <Fragment key={name}>
            <div className={name}>
              <dt>{label}</dt>
              <dd>{amount(name)}</dd>
            </div>
            {name === 'taxAmount'
              ? summedUp(taxes).map((tax) => (
                  <div key={tax.label} className="part">
                    <dt>{tax.label}</dt>
                    <dd>{figures === null ? '–' : tax.amount}</dd>
                  </div>
                ))
              : null}
          </Fragment>
        ))}
        {figures === undefined && invoice.sentAt !== null
          ? settledRows(invoice).map((row) => (
              <div key={row.name} className={row.name}>
                <dt>{row.label}</dt>
                <dd>{row.amount}</dd>
              </div>
            ))
          : null}
      </dl>
      {note ? <p className="crm-none">{note}</p> : null}
    </>
  );
}
