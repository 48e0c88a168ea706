/** On a client's page: what their parties owe and have on account, and the visits that nobody was asked to pay for yet. */
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { Account } from '../../../src/billing/accounts/accounts.dto.js';
import type { Invoice, InvoicePage } from '../../../src/billing/invoices/invoices.dto.js';
import type { VisitPage } from '../../../src/billing/visits/visits.dto.js';
import { addDays } from '../../../src/kernel/days.js';
import { asRefusal, read } from '../api.js';
import { pageFormats, practiceToday } from '../page-formats.js';
import type { PartProps } from './record-part.js';

/** Visits of so many days are looked at. */
export const LOOKED_BACK = 92;

interface Facts {
  account: Account;
  unbilled: number;
  /** The oldest that is open, where money on account of somebody who owes could pay of it. */
  payable: Pick<Invoice, 'id' | 'invoiceNumber'> | undefined;
}

/** The same party owes and has money on account. */
const isPayable = ({ parties }: Account): boolean => parties.some(({ open, credit }) => open !== '0.00' && credit !== '0.00');

async function oldestOpen(account: Account, clientId: string, signal: AbortSignal): Promise<Facts['payable']> {
  if (!isPayable(account)) return undefined;
  const query = { clientId, open: true, sort: 'issueDate', limit: 1 };
  return (await read<InvoicePage>('/api/billing/invoices', query, signal)).items[0];
}

export function ClientAccount({ record, resources }: PartProps): ReactElement | null {
  const id = String(record.id);
  const may = resources.some((one) => one.id === 'Invoice' && one.href !== null);
  const today = practiceToday();
  const [facts, setFacts] = useState<Facts | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    if (!may) return;
    const gone = new AbortController();
    const days = { from: addDays(today, -LOOKED_BACK), to: today };
    Promise.all([
      read<Account>(`/api/clients/${id}/account`, {}, gone.signal),
      read<VisitPage>('/api/billing/visits', { clientId: id, ...days, limit: 1, count: true }, gone.signal),
    ])
      .then(async ([account, visits]) => ({
        account,
        unbilled: visits.total ?? 0,
        payable: await oldestOpen(account, id, gone.signal),
      }))
      .then(setFacts, (error: unknown) => gone.signal.aborted || setFault(asRefusal(error).message));
    return () => gone.abort();
  }, [id, may, today, record]);
  if (!may) return null;
  const formats = pageFormats();
  const prepaid = facts !== null && facts.account.prepaid !== '0.00';
  return (
    <section className="crm-below crm-account" aria-label="Account">
      <h2>Account</h2>
      {fault ? <p role="alert">{fault}</p> : null}
      {facts ? (
        <>
          <div className="crm-scroll" tabIndex={0} role="group" aria-label="Account, a table">
            <table className="crm-table">
              <thead>
                <tr>
                  <th scope="col">Who</th>
                  <th scope="col" className="number">
                    Owes
                  </th>
                  <th scope="col" className="number">
                    Of it overdue
                  </th>
                  <th scope="col" className="number">
                    On account
                  </th>
                  {prepaid ? (
                    <th scope="col" className="number">
                      In packages
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {facts.account.parties.map((one) => (
                  <tr key={`${one.party} ${one.insuranceId ?? ''} ${one.fundingId ?? ''}`}>
                    <td>{one.name}</td>
                    <td className="number">{formats.money(one.open)}</td>
                    <td className="number">{formats.money(one.overdue)}</td>
                    <td className="number">{formats.money(one.credit)}</td>
                    {prepaid ? <td className="number">{formats.money(one.prepaid)}</td> : null}
                  </tr>
                ))}
                <tr>
                  <th scope="row">In all</th>
                  <td className="number">
                    <b>{formats.money(facts.account.open)}</b>
                  </td>
                  <td className="number">{formats.money(facts.account.overdue)}</td>
                  <td className="number">{formats.money(facts.account.credit)}</td>
                  {prepaid ? <td className="number">{formats.money(facts.account.prepaid)}</td> : null}
                </tr>
              </tbody>
            </table>
          </div>
          {facts.payable ? (
            <p>
              Money on account waits to be used:{' '}
              <Link className="crm-link" to={`/admin/resources/Invoice/records/${facts.payable.id}/show`}>
                pay {facts.payable.invoiceNumber} with it
              </Link>
            </p>
          ) : null}
          <p>
            {facts.unbilled === 1 ? 'One visit' : `${facts.unbilled} visits`} of the last three months{' '}
            {facts.unbilled === 1 ? 'is' : 'are'} on no invoice yet.{' '}
            {facts.unbilled > 0 && record.recordActions.some(({ name }) => name === 'invoiceVisits') ? (
              <Link className="crm-link" to={`/admin/resources/Client/records/${id}/invoiceVisits`}>
                Invoice them
              </Link>
            ) : null}
          </p>
        </>
      ) : null}
    </section>
  );
}
