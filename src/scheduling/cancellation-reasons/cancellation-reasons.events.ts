import { declareEvents } from '../../events/catalogue.js';

export const cancellationReasonEvents = declareEvents({
  'cancellation_reason.created': { version: 1, of: 'CancellationReason', says: 'A cancellation reason was added.' },
  'cancellation_reason.updated': {
    version: 1,
    of: 'CancellationReason',
    says: 'A cancellation reason was changed.',
    changes: true,
  },
  'cancellation_reason.deleted': { version: 1, of: 'CancellationReason', says: 'A cancellation reason was deleted.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    cancellationReasons: typeof cancellationReasonEvents;
  }
}
