/** A run on the page of the month's end: how far it is, and what became of each client. */
import { useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { InvoiceRun, InvoiceRunClient, InvoiceRunDrafts } from '../../src/billing/runs/runs.dto.js';
import { read } from './api.js';
import { NotYet, useFacts } from './billing/facts.js';
import { counted, money } from './month-end-words.js';
import { pageFormats } from './page-formats.js';
import { Warnings } from './warnings.js';

const RESULTS: Record<InvoiceRunClient['result'], string> = {
  WAITING: 'Waiting',
  DRAFTED: 'To be sent',
  INVOICED: 'Invoiced',
  NOTHING: 'Nothing to bill',
  FAILED: 'Not done',
};

const MAILS: Record<NonNullable<InvoiceRunClient['mail']>, string> = {
  WRITTEN: 'E-mail to the family',
  KEPT: 'E-mail kept in the outbox: the practice sends none',
  NO_RECIPIENT: 'No e-mail address',
};

interface RunProps {
  run: InvoiceRun;
  clients: InvoiceRunClient[];
  busy: boolean;
  /** Whether the practice sends e-mail. */
  mails: boolean;
  act: (verb: string, body?: object) => void;
}

/** What became of the mails, if there were any. */
function mailsInWords({ mailed, kept, withoutAddress }: InvoiceRun): string {
  const told = [
    mailed > 0 && `${counted(mailed, 'family was', 'families were')} written to by e-mail`,
    kept > 0 && `${counted(kept, 'e-mail is', 'e-mails are')} kept in the outbox, the practice sends none`,
    withoutAddress > 0 && `${counted(withoutAddress, 'has', 'have')} no e-mail address`,
  ].filter(Boolean);
  return told.length > 0 ? ` ${told.join('; ')}.` : '';
}

/** What of the drafts deserves a second look, each with a way to it. */
function Noted({ told }: { told: InvoiceRunDrafts }): ReactElement | null {
  if (told.warned === 0) return null;
  return (
    <section className="crm-alert warn" aria-label="What deserves a second look" style={{ marginBottom: 12 }}>
      What deserves a second look:
      <ul>
        {told.items.flatMap(({ invoiceId, clientName, warnings }) =>
          warnings.map(({ code, message }) => (
            <li key={`${invoiceId} ${code} ${message}`}>
              <Link className="crm-link" to={`/admin/resources/Invoice/records/${invoiceId}/show`}>
                {clientName}
              </Link>
              : {message}
            </li>
          )),
        )}
        {told.warned > told.items.length ? <li>and {told.warned - told.items.length} more drafts</li> : null}
      </ul>
    </section>
  );
}

/** Those that are drafts still are sent at once, with or without an e-mail to each family: what they come to is told before. */
function SendAll({ run, busy, mails, act }: Omit<RunProps, 'clients'>): ReactElement {
  const [mail, setMail] = useState(false);
  const words = counted(run.drafts, 'draft', 'drafts');
  const { facts, fault } = useFacts(
    () => read<InvoiceRunDrafts>(`/api/billing/runs/${run.id}/drafts`),
    `${run.id} ${run.drafts}`,
  );
  if (!facts) return <NotYet fault={fault} />;
  return (
    <>
      <p>
        {facts.drafts === 1 ? 'One draft' : `${facts.drafts} drafts`}, {money(facts.amount)}
        {facts.drafts === 1 ? '' : ' together'}. Each gets its number, and is owed from today.
        {facts.more ? ' They are more than can be looked at for warnings at once: of the rest each tells its own.' : ''}
      </p>
      <Noted told={facts} />
      <form
        style={{ marginBottom: 16, display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}
        onSubmit={(event) => {
          event.preventDefault();
          act('send', { mail: mail && mails });
        }}
      >
        {mails ? (
          <label>
            <input type="checkbox" checked={mail} onChange={(event) => setMail(event.target.checked)} /> And write to the families
            by e-mail; otherwise nothing leaves the house
          </label>
        ) : null}
        <button type="submit" className="crm-button main" disabled={busy}>
          {run.drafts === 1 ? 'Send the 1 draft of this run' : `Send all ${words} of this run`}
        </button>
      </form>
    </>
  );
}

export function Run({ run, clients, busy, mails, act }: RunProps): ReactElement {
  const done = run.clients - run.waiting;
  return (
    <section className="crm-card" aria-label="The run" style={{ marginBottom: 16 }}>
      <h2>
        Visits from {pageFormats().day(run.fromDay)} to {pageFormats().day(run.toDay)}
      </h2>
      <p role="status">
        {run.status === 'RUNNING' ? 'Under way' : run.status === 'DONE' ? 'Done' : 'Stopped'}: {done} of{' '}
        {counted(run.clients, 'client', 'clients')}, {counted(run.invoiced, 'invoice', 'invoices')} over {money(run.amount)}
        {run.failed > 0 ? `, ${run.failed} not done` : ''}
        {run.drafts > 0 ? `, ${counted(run.drafts, 'is a draft', 'are drafts')} still` : ''}.{mailsInWords(run)}
      </p>
      {run.stopReason ? <p className="crm-alert warn">{run.stopReason}</p> : null}
      {run.warned > 0 ? (
        <p className="crm-alert warn">
          {counted(run.warned, 'invoice deserves', 'invoices deserve')} a second look: more is charged to a policy or a funding
          source than it pays.
        </p>
      ) : null}
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
      {run.status !== 'RUNNING' && run.drafts > 0 ? <SendAll run={run} busy={busy} mails={mails} act={act} /> : null}
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
                  {one.mail ? <div className="crm-none">{MAILS[one.mail]}</div> : null}
                  {one.remark ? <div className="crm-none">{one.remark}</div> : null}
                  <Warnings warnings={one.warnings} />
                </td>
                <td>
                  {one.invoiceId ? (
                    <Link className="crm-link" to={`/admin/resources/Invoice/records/${one.invoiceId}/show`}>
                      {one.invoiceNumber}
                    </Link>
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
