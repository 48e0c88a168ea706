import { declareEvents } from '../../events/catalogue.js';

export const clientEvents = declareEvents({
  'client.created': { version: 1, of: 'Client', says: 'A client was added.' },
  'client.updated': { version: 1, of: 'Client', says: 'A client’s data were changed.', changes: true },
  'client.archived': { version: 1, of: 'Client', says: 'A client who has records was put aside.' },
  'client.deleted': { version: 1, of: 'Client', says: 'A client without records was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    clients: typeof clientEvents;
  }
}
