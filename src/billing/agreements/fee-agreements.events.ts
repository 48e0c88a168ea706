import { declareEvents } from '../../events/catalogue.js';

export const feeAgreementEvents = declareEvents({
  'fee_agreement.created': { version: 1, of: 'FeeAgreement', says: 'A client pays something else than the list price.' },
  'fee_agreement.updated': { version: 1, of: 'FeeAgreement', says: 'A fee agreement was changed or ended.', changes: true },
  'fee_agreement.deleted': { version: 1, of: 'FeeAgreement', says: 'A fee agreement was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    feeAgreements: typeof feeAgreementEvents;
  }
}
