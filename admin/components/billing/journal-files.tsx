/** The accountant's journal of some days as files, and what of it has no account yet. */
import type { ReactElement } from 'react';
import { Link } from 'react-router-dom';
import type { LedgerAccount, LedgerAccountList } from '../../../src/billing/journal/ledger-accounts.dto.js';
import { enumLabel } from '../../words/labels.js';
import { read } from '../api.js';
import { FileLinks } from '../export-links.js';
import { pageFormats } from '../page-formats.js';
import { useFacts } from './facts.js';

const PURPOSES: Readonly<Record<LedgerAccount['purpose'], true>> = {
  RECEIVABLE: true,
  ON_ACCOUNT: true,
  PACKAGE: true,
  REVENUE: true,
  DISCOUNT: true,
  TAX: true,
  CREDIT_NOTE: true,
  WRITE_OFF: true,
  ADJUSTMENT: true,
  MONEY: true,
};

/** Those without an account for all that has none of its own. */
const without = ({ items }: LedgerAccountList): string[] =>
  Object.keys(PURPOSES).filter(
    (purpose) =>
      !items.some((one) => one.purpose === purpose && one.party === null && one.paymentMethod === null && one.taxName === null),
  );

export function JournalFiles({ from, to }: { from: string; to: string }): ReactElement {
  const { facts } = useFacts(() => read<LedgerAccountList>('/api/billing/ledger-accounts'), 'accounts');
  const missing = facts === null ? [] : without(facts);
  return (
    <section className="crm-card" aria-label="The accountant’s journal" style={{ marginTop: 16 }}>
      <h2>The accountant’s journal, {pageFormats().days(from, to)}</h2>
      <p className="crm-none" style={{ marginBottom: 12 }}>
        The ledger in double entry, on the{' '}
        <Link className="crm-link" style={{ textDecoration: 'underline' }} to="/admin/resources/LedgerAccount">
          accounts of the practice
        </Link>
        .
      </p>
      {missing.length > 0 ? (
        <p className="crm-alert warn">
          Without an account, so that their lines have no number: {missing.map((one) => enumLabel(one).toLowerCase()).join(', ')}.
          Add an account for each purpose there.
        </p>
      ) : null}
      <FileLinks
        what="the accountant’s journal"
        addressOf={(format) => `/api/billing/reports/journal/export?${new URLSearchParams({ format, from, to }).toString()}`}
      />
    </section>
  );
}
