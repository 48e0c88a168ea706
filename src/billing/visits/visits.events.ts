import { declareEvents } from '../../events/catalogue.js';

export const visitEvents = declareEvents({
  'visit_waiver.created': { version: 1, of: 'VisitWaiver', says: 'Nobody is asked to pay for a visit.' },
  'visit_waiver.deleted': { version: 1, of: 'VisitWaiver', says: 'A visit can be billed again.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    visits: typeof visitEvents;
  }
}
