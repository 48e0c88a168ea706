/** An invoice's page as one place: what it is, its lines, who owes how much, and its claims. */
import { useCallback, useEffect, useState, type ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { Account } from '../../../src/billing/accounts/accounts.dto.js';
import type { Claim, ClaimPage } from '../../../src/billing/claims/claims.dto.js';
import type { InvoiceDetails, InvoiceLine } from '../../../src/billing/invoices/invoices.dto.js';
import { enumLabel } from '../../words/labels.js';
import { asRefusal, call, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { Badge } from '../values.js';
import { InvoiceClaims } from './invoice-claims.js';
import { Draft } from './invoice-draft.js';
import { Expected, Owed } from './invoice-owed.js';
import { Totals } from './invoice-totals.js';
import type { PartProps } from './record-part.js';
import { Warned } from './warned.js';

const NOTHING = /^0\.00$/;
const show = (model: string, id: string): string => `/admin/resources/${model}/records/${id}/show`;

/** Its status, with how a part of it was settled: `Sent, partly paid and credited`. */
function statusWords({ status, settledBy }: InvoiceDetails): string {
  const ways = settledBy.map((one) => enumLabel(one).toLowerCase()).join(' and ');
  return ways === '' ? enumLabel(status) : `${enumLabel(status)}, partly ${ways}`;
}

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
    ['Status', <Badge value={invoice.status} words={statusWords(invoice)} />],
    ['Issued', formats.day(invoice.issueDate)],
    ['Due', formats.day(invoice.dueDate)],
    [shared.length > 1 ? 'Payers' : 'Payer', payer],
  ];
  // Nothing of a draft is owed yet, and its total stands below its lines, as they are typed.
  if (invoice.status !== 'DRAFT')
    facts.push(
      ['Total', formats.money(invoice.totalAmount)],
      ['Settled', formats.money(invoice.amountPaid)],
      ['Balance', <b>{formats.money(invoice.balance)}</b>],
    );
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
      <Totals invoice={invoice} taxes={invoice.lines.flatMap(({ taxes }) => taxes)} />
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
      {invoice.status === 'DRAFT' ? (
        <Expected invoice={invoice} />
      ) : (
        <Owed invoice={invoice} account={account} mayPay={may('Payment')} changed={look} />
      )}
      <InvoiceClaims invoice={invoice} claims={claims} mayClaim={may('InsuranceClaim')} changed={look} />
    </div>
  );
}
