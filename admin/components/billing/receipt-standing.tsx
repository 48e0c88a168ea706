/** On a receipt's page: which invoices it paid, what stands on account, and what was given back. */
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { Payment } from '../../../src/billing/payments/payments.dto.js';
import { asRefusal, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import type { PartProps } from './record-part.js';

const NONE = '0.00';

export function ReceiptStanding({ record }: PartProps): ReactElement {
  const [found, setFound] = useState<Payment | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    const gone = new AbortController();
    read<Payment>(`/api/billing/payments/${record.id}`, {}, gone.signal).then(
      setFound,
      (error: unknown) => gone.signal.aborted || setFault(asRefusal(error).message),
    );
    return () => gone.abort();
  }, [record]);
  const formats = pageFormats();
  const facts: [string, string][] = found
    ? [
        ['Paid by', found.payerName],
        ...(found.refunded === NONE
          ? []
          : found.pays.map(({ invoiceNumber, amount }): [string, string] => [
              `Pays ${invoiceNumber} now`,
              formats.money(amount),
            ])),
        ['On account', formats.money(found.onAccount)],
        ...(found.inPackage === NONE ? [] : ([['In a package', formats.money(found.inPackage)]] as [string, string][])),
        ...(found.refunded === NONE ? [] : ([['Given back', formats.money(found.refunded)]] as [string, string][])),
      ]
    : [];
  return (
    <section className="crm-below" aria-label="What it paid">
      <h2>What it paid</h2>
      {fault ? <p role="alert">{fault}</p> : null}
      {found ? (
        <>
          <ul>
            {found.allocations.map(({ id, invoiceId, invoiceNumber, amount, reversed }) => (
              <li key={id}>
                <Link
                  className="crm-link"
                  style={{ textDecoration: 'underline' }}
                  to={`/admin/resources/Invoice/records/${invoiceId}/show`}
                >
                  {invoiceNumber}
                </Link>
                : {formats.money(amount)}
                {reversed ? ', taken back' : ''}
              </li>
            ))}
          </ul>
          {found.allocations.length === 0 ? <p className="crm-none">No invoice.</p> : null}
          <dl className="crm-facts">
            {facts.map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
          </dl>
        </>
      ) : null}
    </section>
  );
}
