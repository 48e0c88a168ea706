import { declareEvents } from '../../events/catalogue.js';

export const locationEvents = declareEvents({
  'location.created': { version: 1, of: 'PracticeLocation', says: 'A location was added.' },
  'location.updated': { version: 1, of: 'PracticeLocation', says: 'A location was changed.', changes: true },
  'location.deleted': { version: 1, of: 'PracticeLocation', says: 'A location was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    locations: typeof locationEvents;
  }
}
