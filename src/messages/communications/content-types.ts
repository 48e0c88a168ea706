/** What stands among the translations by its name, for those who look for it. */

/** Texts of papers, which billing keeps by itself (`/api/billing/texts`). */
export const BILLING_TEXT = 'BILLING_TEXT';
