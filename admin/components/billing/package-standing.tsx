/** On a package's page: how far it is paid and used, by what and for what. */
import { useEffect, useState, type ReactElement } from 'react';
import type { Package, PackageHistory, PackageState } from '../../../src/billing/packages/packages.dto.js';
import { asRefusal, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { PackageHistoryTables } from './package-history.js';
import type { PartProps } from './record-part.js';

const STATES: Readonly<Record<PackageState, string>> = {
  UNPAID: 'Not all of it is paid: visits use it as far as it is.',
  ACTIVE: 'Visits of its service use it.',
  USED: 'All of its visits are used.',
  EXPIRED: 'Its last day is over. What is left stays the client’s until somebody ends it.',
  ENDED: 'It was ended.',
};

export function PackageStanding({ record }: PartProps): ReactElement {
  const [facts, setFacts] = useState<{ found: Package; history: PackageHistory } | null>(null);
  const [fault, setFault] = useState('');
  useEffect(() => {
    const gone = new AbortController();
    const at = `/api/billing/packages/${record.id}`;
    Promise.all([read<Package>(at, {}, gone.signal), read<PackageHistory>(`${at}/history`, {}, gone.signal)]).then(
      ([found, history]) => setFacts({ found, history }),
      (error: unknown) => gone.signal.aborted || setFault(asRefusal(error).message),
    );
    return () => gone.abort();
  }, [record]);
  const found = facts?.found;
  const formats = pageFormats();
  return (
    <>
      <section className="crm-below crm-standing" aria-label="How it stands">
        <h2>How it stands</h2>
        {fault ? <p role="alert">{fault}</p> : null}
        {found ? (
          <>
            <p>{STATES[found.state]}</p>
            <dl className="crm-facts">
              <div>
                <dt>Used</dt>
                <dd>
                  {found.used} of {found.visits} visits
                  {found.onDrafts > 0 ? `, ${found.onDrafts} of them on ${found.onDrafts === 1 ? 'a draft' : 'drafts'}` : null}
                </dd>
              </div>
              <div>
                <dt>Paid</dt>
                <dd>
                  {formats.money(found.paid)} of {formats.money(found.amountDue)}
                </dd>
              </div>
              <div>
                <dt>Left for visits to come</dt>
                <dd>
                  {formats.money(found.left)}
                  {found.onDrafts > 0 ? `, of which drafts will take ${formats.money(found.onDraftsAmount)}` : null}
                </dd>
              </div>
            </dl>
          </>
        ) : null}
      </section>
      {facts ? <PackageHistoryTables {...facts.history} /> : null}
    </>
  );
}
