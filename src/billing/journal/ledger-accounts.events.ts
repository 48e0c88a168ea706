import { declareEvents } from '../../events/catalogue.js';

export const ledgerAccountEvents = declareEvents({
  'ledger_account.created': { version: 1, of: 'LedgerAccount', says: 'An account of the journal was added.' },
  'ledger_account.updated': { version: 1, of: 'LedgerAccount', says: 'An account of the journal was changed.', changes: true },
  'ledger_account.deleted': { version: 1, of: 'LedgerAccount', says: 'An account of the journal was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    ledgerAccounts: typeof ledgerAccountEvents;
  }
}
