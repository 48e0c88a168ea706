/** On a policy's page: what it pays at most, paid and has left in each of its years, with and without what open claims ask. */
import { type ReactElement } from 'react';
import type { PolicyYear, PolicyYearList } from '../../../src/billing/coverage/coverage.dto.js';
import { read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { useFacts } from './facts.js';
import type { PartProps } from './record-part.js';

const COLUMNS: readonly [keyof PolicyYear, string][] = [
  ['maximum', 'Pays at most'],
  ['drawnElsewhere', 'Drawn elsewhere'],
  ['paid', 'Paid'],
  ['remaining', 'Left'],
  ['claimed', 'Asked in open claims'],
  ['remainingAfterClaims', 'Left once these are paid'],
];
/** They tell of billing. */
const OF_CLAIMS: readonly (keyof PolicyYear)[] = ['claimed', 'remainingAfterClaims'];

export function PolicyYears({ record }: PartProps): ReactElement {
  const client = String(record.params.clientId);
  const { facts, fault } = useFacts(
    () => read<PolicyYearList>(`/api/clients/${client}/insurance/${record.id}/years`),
    `${client} ${record.id}`,
  );
  const formats = pageFormats();
  const years = facts?.items ?? [];
  const columns = COLUMNS.filter(([field]) => !OF_CLAIMS.includes(field) || years.some(({ claimed }) => claimed !== null));
  return (
    <section className="crm-below crm-standing" aria-label="Policy years">
      <h2>Policy years</h2>
      {fault ? <p role="alert">{fault}</p> : null}
      {years.length === 0 ? null : (
        <div className="crm-scroll" tabIndex={0} role="group" aria-label="Policy years, a table">
          <table className="crm-table">
            <thead>
              <tr>
                <th scope="col">Year</th>
                {columns.map(([field, label]) => (
                  <th key={field} scope="col" className="number">
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {years.map((year) => (
                <tr key={year.startsOn}>
                  <td className="crm-when">{formats.days(year.startsOn, year.endsOn)}</td>
                  {columns.map(([field]) => (
                    <td key={field} className="number">
                      {year[field] === null ? '–' : formats.money(year[field])}
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
