/** Ends a package: what its rule keeps and gives back is told before. */
import { useNotice, type ActionProps } from 'adminjs';
import { useState, type FormEvent, type ReactElement } from 'react';
import { Link, useNavigate } from 'react-router-dom';
import type { PackageHistory } from '../../../src/billing/packages/packages.dto.js';
import type { EndedPackage, PackageSettlement } from '../../../src/billing/prepayment/prepayment.dto.js';
import { asText } from '../../words/text.js';
import { asRefusal, call, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { useAttempts, useKey } from './attempts.js';
import { NotYet, useFacts } from './facts.js';
import { Entry, faultAt, Methods } from './payment-fields.js';

const RULES: Readonly<Record<string, string>> = {
  LIST_PRICE: 'Visits that were used count at their list price.',
  PACKAGE_PRICE: 'What the unused visits cost in the package is given back.',
  NONE: 'Nothing is given back of what was not used.',
};

const settlementOf = (id: string): Promise<PackageSettlement> =>
  read<PackageSettlement>(`/api/billing/packages/${id}/settlement`);

/** The drafts that stand in the way, as far as the reader may see them. */
function Drafts({ id }: { id: string }): ReactElement | null {
  const { facts } = useFacts((one) => read<PackageHistory>(`/api/billing/packages/${one}/history`), id);
  const drafts = new Map((facts?.uses ?? []).map((use) => [use.invoiceId, use.invoiceNumber]));
  for (const [invoiceId, number] of drafts) if (!number.startsWith('DRAFT-')) drafts.delete(invoiceId);
  if (drafts.size === 0) return null;
  return (
    <p>
      {[...drafts].map(([invoiceId, number]) => (
        <Link key={invoiceId} className="crm-button" to={`/admin/resources/Invoice/records/${invoiceId}/show`}>
          Open {number}
        </Link>
      ))}
    </p>
  );
}

export function EndPackage({ record, resource }: ActionProps): ReactElement {
  const notice = useNotice();
  const navigate = useNavigate();
  const id = String(record?.id);
  const { facts: found, setFacts: setFound, fault } = useFacts(settlementOf, id);
  const [asked, setAsked] = useState({ reason: '', to: 'ACCOUNT', paymentMethod: '' });
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  if (!found)
    return (
      <>
        <NotYet fault={fault} />
        {fault ? <Drafts id={id} /> : null}
      </>
    );
  const formats = pageFormats();
  const gives = found.givenBack !== '0.00';
  const end = async (): Promise<void> => {
    const { reason, to, paymentMethod } = asked;
    const body = {
      reason: reason.trim(),
      to,
      givenBack: found.givenBack,
      ...(to === 'REFUND' && paymentMethod && { paymentMethod }),
    };
    const { data } = await call<EndedPackage>('POST', `/api/billing/packages/${id}/end`, { body, key: keyFor(body) }).catch(
      async (error: unknown) => {
        // What it comes to now is shown, and asked about again.
        if (asRefusal(error).status === 409) setFound(await settlementOf(id).catch(() => found));
        throw error;
      },
    );
    const back = formats.money(data.settlement.givenBack);
    const done = to === 'REFUND' ? `${back} is refunded.` : `${back} stands on the client’s account.`;
    notice({
      message: `The package was ended. ${data.settlement.givenBack === '0.00' ? 'Nothing is given back.' : done}`,
      type: 'success',
    });
    navigate(`/admin/resources/${resource.id}/records/${id}/show?refresh=true`, { replace: true });
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(end);
  };
  return (
    <form className="crm-card crm-paying" aria-label="End the package" onSubmit={submit}>
      <section aria-label="What will happen">
        <h2>What will happen</h2>
        <p>{RULES[asText(record?.params.refundRule)]}</p>
        <ul>
          <li>
            {formats.money(found.left)} stands in it, {found.used === 1 ? 'one visit was' : `${found.used} visits were`} used.
          </li>
          {found.kept === '0.00' ? null : (
            <li>The practice keeps {formats.money(found.kept)} of that: an invoice says so, and is paid with it.</li>
          )}
          <li>{gives ? `${formats.money(found.givenBack)} is given back.` : 'Nothing is given back.'}</li>
          <li>No visit uses it any more. That can’t be undone.</li>
        </ul>
      </section>
      {gives ? (
        <Entry id="to" label="Where it goes">
          {(about) => (
            <select
              {...about}
              className="crm-input"
              value={asked.to}
              onChange={({ target: { value } }) => setAsked({ ...asked, to: value })}
            >
              <option value="ACCOUNT">On the client’s account, for other visits</option>
              <option value="REFUND">Out: it is refunded</option>
            </select>
          )}
        </Entry>
      ) : null}
      {gives && asked.to === 'REFUND' ? (
        <Entry id="method" label="How it is given back" fault={faultAt(refusal, 'paymentMethod')}>
          {(about) => (
            <select
              {...about}
              className="crm-input"
              value={asked.paymentMethod}
              onChange={({ target: { value } }) => setAsked({ ...asked, paymentMethod: value })}
            >
              <option value="">As it came</option>
              <Methods />
            </select>
          )}
        </Entry>
      ) : null}
      <Entry id="reason" label="Why" fault={faultAt(refusal, 'reason')}>
        {(about) => (
          <input
            {...about}
            className="crm-input"
            required
            autoFocus
            maxLength={500}
            value={asked.reason}
            onChange={({ target: { value } }) => setAsked({ ...asked, reason: value })}
          />
        )}
      </Entry>
      {refusal ? (
        <p role="alert" className="crm-fault">
          {refusal.message}
        </p>
      ) : null}
      <p>
        <button type="submit" className="crm-button main" disabled={busy}>
          End it
        </button>
      </p>
    </form>
  );
}
