/** Appointments that were chosen in their list: what an invoice of each client would say, what cannot be billed, and the drafts. */
import { Decimal } from 'decimal.js';
import { useNotice, type ActionProps, type RecordJSON } from 'adminjs';
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { AppointmentsPreview, InvoicedAppointments, Visit } from '../../../src/billing/visits/visits.dto.js';
import { call } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { useAttempts, useKey } from './attempts.js';
import { NotYet, useFacts } from './facts.js';
import { countOfVisits, VisitsTable } from './visits-table.js';

/** A list names more than it shows. */
const NAMED = 20;

const totalOf = (parts: readonly { totalAmount: string }[]): string =>
  pageFormats().money(parts.reduce((sum, { totalAmount }) => sum.plus(totalAmount), new Decimal(0)).toFixed(2));

const unbilledOf = (chosen: readonly RecordJSON[], none: readonly string[]): RecordJSON[] =>
  chosen.filter(({ id }) => none.includes(String(id)));

interface LeftOutProps {
  left: readonly Visit[];
  unbilled: readonly RecordJSON[];
}

/** What of the chosen is on no draft, and why. */
function LeftOut({ left, unbilled }: LeftOutProps): ReactElement {
  return (
    <>
      {left.length > 0 ? (
        <section className="crm-part" aria-label="Left out">
          <h2>Left out</h2>
          <VisitsTable visits={left} named label="What is left out" />
        </section>
      ) : null}
      {unbilled.length > 0 ? (
        <section className="crm-part" aria-label="Nothing to bill">
          <h2>Nothing to bill</h2>
          <p>To come yet, called off in time, or not to be billed by you:</p>
          <ul>
            {unbilled.slice(0, NAMED).map(({ id, title }) => (
              <li key={id}>{title}</li>
            ))}
            {unbilled.length > NAMED ? <li>and {unbilled.length - NAMED} more</li> : null}
          </ul>
        </section>
      ) : null}
    </>
  );
}

/** The drafts that were made, with a way to each. */
function Made({ made, chosen }: { made: InvoicedAppointments; chosen: readonly RecordJSON[] }): ReactElement {
  const { drafts, left, none } = made;
  const formats = pageFormats();
  return (
    <section className="crm-card" aria-label="The drafts">
      <h2>{drafts.length === 1 ? 'The draft' : `The ${drafts.length} drafts`}</h2>
      <p>
        Nothing is owed yet: look at {drafts.length === 1 ? 'it' : 'each'}, then send {drafts.length === 1 ? 'it' : 'them'}.
      </p>
      <div className="crm-scroll" tabIndex={0} role="group" aria-label="The drafts, a table">
        <table className="crm-table">
          <thead>
            <tr>
              <th scope="col">Draft</th>
              <th scope="col" className="number">
                Visits
              </th>
              <th scope="col" className="number">
                Total
              </th>
            </tr>
          </thead>
          <tbody>
            {drafts.map(({ invoiceId, clientName, visits, totalAmount, more }) => (
              <tr key={invoiceId}>
                <td>
                  <Link className="crm-link" to={`/admin/resources/Invoice/records/${invoiceId}/show`}>
                    {clientName}
                  </Link>
                  {more ? ' (there are more visits than fit one invoice: make another)' : ''}
                </td>
                <td className="number">{visits}</td>
                <td className="number">{formats.money(totalAmount)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">In all</th>
              <td className="number">{drafts.reduce((sum, { visits }) => sum + visits, 0)}</td>
              <td className="number">{totalOf(drafts)}</td>
            </tr>
          </tfoot>
        </table>
      </div>
      <LeftOut left={left} unbilled={unbilledOf(chosen, none)} />
      <p className="crm-part">
        <Link className="crm-link" to="/admin/resources/Invoice?filters.status=DRAFT">
          All drafts
        </Link>{' '}
        ·{' '}
        <Link className="crm-link" to="/admin/resources/Appointment">
          Appointments
        </Link>
      </p>
    </section>
  );
}

export function InvoiceAppointments({ records }: ActionProps): ReactElement {
  const chosen = records ?? [];
  const ids = chosen.map(({ id }) => String(id));
  const body = { appointmentIds: ids };
  const notice = useNotice();
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  const [made, setMade] = useState<InvoicedAppointments | null>(null);
  const { facts, fault } = useFacts(
    async () => (await call<AppointmentsPreview>('POST', '/api/billing/visits/appointments/preview', { body })).data,
    ids.join(','),
  );
  if (!facts) return <NotYet fault={fault} />;
  const { clients, left, none } = facts;
  const make = (): void =>
    void attempt(async () => {
      const { data } = await call<InvoicedAppointments>('POST', '/api/billing/visits/appointments/invoice', {
        body,
        key: keyFor(body),
      });
      setMade(data);
      notice({
        message: data.drafts.length === 1 ? 'The draft is there.' : `${data.drafts.length} drafts are there.`,
        type: 'success',
      });
    });
  if (made) return <Made made={made} chosen={chosen} />;
  return (
    <section className="crm-card" aria-label="Invoice appointments">
      {refusal ? (
        <p role="alert" className="crm-fault">
          {refusal.message}
        </p>
      ) : null}
      {clients.length === 0 ? <p role="status">There is nothing to bill of what was chosen.</p> : null}
      {clients.length > 0 ? (
        <p role="status">
          {countOfVisits(clients.flatMap(({ visits }) => visits))} of{' '}
          {clients.length === 1 ? 'one client' : `${clients.length} clients`}: {totalOf(clients)} with taxes.
        </p>
      ) : null}
      <VisitsTable
        label="Visits of each client"
        parts={clients.map(({ clientId, clientName, visits, totalAmount, more, warnings }) => ({
          visits,
          total: totalAmount,
          warnings,
          words: (
            <>
              <Link className="crm-link" to={`/admin/resources/Client/records/${clientId}/show`}>
                {clientName}
              </Link>
              {more ? ' (there are more visits than fit one invoice: make another afterwards)' : ''}
            </>
          ),
        }))}
      />
      <LeftOut left={left} unbilled={unbilledOf(chosen, none)} />
      {clients.length > 0 ? (
        <p>
          <button type="button" className="crm-button main" disabled={busy} onClick={make}>
            {clients.length === 1 ? 'Make the draft' : `Make ${clients.length} drafts`}
          </button>
        </p>
      ) : null}
    </section>
  );
}
