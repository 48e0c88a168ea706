/** A client's visits of some days: what an invoice over them would say, and the draft. */
import { useNotice, type ActionProps } from 'adminjs';
import { useEffect, useState, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import type { InvoicedVisits, VisitsPreview } from '../../../src/billing/visits/visits.dto.js';
import { addDays, addMonths, startOfMonth } from '../../../src/kernel/days.js';
import { call } from '../api.js';
import { pageFormats, practiceToday } from '../page-formats.js';
import { useAttempts, useKey } from './attempts.js';
import { LOOKED_BACK } from './client-account.js';
import { countOfVisits, VisitsTable } from './visits-table.js';

const lastOf = (month: string): string => addDays(addMonths(`${month}-01`, 1), -1);

export function InvoiceVisits({ record }: ActionProps): ReactElement {
  const clientId = String(record?.id);
  const notice = useNotice();
  const navigate = useNavigate();
  const today = practiceToday();
  const [days, setDays] = useState({ from: addDays(today, -LOOKED_BACK), to: today });
  const [fees, setFees] = useState(true);
  const [found, setFound] = useState<VisitsPreview | null>(null);
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  const body = { clientId, ...days, fees };
  useEffect(() => {
    setFound(null);
    if (!days.from || !days.to) return;
    void attempt(async () => setFound((await call<VisitsPreview>('POST', '/api/billing/visits/preview', { body })).data));
  }, [days, fees, clientId]);
  const formats = pageFormats();
  const make = (): void =>
    void attempt(async () => {
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
      {refusal ? (
        <p role="alert" className="crm-fault">
          {refusal.message}
        </p>
      ) : null}
      {found ? (
        <>
          <p role="status">
            {found.visits.length === 0
              ? 'There is nothing to bill on these days.'
              : `${countOfVisits(found.visits)}: ${formats.money(found.totalAmount)} with taxes.`}
            {found.more ? ' There are more of them than fit one invoice: make another afterwards.' : ''}
          </p>
          <VisitsTable visits={[...found.visits, ...found.left]} />
          {found.visits.length > 0 ? (
            <p>
              <button type="button" className="crm-button main" disabled={busy} onClick={make}>
                Make the draft
              </button>
            </p>
          ) : null}
        </>
      ) : null}
    </section>
  );
}
