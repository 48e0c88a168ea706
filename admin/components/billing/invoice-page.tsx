/** An invoice's page as one place: what it is, its lines, who owes how much, and its claims. */
import { Decimal } from 'decimal.js';
import { useNotice } from 'adminjs';
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { Account, PartyBalance } from '../../../src/billing/accounts/accounts.dto.js';
import type { Claim, ClaimPage } from '../../../src/billing/claims/claims.dto.js';
import type { InvoiceDetails, InvoiceLine, InvoiceShare } from '../../../src/billing/invoices/invoices.dto.js';
import { enumLabel } from '../../words/labels.js';
import { asRefusal, call, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { Badge } from '../values.js';
import { InvoiceClaims } from './invoice-claims.js';
import { Draft } from './invoice-draft.js';
import { Totals } from './invoice-totals.js';
import type { PartProps } from './record-part.js';

const NOTHING = /^0\.00$/;
const show = (model: string, id: string): string => `/admin/resources/${model}/records/${id}/show`;

function Facts({ invoice }: { invoice: InvoiceDetails }): ReactElement {
  const formats = pageFormats();
  const shared = invoice.payers.map(({ name, percent, upTo }) =>
    [name, percent === null ? '' : `${formats.decimal(percent)} %`, upTo === null ? '' : `up to ${formats.money(upTo)}`]
      .join(' ')
      .trim(),
  );
  const payer = shared.join(', ') || (invoice.insurerName ?? invoice.programName ?? invoice.clientName);
  const facts: [string, ReactElement | string][] = [
    [
      'Client',
      <Link className="crm-link" to={show('Client', invoice.clientId)}>
        {invoice.clientName}
      </Link>,
    ],
    [
      'Status',
      <Badge value={invoice.status} words={invoice.partPaid ? `${enumLabel(invoice.status)}, partly paid` : undefined} />,
    ],
    ['Issued', formats.day(invoice.issueDate)],
    ['Due', formats.day(invoice.dueDate)],
    [shared.length > 1 ? 'Payers' : 'Payer', payer],
    ['Total', formats.money(invoice.totalAmount)],
    ['Settled', formats.money(invoice.amountPaid)],
    ['Balance', <b>{formats.money(invoice.balance)}</b>],
  ];
  return (
    <section className="crm-below" aria-label="At a glance">
      <dl className="crm-facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

/** What deserves a second look before it is sent. */
function Warned({ warnings }: Pick<InvoiceDetails, 'warnings'>): ReactElement | null {
  if (warnings.length === 0) return null;
  return (
    <section className="crm-alert warn" aria-label="Before it is sent">
      Before it is sent:
      <ul>
        {warnings.map(({ code, message }) => (
          <li key={`${code} ${message}`}>{message}</li>
        ))}
      </ul>
    </section>
  );
}

function KeptLine({ line }: { line: InvoiceLine }): ReactElement {
  const formats = pageFormats();
  return (
    <tr>
      <td>{formats.day(line.serviceDate)}</td>
      <td>
        <Link to={show('InvoiceLineItem', line.id)}>{line.description}</Link>
        <div className="crm-none">{[line.code, line.learnerName, line.reason].filter(Boolean).join(' · ')}</div>
      </td>
      <td className="number">{formats.decimal(line.quantity)}</td>
      <td className="number">
        {formats.money(line.unitPrice)}
        {line.listPrice ? <div className="crm-none">list {formats.money(line.listPrice)}</div> : null}
      </td>
      <td className="number">
        {NOTHING.test(line.discountAmount) ? '–' : formats.money(line.discountAmount)}
        {line.discountPercent ? <div className="crm-none">{formats.decimal(line.discountPercent)} %</div> : null}
      </td>
      <td className="number">
        {line.taxes.length === 0 ? '–' : null}
        {line.taxes.map(({ name, amount }) => (
          <div key={name}>
            {name} {formats.money(amount)}
          </div>
        ))}
      </td>
      <td className="number">{formats.money(line.lineTotal)}</td>
    </tr>
  );
}

const COLUMNS: readonly [string, boolean][] = [
  ['Day', false],
  ['Service', false],
  ['Quantity', true],
  ['Price', true],
  ['Discount', true],
  ['Taxes', true],
  ['Total', true],
];

function KeptLines({ invoice }: { invoice: InvoiceDetails }): ReactElement {
  return (
    <section className="crm-below" aria-label="Lines">
      <h2>Lines</h2>
      <div className="crm-scroll" tabIndex={0} role="group" aria-label="Lines, a table">
        <table className="crm-table">
          <thead>
            <tr>
              {COLUMNS.map(([label, number]) => (
                <th key={label} scope="col" className={number ? 'number' : undefined}>
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {invoice.lines.map((line) => (
              <KeptLine key={line.id} line={line} />
            ))}
          </tbody>
        </table>
      </div>
      <Totals invoice={invoice} />
    </section>
  );
}

const isOf =
  (share: InvoiceShare) =>
  ({ party, insuranceId, fundingId }: PartyBalance): boolean =>
    party === share.party && insuranceId === share.insuranceId && fundingId === share.fundingId;

interface OwedProps {
  invoice: InvoiceDetails;
  account: Account | null;
  /** Who may record money. */
  mayPay: boolean;
  changed: () => Promise<void>;
}

function Owed({ invoice, account, mayPay, changed }: OwedProps): ReactElement | null {
  const formats = pageFormats();
  const notice = useNotice();
  const [fault, setFault] = useState('');
  const [busy, setBusy] = useState(false);
  if (NOTHING.test(invoice.balance)) return null;
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
      {mayPay && account && !NOTHING.test(account.credit) ? (
        <p>
          {formats.money(account.credit)} of this client’s money stand on account.{' '}
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

interface Shown {
  invoice: InvoiceDetails;
  etag: string | undefined;
  account: Account | null;
  claims: readonly Claim[];
}

export function InvoicePage({ record, resources }: PartProps): ReactElement {
  const id = String(record.id);
  const [shown, setShown] = useState<Shown | null>(null);
  const [fault, setFault] = useState('');
  const may = (model: string): boolean =>
    resources.some((one) => one.id === model && one.resourceActions.some(({ name }) => name === 'new'));
  const look = useCallback(async (): Promise<void> => {
    const { data: invoice, etag } = await call<InvoiceDetails>('GET', `/api/billing/invoices/${id}`);
    const [account, claims] = await Promise.all([
      invoice.status === 'DRAFT' ? null : read<Account>(`/api/clients/${invoice.clientId}/account`),
      read<ClaimPage>('/api/billing/claims', { invoiceId: id }),
    ]);
    setShown({ invoice, etag, account, claims: claims.items });
  }, [id]);
  // The record is another one after a button of its head was pressed.
  useEffect(() => void look().catch((error: unknown) => setFault(asRefusal(error).message)), [look, record]);
  if (fault)
    return (
      <p role="alert" className="crm-alert">
        {fault}
      </p>
    );
  if (!shown) return <p className="crm-below crm-none">Loading…</p>;
  const { invoice, etag, account, claims } = shown;
  return (
    <div className="crm-invoice">
      <Facts invoice={invoice} />
      <Warned warnings={invoice.warnings} />
      {invoice.status === 'DRAFT' && may('InvoiceLineItem') ? (
        <Draft
          invoice={invoice}
          etag={etag}
          changed={(now, version) => setShown({ ...shown, invoice: now, etag: version })}
          again={look}
        />
      ) : (
        <KeptLines invoice={invoice} />
      )}
      <Owed invoice={invoice} account={account} mayPay={may('Payment')} changed={look} />
      <InvoiceClaims invoice={invoice} claims={claims} mayClaim={may('InsuranceClaim')} changed={look} />
    </div>
  );
}
