/** Who owes how much of an invoice, and who will of a draft. */
import { Decimal } from 'decimal.js';
import { useNotice } from 'adminjs';
import { useState, type ReactElement } from 'react';
import type { Account, PartyBalance } from '../../../src/billing/accounts/accounts.dto.js';
import type { InvoiceDetails, InvoiceShare } from '../../../src/billing/invoices/invoices.dto.js';
import { expectedShares } from '../../values/expected-shares.js';
import { enumLabel } from '../../words/labels.js';
import { asRefusal, call, read } from '../api.js';
import { pageFormats } from '../page-formats.js';

const NOTHING = /^0\.00$/;

/** Of a draft with several payers: what each is charged once it is sent. */
export function Expected({ invoice }: { invoice: InvoiceDetails }): ReactElement | null {
  if (invoice.payers.length === 0 || NOTHING.test(invoice.totalAmount)) return null;
  return (
    <section className="crm-below" aria-label="Who will owe how much">
      <h2>Who will owe how much</h2>
      <dl className="crm-facts">
        {expectedShares(invoice).map(({ name, amount }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{pageFormats().money(amount)}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

const isOf =
  (share: InvoiceShare) =>
  ({ party, insuranceId, fundingId }: PartyBalance): boolean =>
    party === share.party && insuranceId === share.insuranceId && fundingId === share.fundingId;

/** What stands on the accounts of those who owe of an invoice, as far as they owe it: nobody's money pays another's share by itself. */
const usableFor = ({ shares }: InvoiceDetails, account: Account | null): Decimal =>
  shares.reduce(
    (sum, share) => sum.plus(Decimal.min(share.open, account?.parties.find(isOf(share))?.credit ?? 0)),
    new Decimal(0),
  );

interface OwedProps {
  invoice: InvoiceDetails;
  account: Account | null;
  /** Who may record money. */
  mayPay: boolean;
  changed: () => Promise<void>;
}

export function Owed({ invoice, account, mayPay, changed }: OwedProps): ReactElement | null {
  const formats = pageFormats();
  const notice = useNotice();
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  if (NOTHING.test(invoice.balance)) return null;
  const usable = usableFor(invoice, account);
  const use = async (): Promise<void> => {
    setBusy(true);
    setFault('');
    try {
      await call('POST', `/api/clients/${invoice.clientId}/account/use-credit`, { body: { invoiceId: invoice.id } });
      const { balance } = await read<InvoiceDetails>(`/api/billing/invoices/${invoice.id}`);
      const used = new Decimal(invoice.balance).minus(balance).toFixed(2);
      notice({
        message: `${formats.money(used)} of the account paid this invoice: ${formats.money(balance)} is open now.`,
        type: 'success',
      });
      await changed();
    } catch (error) {
      setFault(asRefusal(error).message);
    }
    setBusy(false);
  };
  const nameOf = (share: InvoiceShare): string =>
    account?.parties.find(isOf(share))?.name ?? (share.party === 'CLIENT' ? invoice.clientName : enumLabel(share.party));
  return (
    <section className="crm-below" aria-label="Who owes how much">
      <h2>Who owes how much</h2>
      <dl className="crm-facts">
        {invoice.shares.map((share) => (
          <div key={`${share.party} ${share.insuranceId ?? ''} ${share.fundingId ?? ''}`}>
            <dt>{nameOf(share)}</dt>
            <dd>{formats.money(share.open)}</dd>
          </div>
        ))}
      </dl>
      {mayPay && account && usable.greaterThan(0) ? (
        <p>
          {formats.money(account.credit)} of this client’s money stand on account: {formats.money(usable.toFixed(2))} of it can
          pay what its payer owes here.{' '}
          <button type="button" className="crm-button" disabled={busy} onClick={() => void use()}>
            Pay with it
          </button>
        </p>
      ) : null}
      {fault ? (
        <p role="alert" className="crm-fault">
          {fault}
        </p>
      ) : null}
    </section>
  );
}
