import { declareEvents } from '../../events/catalogue.js';

export const caregiverEvents = declareEvents({
  'caregiver.created': { version: 1, of: 'Caregiver', says: 'A caregiver was added.' },
  'caregiver.updated': { version: 1, of: 'Caregiver', says: 'A caregiver was changed.', changes: true },
  'caregiver.deleted': { version: 1, of: 'Caregiver', says: 'A caregiver was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    caregivers: typeof caregiverEvents;
  }
}
