/** A client's visits of some days, with a tick for each: what an invoice over those that are ticked would say, and the draft. */
import { useNotice, type ActionProps } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import type { InvoicedVisits, Visit, VisitsPreview } from '../../../src/billing/visits/visits.dto.js';
import { addDays, addMonths, startOfMonth } from '../../../src/kernel/days.js';
import { asRefusal, call } from '../api.js';
import { pageFormats, practiceToday } from '../page-formats.js';
import { useAttempts, useKey } from './attempts.js';
import { LOOKED_BACK } from './client-account.js';
import { countOfVisits, keyOfVisit, VisitsTable } from './visits-table.js';
import { Warned } from './warned.js';

/** Who ticks several has them worked out once. */
const TYPED_MS = 250;
const lastOf = (month: string): string => addDays(addMonths(`${month}-01`, 1), -1);

export function InvoiceVisits({ record }: ActionProps): ReactElement {
  const clientId = String(record?.id);
  const notice = useNotice();
  const navigate = useNavigate();
  const today = practiceToday();
  const [days, setDays] = useState({ from: addDays(today, -LOOKED_BACK), to: today });
  const [fees, setFees] = useState(true);
  /** Of the days: all that could be billed. */
  const [found, setFound] = useState<VisitsPreview | null>(null);
  /** Of what is ticked: null until it is worked out, or while nothing is. */
  const [wanted, setWanted] = useState<VisitsPreview | null>(null);
  const [off, setOff] = useState<ReadonlySet<string>>(new Set());
  const [fault, setFault] = useState('');
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  const isOn = (visit: Visit): boolean => !off.has(keyOfVisit(visit));
  const ticked = found?.visits.filter(isOn) ?? [];
  const bodyOf = (visits: readonly Visit[]): object => ({
    clientId,
    visits: visits.map(({ appointmentId, learnerId }) => ({ appointmentId, learnerId })),
  });
  /** Asks what an invoice would say, and what arrives too late is dropped. */
  const look = (body: object, then: (preview: VisitsPreview) => void, wait = 0): (() => void) => {
    let here = true;
    setWanted(null);
    setFault('');
    const ask = (): void =>
      void call<VisitsPreview>('POST', '/api/billing/visits/preview', { body }).then(
        ({ data }) => here && then(data),
        (error: unknown) => here && setFault(asRefusal(error).message),
      );
    const timer = setTimeout(ask, wait);
    return () => {
      here = false;
      clearTimeout(timer);
    };
  };
  useEffect(() => {
    setFound(null);
    setOff(new Set());
    if (!days.from || !days.to) return;
    return look({ clientId, ...days, fees }, (data) => {
      setFound(data);
      setWanted(data);
    });
  }, [days, fees, clientId]);
  useEffect(() => {
    if (!found) return;
    if (off.size === 0) return setWanted(found);
    if (ticked.length === 0) return;
    return look(bodyOf(ticked), setWanted, TYPED_MS);
  }, [off]);
  const turn = (visit: Visit): void => {
    const key = keyOfVisit(visit);
    setWanted(null);
    setOff((before) => {
      const next = new Set(before);
      if (!next.delete(key)) next.add(key);
      return next;
    });
  };
  const formats = pageFormats();
  // A package pays for another visit once one is left out: what is ticked is shown as it would be billed now.
  const priced = new Map(wanted?.visits.map((visit) => [keyOfVisit(visit), visit]));
  const make = (): void =>
    void attempt(async () => {
      const body = bodyOf(ticked);
      const { data } = await call<InvoicedVisits>('POST', '/api/billing/visits/invoice', { body, key: keyFor(body) });
      notice({ message: 'The draft is there. Look at it, then send it.', type: 'success' });
      navigate(`/admin/resources/Invoice/records/${data.invoice.id}/show`, { replace: true });
    });
  const months = [0, 1, 2].map((back) => addMonths(startOfMonth(today), -back).slice(0, 7));
  return (
    <section className="crm-card" aria-label="Invoice visits">
      <div className="crm-asked">
        <label>
          <span>Visits of</span>
          <select
            className="crm-input"
            value={months.find((month) => days.from === `${month}-01`) ?? ''}
            disabled={busy}
            onChange={({ target: { value } }) =>
              setDays(value ? { from: `${value}-01`, to: lastOf(value) } : { from: addDays(today, -LOOKED_BACK), to: today })
            }
          >
            <option value="">The last three months</option>
            {months.map((month) => (
              <option key={month} value={month}>
                {formats.month(`${month}-01`)}
              </option>
            ))}
          </select>
        </label>
        <label className="tick">
          <input type="checkbox" checked={fees} disabled={busy} onChange={({ target: { checked } }) => setFees(checked)} />
          <span>Charge fees</span>
        </label>
      </div>
      {refusal || fault ? (
        <p role="alert" className="crm-fault">
          {refusal?.message ?? fault}
        </p>
      ) : null}
      {found ? (
        <>
          <p role="status">
            {found.visits.length === 0
              ? 'There is nothing to bill on these days.'
              : ticked.length === 0
                ? 'Nothing is ticked.'
                : `${countOfVisits(ticked)}${off.size > 0 ? ` of ${found.visits.length}` : ''}: ${wanted ? `${formats.money(wanted.totalAmount)} with taxes.` : '…'}`}
            {found.more ? ' There are more of them than fit one invoice: make another afterwards.' : ''}
          </p>
          <Warned warnings={wanted?.warnings ?? []} />
          <VisitsTable
            visits={[...found.visits.map((visit) => priced.get(keyOfVisit(visit)) ?? visit), ...found.left]}
            ticks={{ isOn, turn, disabled: busy }}
          />
          {found.visits.length > 0 ? (
            <p>
              <button type="button" className="crm-button main" disabled={busy || !wanted} onClick={make}>
                Make the draft
              </button>
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
