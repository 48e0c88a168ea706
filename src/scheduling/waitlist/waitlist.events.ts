import { declareEvents } from '../../events/catalogue.js';
import { anId, inPassing, oneOf, orNone } from '../../events/pieces.js';

const A_STATUS = oneOf(['WAITING', 'PLACED', 'CANCELLED']);
const OFFER = { waitlistId: anId, appointmentId: orNone(anId) };

export const waitlistEvents = declareEvents({
  'waitlist.entered': { version: 1, of: 'WaitlistEntry', says: 'A client’s wish was put on the waitlist.' },
  'waitlist.updated': { version: 1, of: 'WaitlistEntry', says: 'An entry of the waitlist was changed.', changes: true },
  'waitlist.moved': {
    version: 1,
    of: 'WaitlistEntry',
    says: 'An entry went to another status: placed, waiting again, taken off.',
    data: { from: A_STATUS, to: A_STATUS, appointmentId: orNone(anId) },
  },
  'waitlist.deleted': { version: 1, of: 'WaitlistEntry', says: 'An entry was deleted.' },
  'waitlist.offer_made': {
    version: 1,
    of: 'WaitlistOffer',
    says: 'A free time was offered and is held.',
    // What takes the time: for the message to the family.
    data: { ...OFFER, token: inPassing },
  },
  'waitlist.offer_moved': {
    version: 1,
    of: 'WaitlistOffer',
    says: 'The held time of an offer went to another clock.',
    data: OFFER,
  },
  'waitlist.offer_accepted': { version: 1, of: 'WaitlistOffer', says: 'An offer was accepted: its time is booked.', data: OFFER },
  'waitlist.offer_declined': { version: 1, of: 'WaitlistOffer', says: 'An offer was declined.', data: OFFER },
  'waitlist.offer_expired': { version: 1, of: 'WaitlistOffer', says: 'An offer ran out.', data: OFFER },
  'waitlist.offer_withdrawn': { version: 1, of: 'WaitlistOffer', says: 'An offer was taken back.', data: OFFER },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    waitlist: typeof waitlistEvents;
  }
}
