import { Permission as P } from '../../access/permissions.js';
import { record } from '../../records/description.js';
import { changes } from '../../records/forms.js';
import { settingsChanges } from './settings.input.js';
import { updateBillingSettings } from './settings.service.js';

export const billingSettingsRecord = record('BillingSettings', {
  what: 'billing settings',
  permissions: { view: P.VIEW_BILLING, create: null, edit: P.EDIT_PRACTICE, delete: null },
  scope: 'none',
  search: [],
  title: () => 'How the practice bills',
  panel: {
    label: 'Billing settings',
    list: ['paymentTermsDays', 'paperSize', 'termsConditions', 'paymentInstructions'],
    form: ['paymentTermsDays', 'termsConditions', 'paymentInstructions', 'invoiceFooter', 'paperSize'],
    labels: { paymentTermsDays: 'Days until an invoice is due', termsConditions: 'Terms and conditions' },
    help: {
      paymentTermsDays: 'Where a client has no terms of their own. 0 to 365.',
      termsConditions:
        'New invoices begin with it; those that are there keep what they say. {due} becomes the day on which one is due. Without it, an invoice with other days than those above says “Due on …” instead.',
      paymentInstructions: 'New invoices begin with it; those that are there keep what they say.',
      invoiceFooter: 'At the foot of each page.',
    },
  },
  actions: {
    logo: {
      kind: 'page',
      label: 'Logo on papers',
      icon: 'Image',
      permissions: [P.VIEW_BILLING, P.EDIT_PRACTICE],
      component: 'Logo',
    },
    texts: {
      kind: 'page',
      label: 'In other languages',
      icon: 'Globe',
      permissions: [P.VIEW_BILLING, P.EDIT_PRACTICE],
      component: 'BillingTexts',
    },
  },
  constraints: {
    billing_settings_terms_check: {
      code: 'invoice.terms',
      path: 'paymentTermsDays',
      detail: 'An invoice is due within 0 to 365 days.',
    },
  },
  // There is one row: the API knows it without an id.
  update: changes(settingsChanges, (ctx, _id, input) => updateBillingSettings(ctx, input)),
});
