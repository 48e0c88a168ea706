import { declareEvents } from '../../events/catalogue.js';

export const taxRateEvents = declareEvents({
  'tax_rate.created': { version: 1, of: 'TaxRate', says: 'A tax was added.' },
  'tax_rate.updated': { version: 1, of: 'TaxRate', says: 'A tax was changed.', changes: true },
  'tax_rate.deleted': { version: 1, of: 'TaxRate', says: 'A tax was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    taxRates: typeof taxRateEvents;
  }
}
