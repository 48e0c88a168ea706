import { declareEvents } from '../../events/catalogue.js';

export const periodEvents = declareEvents({
  'billing_period.closed': { version: 1, of: 'BillingPeriod', says: 'A month of the books was closed.' },
  'billing_period.reopened': { version: 1, of: 'BillingPeriod', says: 'A closed month was opened again, with a reason.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    billingPeriods: typeof periodEvents;
  }
}
