/** Takes back what an invoice charged: all of it, or of lines what is chosen. */
import { Decimal } from 'decimal.js';
import { useNotice, type ActionProps } from 'adminjs';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import type { InvoiceDetails, InvoiceLine } from '../../../src/billing/invoices/invoices.dto.js';
import { faultOfAmount, typedAmount } from '../../values/typed-money.js';
import { call } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { NotYet, useFacts } from './facts.js';
import { useAttempts, useKey } from './attempts.js';
import { Entry, faultAt } from './payment-fields.js';

/** What credit notes have left of a line. */
const leftOf = ({ lineTotal, creditedAmount }: InvoiceLine): Decimal => new Decimal(lineTotal).minus(creditedAmount);

/** The same of the invoice, lines out of sight among them. */
const leftOfAll = ({ totalAmount, creditNotes }: InvoiceDetails): Decimal =>
  creditNotes.reduce((left, { total }) => left.minus(total), new Decimal(totalAmount));

interface LineProps {
  line: InvoiceLine;
  /** What is taken back of it; undefined: nothing. */
  typed: string | undefined;
  fault: string;
  onChange: (typed: string | undefined) => void;
}

function Line({ line, typed, fault, onChange }: LineProps): ReactElement {
  const formats = pageFormats();
  const name = [line.description, line.learnerName, formats.day(line.serviceDate)].filter(Boolean).join(', ');
  const left = leftOf(line);
  return (
    <tr>
      <td>
        <label className="tick">
          <input
            type="checkbox"
            checked={typed !== undefined}
            disabled={!left.greaterThan(0)}
            onChange={({ target: { checked } }) => onChange(checked ? left.toFixed(2) : undefined)}
          />
          <span>{name}</span>
        </label>
      </td>
      <td className="number">{formats.money(line.lineTotal)}</td>
      <td className="number">{formats.money(left.toFixed(2))}</td>
      <td className="number">
        {typed === undefined ? (
          '–'
        ) : (
          <input
            className="crm-input"
            inputMode="decimal"
            maxLength={20}
            aria-label={`Taken back: ${name}`}
            aria-invalid={fault ? true : undefined}
            value={typed}
            onChange={({ target: { value } }) => onChange(value)}
          />
        )}
        {fault ? <small className="crm-fault">{fault}</small> : null}
      </td>
    </tr>
  );
}

const invoiceAt = async (path: string): Promise<{ invoice: InvoiceDetails; etag: string | undefined }> => {
  const { data: invoice, etag } = await call<InvoiceDetails>('GET', path);
  return { invoice, etag };
};

export function CreditInvoice({ record, resource }: ActionProps): ReactElement {
  const notice = useNotice();
  const navigate = useNavigate();
  const id = String(record?.id);
  const [whole, setWhole] = useState(true);
  const [reason, setReason] = useState('');
  const [typed, setTyped] = useState<Readonly<Record<string, string | undefined>>>({});
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  const path = `/api/billing/invoices/${id}`;
  const { facts, fault } = useFacts(invoiceAt, path);
  if (!facts) return <NotYet fault={fault} />;
  const formats = pageFormats();
  const { invoice, etag } = facts;
  const left = leftOfAll(invoice);
  const chosen = invoice.lines.flatMap(({ id: lineId }) => {
    const text = typed[lineId];
    return text === undefined ? [] : [{ lineId, text, amount: typedAmount(text) }];
  });
  const sum = chosen.reduce((all, { amount }) => all.plus(amount ?? 0), new Decimal(0));
  const wrong = whole ? !left.greaterThan(0) : chosen.length === 0 || chosen.some(({ amount }) => !amount?.greaterThan(0));
  const send = async (): Promise<void> => {
    const lines = chosen.map(({ lineId, amount }) => ({ lineId, amount: amount?.toFixed(2) }));
    const body = { reason: reason.trim(), ...(whole ? {} : { lines }) };
    await call('POST', `${path}/credit-notes`, { body, etag, key: keyFor(body), what: 'invoice' });
    notice({ message: `Credited: ${formats.money((whole ? left : sum).toFixed(2))}.`, type: 'success' });
    navigate(`/admin/resources/${resource.id}/records/${id}/show?refresh=true`, { replace: true });
  };
  const faultOf = (lineId: string): string => {
    const index = chosen.findIndex((one) => one.lineId === lineId);
    if (index < 0) return '';
    const told = refusal?.faults.find((one) => one.path.startsWith(`lines.${index}.`))?.message ?? '';
    return faultOfAmount(chosen[index]?.text ?? '') || told;
  };
  return (
    <form
      className="crm-card crm-paying crm-answering"
      aria-label="Credit"
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        void attempt(send);
      }}
    >
      <p>
        What {invoice.invoiceNumber} charged {invoice.clientName} is taken back by a credit note. Whoever was charged of a line
        gets the same share of what is taken back of it. What was paid of it goes on account.
      </p>
      <label className="tick">
        <input type="radio" name="whole" checked={whole} onChange={() => setWhole(true)} />
        <span>
          All of it: {formats.money(left.toFixed(2))}
          {left.equals(invoice.totalAmount) ? '' : `, which is left of ${formats.money(invoice.totalAmount)}`}
        </span>
      </label>
      <label className="tick">
        <input type="radio" name="whole" checked={!whole} onChange={() => setWhole(false)} />
        <span>Of some lines</span>
      </label>
      {whole ? null : (
        <div className="crm-scroll" tabIndex={0} role="group" aria-label="Lines, a table">
          <table className="crm-table">
            <thead>
              <tr>
                <th scope="col">Line</th>
                <th scope="col" className="number">
                  Charged
                </th>
                <th scope="col" className="number">
                  Left to credit
                </th>
                <th scope="col" className="number">
                  Taken back, taxes included
                </th>
              </tr>
            </thead>
            <tbody>
              {invoice.lines.map((line) => (
                <Line
                  key={line.id}
                  line={line}
                  typed={typed[line.id]}
                  fault={faultOf(line.id)}
                  onChange={(text) => setTyped({ ...typed, [line.id]: text })}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Entry id="reason" label="Why" fault={faultAt(refusal, 'reason')}>
        {(about) => (
          <input
            {...about}
            className="crm-input"
            required
            maxLength={500}
            value={reason}
            onChange={({ target: { value } }) => setReason(value)}
          />
        )}
      </Entry>
      {refusal ? (
        <p role="alert" className="crm-fault">
          {refusal.message}
        </p>
      ) : null}
      <p>
        <button type="submit" className="crm-button main" disabled={busy || wrong}>
          {whole ? `Credit ${formats.money(left.toFixed(2))}` : `Credit ${formats.money(sum.toFixed(2))}`}
        </button>
      </p>
    </form>
  );
}
