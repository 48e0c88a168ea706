import { declareEvents } from '../../events/catalogue.js';

export const paymentEvents = declareEvents({
  'payment.recorded': { version: 1, of: 'Receipt', says: 'Money came in.' },
  'payment.reversed': {
    version: 1,
    of: 'Receipt',
    says: 'Money that had been recorded was taken back: it bounced, or was a mistake.',
  },
  'payment.refunded': { version: 1, of: 'Receipt', says: 'Money of a receipt was given back.' },
  'credit.used': { version: 1, of: 'Invoice', says: 'An invoice was paid from money on account.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    payments: typeof paymentEvents;
  }
}
