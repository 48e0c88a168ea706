/** How a payment plan can stand. `payment_plan_state` of its migration says which it is. */
export const PLAN_STATUSES = ['ACTIVE', 'KEPT', 'BROKEN', 'ENDED'] as const;
