import { declareEvents } from '../../events/catalogue.js';

export const programEvents = declareEvents({
  'funding_program.created': { version: 1, of: 'FundingProgram', says: 'A funding program was added.' },
  'funding_program.updated': { version: 1, of: 'FundingProgram', says: 'A funding program was changed.', changes: true },
  'funding_program.deleted': { version: 1, of: 'FundingProgram', says: 'A funding program was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    programs: typeof programEvents;
  }
}
