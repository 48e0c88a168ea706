import { declareEvents } from '../../events/catalogue.js';

export const invoiceEvents = declareEvents({
  'invoice.created': { version: 1, of: 'Invoice', says: 'A draft of an invoice was made.' },
  'invoice.updated': { version: 1, of: 'Invoice', says: 'A draft was changed, or the notes of an invoice.', changes: true },
  'invoice.deleted': { version: 1, of: 'Invoice', says: 'A draft was deleted.' },
  'invoice.sent': { version: 1, of: 'Invoice', says: 'An invoice got its number and is owed.' },
  'invoice.overdue': { version: 1, of: 'Invoice', says: 'An invoice was not paid when it was due.' },
  'invoice.credited': { version: 1, of: 'Invoice', says: 'A credit note took back what an invoice charged, in part or whole.' },
  'invoice.written_off': { version: 1, of: 'Invoice', says: 'What was open of an invoice was written off, in part or whole.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    invoices: typeof invoiceEvents;
  }
}
