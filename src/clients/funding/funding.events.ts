import { declareEvents } from '../../events/catalogue.js';

export const fundingEvents = declareEvents({
  'funding.created': { version: 1, of: 'ClientFunding', says: 'A funding source was added.' },
  'funding.updated': { version: 1, of: 'ClientFunding', says: 'A funding source was changed.', changes: true },
  'funding.deleted': { version: 1, of: 'ClientFunding', says: 'A funding source was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    funding: typeof fundingEvents;
  }
}
