import { declareEvents } from '../../events/catalogue.js';

export const authorizationEvents = declareEvents({
  'authorization.created': { version: 1, of: 'ServiceAuthorization', says: 'A payer agreed to services beforehand.' },
  'authorization.updated': {
    version: 1,
    of: 'ServiceAuthorization',
    says: 'What a payer agreed to was changed.',
    changes: true,
  },
  'authorization.deleted': {
    version: 1,
    of: 'ServiceAuthorization',
    says: 'An authorization on which no visit drew was deleted.',
  },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    authorizations: typeof authorizationEvents;
  }
}
