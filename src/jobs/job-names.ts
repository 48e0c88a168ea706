/** A job's name. */
export type JobName =
  | 'send-outbox'
  | 'remind'
  | 'tell-freed-places'
  | 'expire-offers'
  | 'billing-day'
  | 'invoice-runs'
  | 'card-payments'
  | 'payment-plans'
  | 'seal'
  | 'prune';
