/** The claims over an invoice, and what else its policies can be asked for: looked at with all that speaks against it, then built or submitted. */
import { Decimal } from 'decimal.js';
import { useNotice } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { Claim, ClaimablePolicy, ClaimablePolicyList, ClaimDetails } from '../../../src/billing/claims/claims.dto.js';
import type { InvoiceDetails } from '../../../src/billing/invoices/invoices.dto.js';
import { asRefusal, call, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { Badge } from '../values.js';
import { useAttempts, useKey } from './attempts.js';
import { Warned } from './warned.js';

const show = (id: string): string => `/admin/resources/InsuranceClaim/records/${id}/show`;

function Table({ claims }: { claims: readonly Claim[] }): ReactElement {
  const formats = pageFormats();
  return (
    <div className="crm-scroll" tabIndex={0} role="group" aria-label="Claims, a table">
      <table className="crm-table">
        <thead>
          <tr>
            <th scope="col">To</th>
            <th scope="col">Number</th>
            <th scope="col">Submitted</th>
            <th scope="col">Status</th>
            <th scope="col" className="number">
              Claimed
            </th>
            <th scope="col" className="number">
              Paid
            </th>
          </tr>
        </thead>
        <tbody>
          {claims.map((claim) => (
            <tr key={claim.id}>
              <td>
                <Link to={show(claim.id)}>{claim.insurerName}</Link>
              </td>
              <td>{claim.claimNumber ?? '–'}</td>
              <td>{claim.status === 'PENDING' ? 'Not yet' : formats.day(claim.submissionDate)}</td>
              <td>
                <Badge value={claim.status} />
              </td>
              <td className="number">{formats.money(claim.amountClaimed)}</td>
              <td className="number">{claim.amountPaid === null ? '–' : formats.money(claim.amountPaid)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface BuildProps {
  invoiceId: string;
  policy: ClaimablePolicy;
  changed: () => Promise<void>;
}

/** The claim that would be built for a policy. */
function Build({ invoiceId, policy, changed }: BuildProps): ReactElement {
  const formats = pageFormats();
  const notice = useNotice();
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  const [isOpen, setOpen] = useState(false);
  const { insuranceId, insurerName, policyNumber, open, lines, faults, warnings } = policy;
  const build = (submit: boolean) => (): void =>
    void attempt(async () => {
      const body = { invoiceId, insuranceId, submit };
      const { data } = await call<ClaimDetails>('POST', '/api/billing/claims', { body, key: keyFor(body), what: 'invoice' });
      const words = submit ? 'Submitted' : 'Built, and waits';
      notice({ message: `${words}: ${formats.money(data.amountClaimed)} to ${data.insurerName}.`, type: 'success' });
      await changed();
    });
  return (
    <section className="crm-claimable" aria-label={`Claim to ${insurerName}`}>
      <p>
        {policyNumber === null ? insurerName : `${insurerName} (${policyNumber})`} owes {formats.money(open)}
        {lines.length === 0 ? ', and was asked for all of it.' : '.'}{' '}
        {lines.length > 0 && !isOpen ? (
          <button type="button" className="crm-button main" onClick={() => setOpen(true)}>
            Build claim
          </button>
        ) : null}
      </p>
      {isOpen && lines.length > 0 ? (
        <>
          <ul>
            {lines.map((line) => (
              <li key={line.lineId}>
                {formats.day(line.serviceDate)} · {line.description}: {formats.money(line.amount)}
              </li>
            ))}
          </ul>
          {faults.length > 0 ? (
            <div className="crm-alert warn">
              This speaks against submitting it:
              <ul>
                {faults.map(({ message }) => (
                  <li key={message}>{message}</li>
                ))}
              </ul>
            </div>
          ) : null}
          <Warned warnings={warnings} says="It asks more than is left" />
          {refusal ? (
            <p role="alert" className="crm-fault">
              {refusal.message}
            </p>
          ) : null}
          <p>
            <button type="button" className="crm-button main" disabled={busy || faults.length > 0} onClick={build(true)}>
              Submit it to the insurer
            </button>{' '}
            <button type="button" className="crm-button" disabled={busy} onClick={build(false)}>
              Build it, and let it wait
            </button>
          </p>
        </>
      ) : null}
    </section>
  );
}

interface Props {
  invoice: InvoiceDetails;
  claims: readonly Claim[];
  /** Who may build claims. */
  mayClaim: boolean;
  changed: () => Promise<void>;
}

export function InvoiceClaims({ invoice, claims, mayClaim, changed }: Props): ReactElement | null {
  const [policies, setPolicies] = useState<readonly ClaimablePolicy[]>([]);
  const isOwed = invoice.shares.some(({ party, open }) => party === 'INSURANCE' && new Decimal(open).greaterThan(0));
  useEffect(() => {
    if (!mayClaim || !isOwed) {
      setPolicies([]);
      return;
    }
    let here = true;
    read<ClaimablePolicyList>(`/api/billing/invoices/${invoice.id}/claimable`).then(
      ({ items }) => here && setPolicies(items),
      // Where lines are out of sight nothing can be claimed by whoever looks.
      (error: unknown) => asRefusal(error).status === 403 && here && setPolicies([]),
    );
    return () => {
      here = false;
    };
  }, [invoice, claims, mayClaim]);
  if (claims.length === 0 && policies.length === 0) return null;
  return (
    <section className="crm-below" aria-label="Claims">
      <h2>Claims</h2>
      {claims.length > 0 ? <Table claims={claims} /> : null}
      {policies.map((policy) => (
        <Build key={policy.insuranceId} invoiceId={invoice.id} policy={policy} changed={changed} />
      ))}
    </section>
  );
}
