import { declareEvents } from '../../events/catalogue.js';

export const practiceEvents = declareEvents({
  'practice.created': { version: 1, of: 'Practice', says: 'A practice was added.' },
  'practice.updated': { version: 1, of: 'Practice', says: 'A practice was changed.', changes: true },
  'practice.deleted': { version: 1, of: 'Practice', says: 'A practice was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    practice: typeof practiceEvents;
  }
}
