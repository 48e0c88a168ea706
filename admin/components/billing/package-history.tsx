/** On a package's page: the receipts that paid it, and the visits that used it. */
import type { ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { PackageHistory } from '../../../src/billing/packages/packages.dto.js';
import { pageFormats } from '../page-formats.js';

const show = (kind: string, id: string): string => `/admin/resources/${kind}/records/${id}/show`;

function Receipts({ receipts }: Pick<PackageHistory, 'receipts'>): ReactElement {
  const formats = pageFormats();
  if (receipts.length === 0) return <p className="crm-none">No money came in for it yet.</p>;
  return (
    <div className="crm-scroll" tabIndex={0} role="group" aria-label="What paid it, a table">
      <table className="crm-table">
        <thead>
          <tr>
            <th scope="col">Receipt</th>
            <th scope="col">Day</th>
            <th scope="col" className="number">
              For the package
            </th>
            <th scope="col" className="number">
              Left of it
            </th>
          </tr>
        </thead>
        <tbody>
          {receipts.map(({ receiptId, number, receivedOn, amount, left, reversed }) => (
            <tr key={receiptId}>
              <td>
                <Link className="crm-link" to={show('Receipt', receiptId)}>
                  {number}
                </Link>
                {reversed ? <div className="crm-none">Taken back</div> : null}
              </td>
              <td>{formats.day(receivedOn)}</td>
              <td className="number">{formats.money(amount)}</td>
              <td className="number">{formats.money(left)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Uses({ uses, hidden }: Pick<PackageHistory, 'uses' | 'hidden'>): ReactElement {
  const formats = pageFormats();
  return (
    <>
      {uses.length > 0 ? (
        <div className="crm-scroll" tabIndex={0} role="group" aria-label="What used it, a table">
          <table className="crm-table">
            <thead>
              <tr>
                <th scope="col">Visit</th>
                <th scope="col">Day</th>
                <th scope="col">Billed as</th>
                <th scope="col">Invoice</th>
                <th scope="col" className="number">
                  With taxes
                </th>
              </tr>
            </thead>
            <tbody>
              {uses.map(({ visit, day, lineId, description, learnerName, invoiceId, invoiceNumber, appointmentId, amount }) => (
                <tr key={lineId}>
                  <td>{visit}</td>
                  <td>
                    {appointmentId ? (
                      <Link className="crm-link" to={show('Appointment', appointmentId)}>
                        {formats.day(day)}
                      </Link>
                    ) : (
                      formats.day(day)
                    )}
                  </td>
                  <td>
                    {description}
                    {learnerName ? <div className="crm-none">{learnerName}</div> : null}
                  </td>
                  <td>
                    <Link className="crm-link" to={show('Invoice', invoiceId)}>
                      {invoiceNumber}
                    </Link>
                  </td>
                  <td className="number">{formats.money(amount)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : hidden === 0 ? (
        <p className="crm-none">No visit used it yet.</p>
      ) : null}
      {hidden > 0 ? (
        <p className="crm-none">
          {hidden === 1 ? 'One visit' : `${hidden} visits`} of learners whom you may not see used it
          {uses.length > 0 ? ' as well' : ''}.
        </p>
      ) : null}
    </>
  );
}

export const PackageHistoryTables = ({ receipts, uses, hidden }: PackageHistory): ReactElement => (
  <>
    <section className="crm-below" aria-label="What paid it">
      <h2>What paid it</h2>
      <Receipts receipts={receipts} />
    </section>
    <section className="crm-below" aria-label="What used it">
      <h2>What used it</h2>
      <Uses uses={uses} hidden={hidden} />
    </section>
  </>
);
