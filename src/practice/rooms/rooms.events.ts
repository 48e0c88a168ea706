import { declareEvents } from '../../events/catalogue.js';

export const roomEvents = declareEvents({
  'room.created': { version: 1, of: 'TherapyRoom', says: 'A room was added.' },
  'room.updated': { version: 1, of: 'TherapyRoom', says: 'A room was changed.', changes: true },
  'room.deleted': { version: 1, of: 'TherapyRoom', says: 'A room was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    rooms: typeof roomEvents;
  }
}
