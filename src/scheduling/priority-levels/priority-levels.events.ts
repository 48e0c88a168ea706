import { declareEvents } from '../../events/catalogue.js';

export const priorityLevelEvents = declareEvents({
  'priority_level.created': { version: 1, of: 'WaitlistPriorityLevel', says: 'A priority level was added.' },
  'priority_level.updated': { version: 1, of: 'WaitlistPriorityLevel', says: 'A priority level was changed.', changes: true },
  'priority_level.deleted': { version: 1, of: 'WaitlistPriorityLevel', says: 'A priority level was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    priorityLevels: typeof priorityLevelEvents;
  }
}
