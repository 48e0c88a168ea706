import { declareEvents } from '../../events/catalogue.js';

export const billingTextEvents = declareEvents({
  'billing_text.updated': {
    version: 1,
    of: 'ContentTranslation',
    says: 'What papers of billing say in a language was written, changed or taken away.',
  },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    billingTexts: typeof billingTextEvents;
  }
}
