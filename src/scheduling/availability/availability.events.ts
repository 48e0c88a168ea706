import { declareEvents } from '../../events/catalogue.js';
import { anId } from '../../events/pieces.js';

export const availabilityEvents = declareEvents({
  'working_hours.created': {
    version: 1,
    of: 'WorkingHours',
    says: 'A stretch of working hours was added.',
    data: { userId: anId },
  },
  'working_hours.updated': { version: 1, of: 'WorkingHours', says: 'A stretch of working hours was changed.', changes: true },
  'working_hours.deleted': {
    version: 1,
    of: 'WorkingHours',
    says: 'A stretch of working hours was deleted.',
    data: { userId: anId },
  },
  'time_off.created': { version: 1, of: 'TimeOff', says: 'A time off was added.', data: { userId: anId } },
  'time_off.updated': { version: 1, of: 'TimeOff', says: 'A time off was changed.', changes: true },
  'time_off.deleted': { version: 1, of: 'TimeOff', says: 'A time off was deleted.', data: { userId: anId } },
  'closure.created': { version: 1, of: 'PracticeClosure', says: 'A closure was added.' },
  'closure.updated': { version: 1, of: 'PracticeClosure', says: 'A closure was changed.', changes: true },
  'closure.deleted': { version: 1, of: 'PracticeClosure', says: 'A closure was deleted.' },
  'opening_hours.created': { version: 1, of: 'OpeningHours', says: 'A stretch of opening hours was added.' },
  'opening_hours.updated': { version: 1, of: 'OpeningHours', says: 'A stretch of opening hours was changed.', changes: true },
  'opening_hours.deleted': { version: 1, of: 'OpeningHours', says: 'A stretch of opening hours was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    availability: typeof availabilityEvents;
  }
}
