/** A run on the page of the month's end: how far it is, and what became of each client. */
import type { ReactElement } from 'react';
import type { InvoiceRun, InvoiceRunClient } from '../../src/billing/runs/runs.dto.js';
import { counted, money } from './month-end-words.js';
import { pageFormats } from './page-formats.js';

const RESULTS: Record<InvoiceRunClient['result'], string> = {
  WAITING: 'Waiting',
  DRAFTED: 'To be sent',
  INVOICED: 'Invoiced',
  NOTHING: 'Nothing to bill',
  FAILED: 'Not done',
};

export function Run({
  run,
  clients,
  act,
}: {
  run: InvoiceRun;
  clients: InvoiceRunClient[];
  act: (verb: string) => void;
}): ReactElement {
  const done = run.clients - run.waiting;
  return (
    <section className="crm-card" aria-label="The run" style={{ marginBottom: 16 }}>
      <h2>
        Visits from {pageFormats().day(run.fromDay)} to {pageFormats().day(run.toDay)}
      </h2>
      <p role="status">
        {run.status === 'RUNNING' ? 'Under way' : run.status === 'DONE' ? 'Done' : 'Stopped'}: {done} of{' '}
        {counted(run.clients, 'client', 'clients')}, {counted(run.invoiced, 'invoice', 'invoices')} over {money(run.amount)}
        {run.failed > 0 ? `, ${run.failed} not done` : ''}.
      </p>
      <progress max={run.clients} value={done} aria-label="Clients done" style={{ width: '100%', marginBottom: 12 }} />
      <p>
        {run.status === 'RUNNING' ? (
          <button type="button" className="crm-button bad" onClick={() => act('stop')}>
            Stop
          </button>
        ) : run.waiting + run.failed > 0 ? (
          <button type="button" className="crm-button main" onClick={() => act('resume')}>
            Go on
          </button>
        ) : null}
      </p>
      <div className="crm-scroll">
        <table className="crm-table">
          <thead>
            <tr>
              <th>Client</th>
              <th>What became of it</th>
              <th>Invoice</th>
              <th className="number">Amount</th>
            </tr>
          </thead>
          <tbody>
            {clients.map((one) => (
              <tr key={one.id}>
                <td>{one.clientName}</td>
                <td>
                  {RESULTS[one.result]}
                  {one.remark ? <div className="crm-none">{one.remark}</div> : null}
                </td>
                <td>
                  {one.invoiceId ? (
                    <a href={`/admin/resources/Invoice/records/${one.invoiceId}/show`}>{one.invoiceNumber}</a>
                  ) : (
                    <span className="crm-none">–</span>
                  )}
                </td>
                <td className="number">{one.invoiceId ? money(one.amount) : '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
        {run.clients > clients.length ? <p className="crm-none">The first {clients.length} by name.</p> : null}
      </div>
    </section>
  );
}
