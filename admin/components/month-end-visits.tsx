/** The visits of one client on the page of the month's end. */
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import type { Visit, VisitPage } from '../../src/billing/visits/visits.dto.js';
import { Link } from 'react-router-dom';
import { asRefusal, call, read } from './api.js';
import { type Asked, money } from './month-end-words.js';
import { pageFormats } from './page-formats.js';

const KINDS: Record<Visit['kind'], string> = { VISIT: 'Visit', NO_SHOW: 'No-show', LATE_CANCELLATION: 'Cancelled late' };
/** One client's visits, with what each comes to or why it is left out, and a way to let one go. */
export function Visits({ asked, clientId, changed }: { asked: Asked; clientId: string; changed: () => void }): ReactElement {
  const [visits, setVisits] = useState<Visit[]>([]);
  const [fault, setFault] = useState('');
  /** Which of them is being let go, and why. */
  const [waived, setWaived] = useState({ key: '', reason: '' });
  const look = useCallback(async (): Promise<void> => {
    const query = { from: asked.fromDay, to: asked.toDay, locationId: asked.locationId, clientId, limit: 200 };
    try {
      setVisits((await read<VisitPage>('/api/billing/visits', query)).items.filter(({ kind }) => asked.fees || kind === 'VISIT'));
    } catch (error) {
      setFault(asRefusal(error).message);
    }
  }, [asked, clientId]);
  useEffect(() => void look(), [look]);
  const waive = async ({ appointmentId, learnerId }: Visit): Promise<void> => {
    try {
      const body = { appointmentId, clientId, learnerId, reason: waived.reason };
      await call('POST', '/api/billing/visits/waivers', { body });
      setWaived({ key: '', reason: '' });
      changed();
      await look();
    } catch (error) {
      setFault(asRefusal(error).message);
    }
  };
  const letGo = (visit: Visit, key: string): ReactElement =>
    waived.key === key ? (
      <form
        style={{ display: 'flex', gap: 8 }}
        onSubmit={(event) => {
          event.preventDefault();
          void waive(visit);
        }}
      >
        <input
          className="crm-input"
          aria-label="Why nobody is asked to pay for it"
          placeholder="Why"
          autoFocus
          required
          maxLength={500}
          value={waived.reason}
          onChange={(event) => setWaived({ key, reason: event.target.value })}
        />
        <button type="submit" className="crm-button main">
          Waive
        </button>
        <button type="button" className="crm-button" onClick={() => setWaived({ key: '', reason: '' })}>
          Keep
        </button>
      </form>
    ) : (
      <button type="button" className="crm-button" onClick={() => setWaived({ key, reason: '' })}>
        Waive
      </button>
    );
  const keyOf = (visit: Visit): string => `${visit.appointmentId} ${visit.learnerId ?? ''}`;
  return (
    <>
      {fault ? <p role="alert">{fault}</p> : null}
      <table className="crm-table">
        <thead>
          <tr>
            <th>Day</th>
            <th>Visit</th>
            <th>How it is billed</th>
            <th className="number">Amount</th>
            <th>
              <span className="crm-unseen">Waive</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {visits.map((visit) => (
            <tr key={keyOf(visit)}>
              <td>{pageFormats().day(visit.day)}</td>
              <td>
                <Link className="crm-link" to={`/admin/resources/Appointment/records/${visit.appointmentId}/show`}>
                  {visit.typeName ?? visit.title}
                </Link>
                <div className="crm-none">
                  {[KINDS[visit.kind], visit.learnerName, visit.therapistName].filter(Boolean).join(' · ')}
                </div>
              </td>
              <td>{visit.problem ? visit.problem.message : `${visit.serviceCode ?? ''}: ${visit.reason ?? ''}`}</td>
              <td className="number">{visit.amount === null ? '–' : money(visit.amount)}</td>
              <td>{letGo(visit, keyOf(visit))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
