import { declareEvents } from '../../events/catalogue.js';

export const alertEvents = declareEvents({
  'alert.created': { version: 1, of: 'ClientAlert', says: 'An alert was added to a client.' },
  'alert.updated': { version: 1, of: 'ClientAlert', says: 'An alert was changed.', changes: true },
  'alert.deleted': { version: 1, of: 'ClientAlert', says: 'An alert was taken away.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    alerts: typeof alertEvents;
  }
}
