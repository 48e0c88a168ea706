import { declareEvents } from '../../events/catalogue.js';

export const serviceCodeEvents = declareEvents({
  'service_code.created': { version: 1, of: 'ServiceCode', says: 'A service that is billed was added.' },
  'service_code.updated': { version: 1, of: 'ServiceCode', says: 'A service, or its rate, was changed.', changes: true },
  'service_code.deleted': { version: 1, of: 'ServiceCode', says: 'A service that was never billed was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    serviceCodes: typeof serviceCodeEvents;
  }
}
