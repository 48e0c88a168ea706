import { declareEvents } from '../../events/catalogue.js';

export const policyEvents = declareEvents({
  'policy.created': { version: 1, of: 'ClientInsurance', says: 'An insurance policy was added.' },
  'policy.updated': { version: 1, of: 'ClientInsurance', says: 'An insurance policy was changed.', changes: true },
  'policy.deleted': { version: 1, of: 'ClientInsurance', says: 'An insurance policy was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    policies: typeof policyEvents;
  }
}
