import { declareEvents } from '../../events/catalogue.js';

export const appointmentTypeEvents = declareEvents({
  'appointment_type.created': { version: 1, of: 'AppointmentType', says: 'An appointment type was added.' },
  'appointment_type.updated': {
    version: 1,
    of: 'AppointmentType',
    says: 'An appointment type was changed.',
    changes: true,
  },
  'appointment_type.deleted': { version: 1, of: 'AppointmentType', says: 'An appointment type was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    appointmentTypes: typeof appointmentTypeEvents;
  }
}
