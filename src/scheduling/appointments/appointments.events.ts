import { declareEvents } from '../../events/catalogue.js';
import { aFlag, anId, anInstant, oneOf, orNone } from '../../events/pieces.js';

/** Where and when it is, and whose. */
const PLACE = {
  startTime: anInstant,
  endTime: anInstant,
  therapistId: anId,
  learnerId: orNone(anId),
  locationId: orNone(anId),
  roomId: orNone(anId),
  seriesId: orNone(anId),
};
const TIME = { startTime: anInstant, endTime: anInstant };
const PARTICIPANT = { learnerId: anId };

export const appointmentEvents = declareEvents({
  'appointment.booked': {
    version: 1,
    of: 'Appointment',
    says: 'An appointment was booked, by itself or with its series; or what held a time became one.',
    data: PLACE,
  },
  'appointment.held': { version: 1, of: 'Appointment', says: 'A time is held for an offer of the waitlist.', data: PLACE },
  'appointment.released': { version: 1, of: 'Appointment', says: 'A time is not held any more.', data: TIME },
  'appointment.moved': { version: 1, of: 'Appointment', says: 'An appointment has another time.', data: PLACE },
  'appointment.updated': {
    version: 1,
    of: 'Appointment',
    says: 'Something else about an appointment was changed: people, place, texts, notes.',
    changes: true,
  },
  'appointment.confirmed': { version: 1, of: 'Appointment', says: 'An appointment was confirmed.' },
  'appointment.unconfirmed': { version: 1, of: 'Appointment', says: 'An appointment is scheduled, and confirmed no more.' },
  'appointment.completed': { version: 1, of: 'Appointment', says: 'An appointment took place.', data: TIME },
  'appointment.missed': { version: 1, of: 'Appointment', says: 'The client did not come.', data: TIME },
  'appointment.cancelled': {
    version: 1,
    of: 'Appointment',
    says: 'An appointment was called off: its time is free.',
    data: { ...PLACE, late: aFlag, party: orNone(oneOf(['CLIENT', 'THERAPIST', 'PRACTICE', 'OTHER'])) },
  },
  'appointment.reopened': {
    version: 1,
    of: 'Appointment',
    says: 'An appointment that was over or called off takes place.',
    data: PLACE,
  },
  'appointment.deleted': {
    version: 1,
    of: 'Appointment',
    says: 'An appointment that should never have been booked is deleted. Listeners in the transaction still find its row.',
  },
  'appointment.participant_added': { version: 1, of: 'Appointment', says: 'A learner takes part in a group.', data: PARTICIPANT },
  'appointment.participant_noted': {
    version: 1,
    of: 'Appointment',
    says: 'What is noted about a learner in a group was changed.',
    data: PARTICIPANT,
    changes: true,
  },
  'appointment.participant_removed': {
    version: 1,
    of: 'Appointment',
    says: 'A learner takes part in a group no more.',
    data: PARTICIPANT,
  },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    appointments: typeof appointmentEvents;
  }
}
