/** On an authorization's page: the visits that draw on it. */
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { AuthorizationUse, AuthorizationUses } from '../../../src/billing/authorizations/authorizations.dto.js';
import { asRefusal, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import type { PartProps } from './record-part.js';

const STATES: Readonly<Record<AuthorizationUse['state'], string>> = { RESERVED: 'Booked', USED: 'Took place' };

/** Money in the practice's currency; units and visits as they are counted. */
const drawn = (quantity: string, kind: unknown): string =>
  kind === 'MONEY' ? pageFormats().money(quantity) : String(Number(quantity));

function Table({ items, kind }: { items: readonly AuthorizationUse[]; kind: unknown }): ReactElement {
  const formats = pageFormats();
  return (
    <div className="crm-scroll" tabIndex={0} role="group" aria-label="What draws on it, a table">
      <table className="crm-table">
        <thead>
          <tr>
            <th scope="col">Day of service</th>
            <th scope="col">Whose</th>
            <th scope="col">Visit</th>
            <th scope="col" className="number">
              Draws
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map(({ appointmentId, learnerId, learnerName, day, state, quantity }) => (
            <tr key={`${appointmentId}-${learnerId ?? ''}`}>
              <td>
                <Link className="crm-link" to={`/admin/resources/Appointment/records/${appointmentId}/show`}>
                  {formats.day(day)}
                </Link>
              </td>
              <td>{learnerName ?? '–'}</td>
              <td>{STATES[state]}</td>
              <td className="number">{drawn(quantity, kind)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

export function AuthorizationUsesTable({ record }: PartProps): ReactElement {
  const [found, setFound] = useState<AuthorizationUses | null>(null);
  const [fault, setFault] = useState('');
  const { clientId, kind } = record.params as { clientId?: string; kind?: string };
  useEffect(() => {
    const gone = new AbortController();
    read<AuthorizationUses>(`/api/clients/${clientId ?? ''}/authorizations/${record.id}/uses`, {}, gone.signal).then(
      setFound,
      (error: unknown) => gone.signal.aborted || setFault(asRefusal(error).message),
    );
    return () => gone.abort();
  }, [record, clientId]);
  return (
    <section className="crm-below" aria-label="What draws on it">
      <h2>What draws on it</h2>
      {fault ? <p role="alert">{fault}</p> : null}
      {found?.items.length === 0 ? <p className="crm-none">No visit draws on it that you may see.</p> : null}
      {found && found.items.length > 0 ? <Table items={found.items} kind={kind} /> : null}
      {found?.more ? <p className="crm-none">These are the first {found.items.length}; there are more.</p> : null}
    </section>
  );
}
