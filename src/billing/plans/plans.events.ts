import { declareEvents } from '../../events/catalogue.js';
import { oneOf } from '../../events/pieces.js';
import { PLAN_STATUSES } from './plan-status.js';

export const planEvents = declareEvents({
  'payment_plan.created': { version: 1, of: 'PaymentPlan', says: 'A client pays what they owe in instalments.' },
  'payment_plan.updated': { version: 1, of: 'PaymentPlan', says: 'The note of a payment plan was changed.', changes: true },
  'payment_plan.moved': {
    version: 1,
    of: 'PaymentPlan',
    says: 'A payment plan stands otherwise: it was kept, broken, taken up again, or ended.',
    data: { status: oneOf(PLAN_STATUSES) },
  },
});

declare module '../../events/catalogue.js' {
  interface Catalogue {
    plans: typeof planEvents;
  }
}
