import { declareEvents } from '../../events/catalogue.js';
import { oneOf } from '../../events/pieces.js';
import { CLAIM_STATUSES } from '../rules/claim-status.js';

const STATUS = { status: oneOf(CLAIM_STATUSES) };

export const claimEvents = declareEvents({
  'claim.created': { version: 1, of: 'InsuranceClaim', says: 'A claim was built.' },
  'claim.updated': { version: 1, of: 'InsuranceClaim', says: 'Numbers, dates or notes of a claim were changed.', changes: true },
  'claim.moved': {
    version: 1,
    of: 'InsuranceClaim',
    says: 'A claim has another status: it was submitted, acknowledged, rejected, appealed, voided.',
    data: STATUS,
  },
  'claim.answered': { version: 1, of: 'InsuranceClaim', says: 'An insurer’s answer was recorded.', data: STATUS },
  'claim.answer_reversed': { version: 1, of: 'InsuranceClaim', says: 'An answer was taken back.', data: STATUS },
  'claim.passed_on': { version: 1, of: 'InsuranceClaim', says: 'What an insurer does not pay is asked of somebody else.' },
  'claim.deleted': { version: 1, of: 'InsuranceClaim', says: 'A claim that was never submitted was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    claims: typeof claimEvents;
  }
}
