import { declareEvents } from '../../events/catalogue.js';
import { anId, orNone } from '../../events/pieces.js';

export const seriesEvents = declareEvents({
  'series.booked': {
    version: 1,
    of: 'AppointmentRecurrencePattern',
    says: 'A series was booked, or split off from another; its appointments have events of their own.',
    data: { splitFromId: orNone(anId) },
  },
  'series.updated': {
    version: 1,
    of: 'AppointmentRecurrencePattern',
    says: 'The rule of a series was changed.',
    changes: true,
  },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    series: typeof seriesEvents;
  }
}
