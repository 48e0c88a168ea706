import { declareEvents } from '../../events/catalogue.js';
import { anId } from '../../events/pieces.js';

export const calendarLinkEvents = declareEvents({
  'calendar_link.created': { version: 1, of: 'CalendarFeed', says: 'A calendar link was made.', data: { userId: anId } },
  'calendar_link.revoked': { version: 1, of: 'CalendarFeed', says: 'A calendar link was ended.', data: { userId: anId } },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    calendarLinks: typeof calendarLinkEvents;
  }
}
