import { declareEvents } from '../../events/catalogue.js';

export const runEvents = declareEvents({
  'invoice_run.started': { version: 1, of: 'InvoiceRun', says: 'A run over unbilled visits began, or was taken up again.' },
  'invoice_run.stopped': {
    version: 1,
    of: 'InvoiceRun',
    says: 'A run was stopped, by hand or for a reason that it tells; what it did stays.',
  },
  'invoice_run.done': { version: 1, of: 'InvoiceRun', says: 'A run is through with all of its clients.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    invoiceRuns: typeof runEvents;
  }
}
