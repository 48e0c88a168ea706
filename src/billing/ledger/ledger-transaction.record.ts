import { Permission as P } from '../../access/permissions.js';
import { byNobody, record } from '../../records/description.js';

export const ledgerTransactionRecord = record('LedgerTransaction', {
  what: 'ledger transaction',
  permissions: { view: P.VIEW_BILLING, ...byNobody },
  scope: { client: 'client' },
  search: [],
  title: (row, say) => say.dashed(say.code(row.act), say.day(row.effectiveDate)),
  panel: {
    label: 'Ledger acts',
    one: 'act of the ledger',
    list: ['effectiveDate', 'act', 'clientId', 'recordedBy', 'recordedAt', 'reason'],
    codes: ['act'],
    sort: ['effectiveDate', 'desc'],
    readOnly: true,
  },
  constraints: {
    ledger_month_closed_check: { status: 409, code: 'ledger.month_closed', detail: 'The month of that day is closed.' },
    transfer_agrees_check: { status: 409, code: 'ledger.disagrees', detail: 'What left one party did not come to another.' },
    ledger_reason_check: { status: 409, code: 'ledger.disagrees', detail: 'A write-off has a reason, an adjustment an answer.' },
    billing_touched_check: { status: 409, code: 'ledger.disagrees', detail: 'What was touched is looked at.' },
    reversal_agrees_check: {
      status: 409,
      code: 'ledger.disagrees',
      detail: 'A reversal is the exact inverse of what it reverses.',
    },
    ledger_transactions_reverses_id_key: { status: 409, code: 'ledger.reversed', detail: 'This was reversed already.' },
  },
});
