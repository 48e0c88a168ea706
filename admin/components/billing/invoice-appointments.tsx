/** Appointments that were chosen in their list: what an invoice of each client would say, what cannot be billed, and the drafts. */
import { useNotice, type ActionProps } from 'adminjs';
import type { ReactElement } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { AppointmentsPreview, InvoicedAppointments } from '../../../src/billing/visits/visits.dto.js';
import { call } from '../api.js';
import { useAttempts, useKey } from './attempts.js';
import { NotYet, useFacts } from './facts.js';
import { countOfVisits, VisitsTable } from './visits-table.js';

/** A list names more than it shows. */
const NAMED = 20;

export function InvoiceAppointments({ records }: ActionProps): ReactElement {
  const chosen = records ?? [];
  const ids = chosen.map(({ id }) => String(id));
  const body = { appointmentIds: ids };
  const notice = useNotice();
  const navigate = useNavigate();
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
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
      const [first, ...others] = data.drafts;
      const many = others.length > 0;
      notice({
        message: many
          ? `${data.drafts.length} drafts are there. Look at them, then send them.`
          : 'The draft is there. Look at it, then send it.',
        type: 'success',
      });
      navigate(
        many || !first
          ? '/admin/resources/Invoice?filters.status=DRAFT'
          : `/admin/resources/Invoice/records/${first.invoiceId}/show`,
      );
    });
  const unbilled = chosen.filter(({ id }) => none.includes(String(id)));
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
          {clients.length === 1 ? 'one client' : `${clients.length} clients`}.
        </p>
      ) : null}
      <VisitsTable
        label="Visits of each client"
        parts={clients.map(({ clientId, clientName, visits, totalAmount, more }) => ({
          visits,
          total: totalAmount,
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
      {left.length > 0 ? (
        <section aria-label="Left out">
          <h2>Left out</h2>
          <VisitsTable visits={left} named label="What is left out" />
        </section>
      ) : null}
      {unbilled.length > 0 ? (
        <section aria-label="Nothing to bill">
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
