/** The invoices of a payment plan, with what of each is open, and its instalments, with what of each is paid. */
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { PaymentPlan } from '../../../src/billing/plans/plans.dto.js';
import { asRefusal, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import type { PartProps } from './record-part.js';

export function PlanInstalments({ record }: PartProps): ReactElement | null {
  const [plan, setPlan] = useState<PaymentPlan | null>(null);
  const [fault, setFault] = useState('');
  const { id } = record;
  useEffect(() => {
    let here = true;
    read<PaymentPlan>(`/api/billing/payment-plans/${id}`).then(
      (found) => here && setPlan(found),
      (error: unknown) => here && setFault(asRefusal(error).message),
    );
    return () => {
      here = false;
    };
  }, [id]);
  if (fault)
    return (
      <p role="alert" className="crm-alert">
        {fault}
      </p>
    );
  if (!plan) return null;
  const { money, day } = pageFormats();
  return (
    <>
      <section className="crm-below crm-standing" aria-label="Invoices">
        <h2>Invoices</h2>
        <table className="crm-table">
          <thead>
            <tr>
              <th scope="col">Invoice</th>
              <th scope="col" className="number">
                Owed at first
              </th>
              <th scope="col" className="number">
                Open now
              </th>
            </tr>
          </thead>
          <tbody>
            {plan.invoices.map(({ invoiceId, invoiceNumber, amount, open }) => (
              <tr key={invoiceId}>
                <td>
                  <Link className="crm-link" to={`/admin/resources/Invoice/records/${invoiceId}/show`}>
                    {invoiceNumber}
                  </Link>
                </td>
                <td className="number">{money(amount)}</td>
                <td className="number">{money(open)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <section className="crm-below crm-standing" aria-label="Instalments">
        <h2>Instalments</h2>
        <p>
          {money(plan.settled)} of {money(plan.total)} is paid, or not owed any more.
        </p>
        <table className="crm-table">
          <thead>
            <tr>
              <th scope="col">Due on</th>
              <th scope="col">Amount</th>
              <th scope="col">Paid</th>
            </tr>
          </thead>
          <tbody>
            {plan.instalments.map((one) => (
              <tr key={one.id}>
                <td>{day(one.dueOn)}</td>
                <td>{money(one.amount)}</td>
                <td>{money(one.paid)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
