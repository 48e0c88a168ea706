import { declareEvents } from '../../events/catalogue.js';

export const learnerEvents = declareEvents({
  'learner.created': { version: 1, of: 'Learner', says: 'A learner was added.' },
  'learner.updated': { version: 1, of: 'Learner', says: 'A learner was changed.', changes: true },
  'learner.deleted': { version: 1, of: 'Learner', says: 'A learner was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    learners: typeof learnerEvents;
  }
}
