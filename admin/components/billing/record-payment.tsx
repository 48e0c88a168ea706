/** Records money that came in: for one invoice, for a package, or from a client's page for several, or none yet. A second click records nothing twice. */
import { Decimal } from 'decimal.js';
import { useNotice, type ActionProps } from 'adminjs';
import { useState, type FormEvent, type ReactElement } from 'react';
import { useNavigate } from 'react-router-dom';
import type { Account, AccountShare, AccountShares } from '../../../src/billing/accounts/accounts.dto.js';
import type { InvoicePage as Page } from '../../../src/billing/invoices/invoices.dto.js';
import type { Package, PackagePage } from '../../../src/billing/packages/packages.dto.js';
import type { Payment as Receipt, PaymentPage, RecordedPayment } from '../../../src/billing/payments/payments.dto.js';
import type { CaregiverList } from '../../../src/clients/caregivers/caregivers.dto.js';
import { asText } from '../../words/text.js';
import { CLIENT, debtorFor, debtorOf, owedBy, paidParts } from '../../values/paid-shares.js';
import { faultOfAmount, typedAmount } from '../../values/typed-money.js';
import { asRefusal, call, read } from '../api.js';
import { pageFormats } from '../page-formats.js';
import { NotYet, useFacts } from './facts.js';
import { useAttempts, useKey } from './attempts.js';
import { Entry, faultAt, Methods } from './payment-fields.js';
import { Surplus, WhoOwes } from './payment-shares.js';

/** What a payment names at once. */
const MOST_INVOICES = 100;
const OLDEST = 'oldest';
const ACCOUNT = 'account';

interface Open {
  id: string;
  number: string;
  balance: string;
}
/** A package that is not all paid, in the words of the list. */
const PACKAGE = 'package ';
const isUnpaid = ({ amountDue, paid }: Package): boolean => new Decimal(amountDue).greaterThan(paid);

interface Facts {
  clientId: string;
  packages: Package[];
  /** Of a sent invoice each, the oldest first. */
  open: Open[];
  /** Who owes how much of them. */
  shares: AccountShare[];
  /** Who may have paid, as the field of the API and the id: `caregiverId 7`; the client first. */
  payers: { value: string; name: string }[];
}

async function factsOf(clientId: string): Promise<Facts> {
  const [invoices, packages, caregivers, account, shares] = await Promise.all([
    read<Page>('/api/billing/invoices', { clientId, open: true, sort: 'issueDate', limit: MOST_INVOICES }),
    read<PackagePage>('/api/billing/packages', { clientId, ended: false, limit: MOST_INVOICES }),
    read<CaregiverList>(`/api/clients/${clientId}/caregivers`),
    read<Account>(`/api/clients/${clientId}/account`),
    read<AccountShares>(`/api/clients/${clientId}/account/shares`),
  ]);
  return {
    clientId,
    packages: packages.items.filter(isUnpaid),
    open: invoices.items.map(({ id, invoiceNumber, balance }) => ({ id, number: invoiceNumber, balance })),
    shares: shares.items,
    payers: [
      { value: CLIENT, name: account.parties.find(({ party }) => party === 'CLIENT')?.name ?? 'The client' },
      ...caregivers.items
        .filter(({ mayPay }) => mayPay)
        .map((one) => ({ value: `caregiverId ${one.id}`, name: `${one.firstName} ${one.lastName}` })),
      ...account.parties.flatMap(({ insuranceId, fundingId, name }) => [
        ...(insuranceId ? [{ value: `insuranceId ${insuranceId}`, name }] : []),
        ...(fundingId ? [{ value: `fundingId ${fundingId}`, name }] : []),
      ]),
    ],
  };
}

/** The invoices that are meant. */
const meant = ({ open }: Facts, what: string): Open[] => (what === OLDEST ? open : open.filter(({ id }) => id === what));
const openIn = (invoices: readonly Open[]): Decimal => invoices.reduce((sum, { balance }) => sum.plus(balance), new Decimal(0));

/** The package that is meant. */
const packageIn = ({ packages }: Facts, what: string): Package | undefined =>
  packages.find(({ id }) => what === `${PACKAGE}${id}`);

const idsOf = (invoices: readonly Open[]): string[] => invoices.map(({ id }) => id);

/** What is to be filled in: of a package what is left, else what that payer owes of what is meant. */
function duesOf(facts: Facts, what: string, payer: string): string {
  const due = packageIn(facts, what) ? openOf(facts, what) : owedBy(idsOf(meant(facts, what)), facts.shares, debtorFor(payer));
  return due.isZero() ? '' : due.toFixed(2);
}

/** Of one invoice whoever owes of it, the client before others; else the client. */
const likelyPayer = ({ shares }: Facts, what: string): string => {
  const [first] = shares.filter(({ invoiceId }) => invoiceId === what);
  return first ? debtorOf(first) : CLIENT;
};

/** What is still to be paid of what is meant. */
function openOf(facts: Facts, what: string): Decimal {
  const one = packageIn(facts, what);
  return one ? new Decimal(one.amountDue).minus(one.paid) : openIn(meant(facts, what));
}

/** Receipts with the same reference and amount that stand. */
async function receiptsAlike(reference: string, amount: Decimal): Promise<Receipt[]> {
  const { items } = await read<PaymentPage>('/api/billing/payments', { reference: reference.trim(), reversed: false, limit: 20 });
  return items.filter((one) => amount.equals(one.amount));
}

interface Asked {
  amount: string;
  /** An invoice's id, a package's after its word, or one of the words. */
  what: string;
  paymentMethod: string;
  paymentDate: string;
  payer: string;
  referenceNumber: string;
  notes: string;
  /** Somebody has typed the amount: it stays as it is. */
  typed: boolean;
}

function bodyFor(
  asked: Asked,
  facts: Facts,
  amount: Decimal,
  { keep, takesOver }: { keep: boolean; takesOver: boolean },
): object {
  const { paymentMethod, paymentDate, payer, referenceNumber, notes } = asked;
  const { allocations } = paidParts(amount, meant(facts, asked.what), facts.shares, debtorFor(payer), takesOver);
  const [field, id] = payer.split(' ');
  return {
    clientId: facts.clientId,
    amount: amount.toFixed(2),
    paymentMethod,
    ...(packageIn(facts, asked.what) ? { packageId: asked.what.slice(PACKAGE.length) } : { allocations }),
    ...(paymentDate && { paymentDate }),
    ...(field && id && { [field]: id }),
    ...(referenceNumber.trim() && { referenceNumber: referenceNumber.trim() }),
    ...(notes.trim() && { notes: notes.trim() }),
    ...(keep && { onAccount: true }),
  };
}

export function RecordPayment({ record, resource }: ActionProps): ReactElement {
  const notice = useNotice();
  const navigate = useNavigate();
  const ofInvoice = resource.id === 'Invoice';
  const ofPackage = resource.id === 'ClientPackage';
  const id = String(record?.id);
  const clientId = ofInvoice || ofPackage ? asText(record?.params.clientId) : id;
  const [asked, setAsked] = useState<Asked>({
    amount: ofInvoice ? asText(record?.params.balance) : '',
    what: ofInvoice ? id : ofPackage ? `${PACKAGE}${id}` : OLDEST,
    paymentMethod: '',
    paymentDate: '',
    payer: CLIENT,
    typed: false,
    referenceNumber: '',
    notes: '',
  });
  /** What becomes of what is more than its payer owes. */
  const [more, setMore] = useState<'' | 'keep' | 'takeOver'>('');
  /** What came before with the same reference and amount: asked about before it is recorded. */
  const [alike, setAlike] = useState<{ key: string; found: Receipt[] } | null>(null);
  const [sure, setSure] = useState(false);
  const { busy, refusal, attempt } = useAttempts();
  const keyFor = useKey();
  const { facts, setFacts, fault } = useFacts(factsOf, clientId, (found) =>
    setAsked((before) => {
      const what = found.open.length > 0 || ofInvoice || ofPackage ? before.what : ACCOUNT;
      const payer = ofInvoice ? likelyPayer(found, what) : CLIENT;
      return { ...before, what, payer, amount: duesOf(found, what, payer) };
    }),
  );
  // What comes later would change what somebody has begun to type.
  if (!facts) return <NotYet fault={fault} />;
  const formats = pageFormats();
  const change = (fields: Partial<Asked>): void => setAsked({ ...asked, ...fields });
  const amount = typedAmount(asked.amount);
  const open = openOf(facts, asked.what);
  const invoices = meant(facts, asked.what);
  const ofOne = packageIn(facts, asked.what);
  const own = ofOne ? open : owedBy(idsOf(invoices), facts.shares, debtorFor(asked.payer));
  const over = asked.what !== ACCOUNT && amount?.greaterThan(own) ? amount.minus(own) : null;
  const payerName = facts.payers.find(({ value }) => value === asked.payer)?.name ?? '';
  const isClients = debtorFor(asked.payer) === CLIENT && facts.payers.some(({ value }) => debtorFor(value) !== CLIENT);
  const unlikely =
    isClients && (asked.paymentMethod === 'INSURANCE' || asked.paymentMethod === 'FUNDING')
      ? 'Say below which insurer or program paid: this came from one.'
      : '';
  const pay = async (): Promise<void> => {
    if (!amount) return;
    const key = `${asked.referenceNumber.trim()} ${amount.toFixed(2)}`;
    if (asked.referenceNumber.trim() !== '' && alike?.key !== key) {
      const found = await receiptsAlike(asked.referenceNumber, amount);
      if (found.length > 0) {
        setAlike({ key, found });
        setSure(false);
        return;
      }
    }
    const takesOver = over !== null && more === 'takeOver';
    const body = bodyFor(asked, facts, amount, { keep: over !== null && (!takesOver || amount.greaterThan(open)), takesOver });
    const { data } = await call<RecordedPayment>('POST', '/api/billing/payments', { body, key: keyFor(body) }).catch(
      async (error: unknown) => {
        // Somebody else recorded something meanwhile: what is open now is shown, and what was typed stays.
        if (asRefusal(error).status === 409) setFacts(await factsOf(clientId).catch(() => facts));
        throw error;
      },
    );
    const warned = data.warnings.map(({ message }) => ` ${message}`).join('');
    notice({ message: `${formats.money(data.amount)} recorded with receipt ${data.number}.${warned}`, type: 'success' });
    navigate(`/admin/resources/${resource.id}/records/${id}/show?refresh=true`, { replace: true });
  };
  const asksAlike = alike !== null && amount !== null && alike.key === `${asked.referenceNumber.trim()} ${amount.toFixed(2)}`;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    void attempt(pay);
  };
  const wrong = faultOfAmount(asked.amount);
  const told = faultAt(refusal, 'amount') || faultAt(refusal, 'paymentDate') || faultAt(refusal, 'referenceNumber');
  return (
    <form className="crm-card crm-paying" aria-label="Record payment" onSubmit={submit}>
      {ofInvoice ? (
        <p>
          {formats.money(open.toFixed(2))} is open on {record?.title}.
        </p>
      ) : ofPackage ? (
        <p>{formats.money(open.toFixed(2))} of this package is still to be paid.</p>
      ) : (
        <Entry id="what" label="For">
          {(about) => (
            <select
              {...about}
              className="crm-input"
              value={asked.what}
              onChange={({ target: { value: what } }) => {
                const due = duesOf(facts, what, asked.payer);
                change({ what, ...(due !== '' && { amount: due, typed: false }) });
              }}
            >
              {facts.open.length > 0 ? <option value={OLDEST}>All that is open, the oldest first</option> : null}
              {facts.open.map((one) => (
                <option key={one.id} value={one.id}>
                  {one.number}, {formats.money(one.balance)} open
                </option>
              ))}
              {facts.packages.map((one) => (
                <option key={one.id} value={`${PACKAGE}${one.id}`}>
                  Package of {one.visits} × {one.serviceCode}, {formats.money(openOf(facts, `${PACKAGE}${one.id}`).toFixed(2))} to
                  be paid
                </option>
              ))}
              <option value={ACCOUNT}>Their account: it pays no invoice yet</option>
            </select>
          )}
        </Entry>
      )}
      <WhoOwes shares={facts.shares.filter(({ invoiceId }) => idsOf(invoices).includes(invoiceId))} payers={facts.payers} />
      <Entry id="amount" label="Amount" fault={wrong || faultAt(refusal, 'amount')}>
        {(about) => (
          <input
            {...about}
            className="crm-input"
            inputMode="decimal"
            required
            autoFocus
            maxLength={20}
            value={asked.amount}
            onChange={({ target: { value } }) => change({ amount: value, typed: true })}
          />
        )}
      </Entry>
      {over ? <Surplus over={over} others={open.minus(own)} payer={payerName} chosen={more} choose={setMore} /> : null}
      <Entry id="method" label="How it came" fault={unlikely || faultAt(refusal, 'paymentMethod')}>
        {(about) => (
          <select
            {...about}
            className="crm-input"
            required
            value={asked.paymentMethod}
            onChange={({ target: { value } }) => change({ paymentMethod: value })}
          >
            <option value="">Choose…</option>
            <Methods />
          </select>
        )}
      </Entry>
      <Entry id="payer" label="Who paid">
        {(about) => (
          <select
            {...about}
            className="crm-input"
            value={asked.payer}
            onChange={({ target: { value: payer } }) =>
              change({ payer, ...(!asked.typed && asked.what !== ACCOUNT && { amount: duesOf(facts, asked.what, payer) }) })
            }
          >
            {facts.payers.map(({ value, name }) => (
              <option key={value} value={value}>
                {name}
              </option>
            ))}
          </select>
        )}
      </Entry>
      <Entry id="reference" label="Reference number" fault={faultAt(refusal, 'referenceNumber')}>
        {(about) => (
          <input
            {...about}
            className="crm-input"
            maxLength={100}
            value={asked.referenceNumber}
            onChange={({ target: { value } }) => change({ referenceNumber: value })}
          />
        )}
      </Entry>
      {asksAlike ? (
        <label className="tick" role="alert">
          <input type="checkbox" required checked={sure} onChange={({ target: { checked } }) => setSure(checked)} />
          <span>
            {alike.found.map((one) => `${one.number} of ${formats.day(one.paymentDate)} (${one.clientName})`).join(', ')} has the
            same reference and amount: perhaps it is the same money. Record it all the same.
          </span>
        </label>
      ) : null}
      <Entry id="date" label="Day" hint="Empty: today." fault={faultAt(refusal, 'paymentDate')}>
        {(about) => (
          <input
            {...about}
            className="crm-input"
            type="date"
            value={asked.paymentDate}
            onChange={({ target: { value } }) => change({ paymentDate: value })}
          />
        )}
      </Entry>
      <Entry id="notes" label="Notes">
        {(about) => (
          <textarea
            {...about}
            className="crm-input"
            rows={2}
            maxLength={2000}
            value={asked.notes}
            onChange={({ target: { value } }) => change({ notes: value })}
          />
        )}
      </Entry>
      {refusal ? (
        <p role="alert" className={told ? 'crm-unseen' : 'crm-fault'}>
          {refusal.message}
        </p>
      ) : null}
      <p>
        <button type="submit" className="crm-button main" disabled={busy || wrong !== '' || unlikely !== ''}>
          Record {amount?.greaterThan(0) ? formats.money(amount.toFixed(2)) : 'it'}
        </button>
      </p>
    </form>
  );
}
