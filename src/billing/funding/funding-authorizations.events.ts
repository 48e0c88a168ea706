import { declareEvents } from '../../events/catalogue.js';

const of = 'FundingAuthorization';

export const fundingAuthorizationEvents = declareEvents({
  'funding_authorization.drawn': { version: 1, of, says: 'A funding source took over what a client owed of an invoice.' },
  'funding_authorization.updated': {
    version: 1,
    of,
    says: 'Number, notes or amount of what an invoice draws on a funding source were changed.',
    changes: true,
  },
  'funding_authorization.released': {
    version: 1,
    of,
    says: 'A client owes again what an invoice had drawn on a funding source.',
  },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    fundingAuthorizations: typeof fundingAuthorizationEvents;
  }
}
