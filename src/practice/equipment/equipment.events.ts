import { declareEvents } from '../../events/catalogue.js';

export const equipmentEvents = declareEvents({
  'equipment.created': { version: 1, of: 'TherapyEquipment', says: 'A piece of equipment was added.' },
  'equipment.updated': { version: 1, of: 'TherapyEquipment', says: 'A piece of equipment was changed.', changes: true },
  'equipment.deleted': { version: 1, of: 'TherapyEquipment', says: 'A piece of equipment was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    equipment: typeof equipmentEvents;
  }
}
