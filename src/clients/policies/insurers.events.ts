import { declareEvents } from '../../events/catalogue.js';

export const insurerEvents = declareEvents({
  'insurance_provider.created': { version: 1, of: 'InsuranceProvider', says: 'An insurer was added.' },
  'insurance_provider.updated': { version: 1, of: 'InsuranceProvider', says: 'An insurer was changed.', changes: true },
  'insurance_provider.deleted': { version: 1, of: 'InsuranceProvider', says: 'An insurer was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    insurers: typeof insurerEvents;
  }
}
