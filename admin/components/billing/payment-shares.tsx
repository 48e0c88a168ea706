/** On the form of a payment: who owes how much of what it is for, and what becomes of what is more than its payer owes. */
import { Decimal } from 'decimal.js';
import type { ReactElement } from 'react';
import type { AccountShare } from '../../../src/billing/accounts/accounts.dto.js';
import { debtorOf } from '../../values/paid-shares.js';
import { pageFormats } from '../page-formats.js';

interface WhoOwesProps {
  shares: readonly AccountShare[];
  payers: readonly { value: string; name: string }[];
}

/** Where several owe: one line each. */
export function WhoOwes({ shares, payers }: WhoOwesProps): ReactElement | null {
  const sums = new Map<string, Decimal>();
  for (const share of shares) sums.set(debtorOf(share), new Decimal(share.open).plus(sums.get(debtorOf(share)) ?? 0));
  if (sums.size < 2) return null;
  return (
    <dl className="crm-facts" aria-label="Who owes how much">
      {[...sums].map(([debtor, open]) => (
        <div key={debtor}>
          <dt>{payers.find(({ value }) => value === debtor)?.name ?? debtor}</dt>
          <dd>{pageFormats().money(open.toFixed(2))}</dd>
        </div>
      ))}
    </dl>
  );
}

interface SurplusProps {
  /** More than its payer owes. */
  over: Decimal;
  /** What others owe of the same. */
  others: Decimal;
  payer: string;
  chosen: '' | 'keep' | 'takeOver';
  choose: (one: '' | 'keep' | 'takeOver') => void;
}

/** Money that is more than its payer owes pays another's share only where somebody says so. */
export function Surplus({ over, others, payer, chosen, choose }: SurplusProps): ReactElement {
  const money = (amount: Decimal): string => pageFormats().money(amount.toFixed(2));
  if (!others.greaterThan(0))
    return (
      <label className="tick">
        <input
          type="checkbox"
          required
          checked={chosen === 'keep'}
          onChange={({ target: { checked } }) => choose(checked ? 'keep' : '')}
        />
        <span>That is {money(over)} more than is open. Keep it on account, for later.</span>
      </label>
    );
  const rest = over.minus(others);
  return (
    <fieldset>
      <legend>
        That is {money(over)} more than {payer} owes.
      </legend>
      <label className="tick">
        <input type="radio" name="more" required checked={chosen === 'keep'} onChange={() => choose('keep')} />
        <span>Keep it on account, for later.</span>
      </label>
      <label className="tick">
        <input type="radio" name="more" required checked={chosen === 'takeOver'} onChange={() => choose('takeOver')} />
        <span>
          It pays {money(Decimal.min(over, others))} of what others owe: {payer} takes that over.
          {rest.greaterThan(0) ? ` ${money(rest)} stand on account.` : ''}
        </span>
      </label>
    </fieldset>
  );
}
