/** Visits that an invoice would bill, or would not and why. */
import type { ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { Visit } from '../../../src/billing/visits/visits.dto.js';
import { pageFormats } from '../page-formats.js';

export const countOfVisits = ({ length }: readonly Visit[]): string => (length === 1 ? 'One visit' : `${length} visits`);

interface Heading {
  words: ReactElement;
  /** What it comes to, with taxes. */
  total: string;
  visits: readonly Visit[];
}

interface Props {
  /** Under one heading each, or none. */
  parts?: readonly Heading[];
  visits?: readonly Visit[];
  /** Visits of several clients: each says whose it is. */
  named?: true;
  /** What it is about, for those who hear it. */
  label?: string;
}

function Rows({ visits, named }: { visits: readonly Visit[]; named?: true | undefined }): ReactElement {
  const formats = pageFormats();
  return (
    <>
      {visits.map((visit) => (
        <tr key={`${visit.appointmentId} ${visit.clientId} ${visit.learnerId ?? ''}`}>
          <td>{formats.day(visit.day)}</td>
          <td>
            <Link to={`/admin/resources/Appointment/records/${visit.appointmentId}/show`}>{visit.typeName ?? visit.title}</Link>
            <div className="crm-none">
              {[named && visit.clientName, visit.learnerName, visit.therapistName].filter(Boolean).join(' · ')}
            </div>
          </td>
          <td>{visit.problem?.message ?? [visit.serviceCode, visit.reason].filter(Boolean).join(': ')}</td>
          <td className="number">{visit.problem || visit.amount === null ? '–' : formats.money(visit.amount)}</td>
        </tr>
      ))}
    </>
  );
}

export function VisitsTable({ parts = [], visits = [], named, label = 'Visits' }: Props): ReactElement | null {
  if (visits.length + parts.length === 0) return null;
  const formats = pageFormats();
  return (
    <div className="crm-scroll" tabIndex={0} role="group" aria-label={`${label}, a table`}>
      <table className="crm-table">
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Visit</th>
            <th scope="col">How it is billed</th>
            <th scope="col" className="number">
              Before taxes
            </th>
          </tr>
        </thead>
        {parts.map(({ words, total, visits: under }, index) => (
          <tbody key={index}>
            <tr>
              <th scope="rowgroup" colSpan={4}>
                {words}: {formats.money(total)} with taxes
              </th>
            </tr>
            <Rows visits={under} />
          </tbody>
        ))}
        {visits.length > 0 ? (
          <tbody>
            <Rows visits={visits} named={named} />
          </tbody>
        ) : null}
      </table>
    </div>
  );
}
