import { declareEvents } from '../../events/catalogue.js';

export const clientPayerEvents = declareEvents({
  'client_payer.created': { version: 1, of: 'ClientPayer', says: 'Somebody pays a part of what a client is billed.' },
  'client_payer.updated': {
    version: 1,
    of: 'ClientPayer',
    says: 'What somebody pays of a client’s bills was changed.',
    changes: true,
  },
  'client_payer.deleted': { version: 1, of: 'ClientPayer', says: 'Somebody pays nothing of a client’s bills any more.' },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    clientPayers: typeof clientPayerEvents;
  }
}
