/** Corrects what was recorded of a payment: it is taken back and recorded anew, and it is told before what that will do. */
import { Decimal } from 'decimal.js';
import { useNotice, type ActionProps } from 'adminjs';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import type { InvoiceDetails } from '../../../src/billing/invoices/invoices.dto.js';
import type { Payment } from '../../../src/billing/payments/payments.dto.js';
import { repaid } from '../../../src/billing/rules/rebooking.js';
import { asText } from '../../words/text.js';
import { faultOfAmount, typedAmount } from '../../values/typed-money.js';
import { call, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { NotYet, useFacts } from './facts.js';
import { useAttempts, useKey } from './attempts.js';
import { Entry, faultAt, Methods } from './payment-fields.js';

interface Paid {
  id: string;
  number: string;
  had: Decimal;
  /** Once the payment is taken back. */
  open: Decimal;
}
interface Facts {
  payment: Payment;
  invoices: Paid[];
}

async function factsOf(id: string): Promise<Facts> {
  const payment = await read<Payment>(`/api/billing/payments/${id}`);
  const had = new Map<string, Decimal>();
  for (const { invoiceId, amount, reversed } of payment.allocations)
    if (!reversed) had.set(invoiceId, new Decimal(amount).plus(had.get(invoiceId) ?? 0));
  const invoices: Paid[] = [];
  // One after the other: a payment of a hundred invoices is no reason to ask for all at once.
  for (const [invoiceId, was] of had) {
    const { balance, invoiceNumber } = await read<InvoiceDetails>(`/api/billing/invoices/${invoiceId}`);
    invoices.push({ id: invoiceId, number: invoiceNumber, had: was, open: was.plus(balance) });
  }
  return { payment, invoices };
}

/** What will be, in words: an entry for each invoice, and one for the account. */
function foreseen({ payment, invoices }: Facts, amount: Decimal): { words: string[]; rest: Decimal } {
  const formats = pageFormats();
  const money = (one: Decimal): string => formats.money(one.toFixed(2));
  const { parts, rest } = repaid(amount, invoices);
  return {
    rest,
    words: [
      `${payment.number} over ${formats.money(payment.amount)} is taken back. It stays in the books, with your reason.`,
      `A new receipt over ${money(amount)} is recorded.`,
      ...invoices.map(({ number, open }, at) => {
        const part = parts[at] as Decimal;
        return `${number} gets ${money(part)} of it: ${money(open.minus(part))} is open then.`;
      }),
      ...(rest.greaterThan(0) ? [`${money(rest)} of it stands on account.`] : []),
    ],
  };
}

export function CorrectPayment({ record, resource }: ActionProps): ReactElement {
  const notice = useNotice();
  const navigate = useNavigate();
  const id = resource.id === 'Receipt' ? String(record?.id) : asText(record?.params.receiptId);
  const [asked, setAsked] = useState({ amount: '', paymentMethod: '', paymentDate: '', reason: '' });
  const [keep, setKeep] = useState(false);
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  const { facts, fault } = useFacts(factsOf, id, ({ payment }) => {
    const { amount, paymentMethod, paymentDate } = payment;
    setAsked({ amount, paymentMethod, paymentDate, reason: '' });
  });
  if (!facts) return <NotYet fault={fault} />;
  const { payment, invoices } = facts;
  if (!new Decimal(payment.refunded).isZero())
    return (
      <p role="alert" className="crm-alert">
        {pageFormats().money(payment.refunded)} of {payment.number} was given back, so that it is not corrected any more. What is
        left can be refunded too, and recorded anew.
      </p>
    );
  const amount = typedAmount(asked.amount);
  const isAmount = amount?.greaterThan(0) === true;
  const will = amount && isAmount ? foreseen(facts, amount) : null;
  const changed =
    (isAmount && amount.toFixed(2) !== payment.amount) ||
    asked.paymentMethod !== payment.paymentMethod ||
    asked.paymentDate !== payment.paymentDate;
  const asks = will !== null && invoices.length > 0 && will.rest.greaterThan(payment.onAccount);
  const correct = async (): Promise<void> => {
    if (!amount) return;
    const body = { ...asked, amount: amount.toFixed(2), reason: asked.reason.trim(), ...(keep && { onAccount: true }) };
    const { data } = await call<Payment>('POST', `/api/billing/payments/${id}/rebook`, { body, key: keyFor(body) });
    notice({ message: `${payment.number} was taken back; the money is recorded with receipt ${data.number}.`, type: 'success' });
    navigate(`/admin/resources/Receipt/records/${data.id}/show?refresh=true`, { replace: true });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(correct);
  };
  return (
    <form className="crm-card crm-paying" aria-label="Correct the payment" onSubmit={submit}>
      <Entry
        id="amount"
        label="What really came"
        fault={isAmount ? faultAt(refusal, 'amount') : faultOfAmount(asked.amount) || 'Give what really came.'}
      >
        {(about) => (
          <input
            {...about}
            className="crm-input"
            inputMode="decimal"
            required
            autoFocus
            maxLength={20}
            value={asked.amount}
            onChange={({ target: { value } }) => setAsked({ ...asked, amount: value })}
          />
        )}
      </Entry>
      <Entry id="method" label="How it came">
        {(about) => (
          <select
            {...about}
            className="crm-input"
            value={asked.paymentMethod}
            onChange={({ target: { value } }) => setAsked({ ...asked, paymentMethod: value })}
          >
            <Methods />
          </select>
        )}
      </Entry>
      <Entry id="date" label="Day" fault={faultAt(refusal, 'paymentDate')}>
        {(about) => (
          <input
            {...about}
            className="crm-input"
            type="date"
            required
            value={asked.paymentDate}
            onChange={({ target: { value } }) => setAsked({ ...asked, paymentDate: value })}
          />
        )}
      </Entry>
      <Entry id="reason" label="What was wrong" fault={faultAt(refusal, 'reason')}>
        {(about) => (
          <input
            {...about}
            className="crm-input"
            required
            maxLength={500}
            value={asked.reason}
            onChange={({ target: { value } }) => setAsked({ ...asked, reason: value })}
          />
        )}
      </Entry>
      {asks ? (
        <label className="tick">
          <input type="checkbox" required checked={keep} onChange={({ target: { checked } }) => setKeep(checked)} />
          <span>More came than is open. Keep the rest on account, for later.</span>
        </label>
      ) : null}
      {changed && will ? (
        <section aria-live="polite" aria-label="What will happen">
          <h2>What will happen</h2>
          <ul>
            {will.words.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </section>
      ) : (
        <p className="crm-none">Nothing is changed yet: say another amount, day or way.</p>
      )}
      {refusal ? (
        <p role="alert" className="crm-fault">
          {refusal.message}
        </p>
      ) : null}
      <p>
        <button type="submit" className="crm-button main" disabled={busy || !changed || !isAmount}>
          Take it back and record it anew
        </button>
      </p>
    </form>
  );
}
