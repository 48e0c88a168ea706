import { declareEvents } from '../../events/catalogue.js';

export const billingSettingsEvents = declareEvents({
  'billing_settings.updated': {
    version: 1,
    of: 'BillingSettings',
    says: 'The terms, words or paper of new invoices were changed.',
    changes: true,
  },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    billingSettings: typeof billingSettingsEvents;
  }
}
