import { Permission as P } from '../../access/permissions.js';
import { all, record } from '../../records/description.js';
import { changes, creates, removes } from '../../records/forms.js';
import { ledgerAccountChanges, newLedgerAccount } from './ledger-accounts.input.js';
import { ledgerAccounts } from './ledger-accounts.service.js';

export const ledgerAccountRecord = record('LedgerAccount', {
  what: 'ledger account',
  permissions: { view: P.VIEW_FINANCIAL_REPORT, ...all(P.EDIT_PRACTICE) },
  scope: 'none',
  search: ['number', 'name'],
  addresses: ['ledger-accounts'],
  title: (row, say) => say.spaced(say.text(row.number), say.text(row.name)),
  panel: {
    label: 'Accounts of the journal',
    one: 'account of the journal',
    list: ['number', 'name', 'purpose', 'party', 'paymentMethod', 'taxName'],
    form: ['purpose', 'party', 'paymentMethod', 'taxName', 'number', 'name'],
    help: {
      party: 'Of receivables and money on account; empty: of all that have no account of their own.',
      paymentMethod: 'Of money; empty: of all that have no account of their own.',
      taxName: 'Of taxes, as it stands on invoices; empty: all that have no account of their own.',
    },
    sort: ['number', 'asc'],
    titleSort: ['number'],
  },
  constraints: {
    ledger_accounts_one_key: {
      status: 409,
      code: 'ledger_account.taken',
      detail: 'There is an account for that purpose, party, way of payment and tax already.',
      path: 'purpose',
    },
    ledger_accounts_of_check: {
      code: 'ledger_account.of',
      detail: 'A party goes with receivables and money on account, a way of payment with money, a tax with taxes.',
      path: 'purpose',
    },
  },
  create: creates(newLedgerAccount, ledgerAccounts.create),
  update: changes(ledgerAccountChanges, ledgerAccounts.update),
  remove: removes(ledgerAccounts.remove),
});
