/** Whether every cent is where it should be: each check with its result, and a way to the record where one is not. */
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type {
  LedgerTotals,
  Reconciliation,
  ReconciliationFault,
} from '../../../src/billing/reconciliation/reconciliation.dto.js';
import { enumLabel, fieldLabel } from '../../words/labels.js';
import { KINDS } from '../../words/kinds.js';
import { read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { useZone } from '../parts.js';
import { useAttempts } from './attempts.js';
import { checkInWords } from './check-words.js';

const TOTALS: readonly [keyof LedgerTotals, string][] = [
  ['charged', 'Charged'],
  ['discounted', 'Discounts'],
  ['taxed', 'Taxes'],
  ['credited', 'Credited'],
  ['writtenOff', 'Written off'],
  ['adjusted', 'Adjusted'],
  ['paid', 'Came in'],
  ['refunded', 'Given back'],
  ['open', 'Open on invoices'],
  ['onAccount', 'On account'],
  ['inPackages', 'In packages'],
];

/** Of a gap in the numbers the year is told: no record has it. */
const WITHOUT_RECORD = new Set(['series.gaps']);

function Where({ check, recordType, recordId }: ReconciliationFault): ReactElement {
  const words = `${KINDS[recordType] ?? enumLabel(fieldLabel(recordType))} no. ${recordId}`;
  if (WITHOUT_RECORD.has(check)) return <>{recordId}</>;
  return (
    <Link className="crm-link" to={`/admin/resources/${recordType}/records/${recordId}/show`}>
      {words}
    </Link>
  );
}

function Checks({ checks, faults }: Pick<Reconciliation, 'checks' | 'faults'>): ReactElement {
  const formats = pageFormats();
  return (
    <section className="crm-card" aria-label="What was checked" style={{ marginBottom: 16 }}>
      <h2>What was checked</h2>
      <div className="crm-scroll" tabIndex={0} role="group" aria-label="What was checked, a table">
        <table className="crm-table">
          <thead>
            <tr>
              <th scope="col">Check</th>
              <th scope="col">Result</th>
            </tr>
          </thead>
          <tbody>
            {checks.map((check) => {
              const found = faults.filter((fault) => fault.check === check);
              return (
                <tr key={check} data-check={check}>
                  <td>{checkInWords(check)}</td>
                  <td>
                    <span className={`crm-badge ${found.length > 0 ? 'bad' : 'good'}`}>
                      {found.length > 0 ? `${formats.number(found.length)} out of place` : 'All right'}
                    </span>
                    {found.map((fault) => (
                      <div key={`${fault.recordType} ${fault.recordId}`}>
                        <Where {...fault} />: {fault.detail}, by {formats.money(fault.amount)}
                      </div>
                    ))}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}

export function ReconciliationPage(): ReactElement {
  const zone = useZone();
  const [found, setFound] = useState<Reconciliation | null>(null);
  const { busy, refusal, attempt } = useAttempts();
  const look = (): void => void attempt(async () => setFound(await read<Reconciliation>('/api/billing/reconciliation')));
  useEffect(look, []);
  const formats = pageFormats();
  return (
    <div className="crm-home">
      <div className="crm-head-row">
        <h1>Reconciliation</h1>
        <button type="button" className="crm-button" disabled={busy} onClick={look}>
          {busy ? 'Checking…' : 'Check again'}
        </button>
      </div>
      <p className="lead">Everything of the money against everything else, of all clients of the practice.</p>
      {refusal ? (
        <p className="crm-alert" role="alert">
          {refusal.message}
        </p>
      ) : null}
      {found ? (
        <>
          <p className={`crm-alert ${found.clean ? 'ok' : ''}`} role="status">
            {found.clean
              ? 'Every cent is where it should be.'
              : `${formats.number(found.faults.length)} ${found.faults.length === 1 ? 'thing is' : 'things are'} out of place.`}{' '}
            <span className="crm-none">Checked: {formats.instant(new Date(found.checkedAt), zone)}</span>
          </p>
          <Checks checks={found.checks} faults={found.faults} />
          <section className="crm-card" aria-label="What the ledger comes to">
            <h2>What the ledger comes to</h2>
            <table className="crm-table crm-figures">
              <tbody>
                {TOTALS.map(([field, label]) => (
                  <tr key={field}>
                    <th scope="row">{label}</th>
                    <td className="figure">{formats.money(found.totals[field])}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      ) : busy ? (
        <p className="crm-none">Checking…</p>
      ) : null}
    </div>
  );
}
