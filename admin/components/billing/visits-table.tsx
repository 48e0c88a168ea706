/** Visits that an invoice would bill, or would not and why; where it is asked, each with a tick. */
import type { ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { Visit } from '../../../src/billing/visits/visits.dto.js';
import type { Warning } from '../../../src/kernel/warnings.js';
import { Warnings } from '../warnings.js';
import { pageFormats } from '../page-formats.js';

export const countOfVisits = ({ length }: readonly Visit[]): string => (length === 1 ? 'One visit' : `${length} visits`);

/** Each visit by itself: one client's and learner's part of an appointment. */
export const keyOfVisit = ({ appointmentId, clientId, learnerId }: Visit): string =>
  `${appointmentId} ${clientId} ${learnerId ?? ''}`;

/** Which of the visits are wanted. What is not billed has no tick. */
interface Ticks {
  isOn: (visit: Visit) => boolean;
  turn: (visit: Visit) => void;
  disabled: boolean;
}

interface Heading {
  words: ReactElement;
  /** What it comes to, with taxes. */
  total: string;
  /** What of it deserves a second look. */
  warnings: readonly Warning[];
  visits: readonly Visit[];
}

interface Props {
  /** Under one heading each, or none. */
  parts?: readonly Heading[];
  visits?: readonly Visit[];
  /** Visits of several clients: each says whose it is. */
  named?: true;
  ticks?: Ticks;
  /** What it is about, for those who hear it. */
  label?: string;
}

interface RowsProps {
  visits: readonly Visit[];
  named?: true | undefined;
  ticks?: Ticks | undefined;
}

function Rows({ visits, named, ticks }: RowsProps): ReactElement {
  const formats = pageFormats();
  return (
    <>
      {visits.map((visit) => {
        const what = visit.typeName ?? visit.title;
        const isOff = ticks !== undefined && visit.problem === null && !ticks.isOn(visit);
        return (
          <tr key={keyOfVisit(visit)} className={isOff ? 'off' : undefined}>
            {ticks ? (
              <td>
                {visit.problem ? null : (
                  <input
                    type="checkbox"
                    aria-label={`Bill ${[what, visit.learnerName].filter(Boolean).join(', ')}, ${formats.day(visit.day)}`}
                    checked={!isOff}
                    disabled={ticks.disabled}
                    onChange={() => ticks.turn(visit)}
                  />
                )}
              </td>
            ) : null}
            <td>{formats.day(visit.day)}</td>
            <td>
              <Link to={`/admin/resources/Appointment/records/${visit.appointmentId}/show`}>{what}</Link>
              <div className="crm-none">
                {[named && visit.clientName, visit.learnerName, visit.therapistName].filter(Boolean).join(' · ')}
              </div>
            </td>
            <td>{visit.problem?.message ?? [visit.serviceCode, visit.reason].filter(Boolean).join(': ')}</td>
            <td className="number">{visit.problem || visit.amount === null || isOff ? '–' : formats.money(visit.amount)}</td>
          </tr>
        );
      })}
    </>
  );
}

export function VisitsTable({ parts = [], visits = [], named, ticks, label = 'Visits' }: Props): ReactElement | null {
  if (visits.length + parts.length === 0) return null;
  const formats = pageFormats();
  return (
    <div className="crm-scroll" tabIndex={0} role="group" aria-label={`${label}, a table`}>
      <table className="crm-table">
        <thead>
          <tr>
            {ticks ? (
              <th scope="col">
                <span className="crm-unseen">Bill it</span>
              </th>
            ) : null}
            <th scope="col">Day</th>
            <th scope="col">Visit</th>
            <th scope="col">How it is billed</th>
            <th scope="col" className="number">
              Before taxes
            </th>
          </tr>
        </thead>
        {parts.map(({ words, total, warnings, visits: under }, index) => (
          <tbody key={index}>
            <tr>
              <th scope="rowgroup" colSpan={4}>
                {words}: {formats.money(total)} with taxes
                <Warnings warnings={warnings} />
              </th>
            </tr>
            <Rows visits={under} />
          </tbody>
        ))}
        {visits.length > 0 ? (
          <tbody>
            <Rows visits={visits} named={named} ticks={ticks} />
          </tbody>
        ) : null}
      </table>
    </div>
  );
}
