import { z } from 'zod';
import { day, id, line, listFields, money, optionalLine, whole } from '../../kernel/fields.js';
import { PLAN_STATUSES } from './plan-status.js';

export const planStatus = z.enum(PLAN_STATUSES).meta({
  id: 'PaymentPlanStatus',
  description:
    'ACTIVE: paid as agreed so far; KEPT: all of it is paid; BROKEN: an instalment is more than a week late; ENDED: by hand. ACTIVE, KEPT and BROKEN follow from the payments.',
});

export const planRhythm = z.enum(['WEEK', 'TWO_WEEKS', 'MONTH']).meta({
  id: 'PlanRhythm',
  description: 'From one instalment to the next. The 31st is the last day of a month that is shorter.',
});

const MOST_INVOICES = 20;
const MOST_INSTALMENTS = 60;

export const instalmentInput = z
  .strictObject({ dueOn: day(), amount: money().meta({ description: 'More than nothing.' }) })
  .meta({ id: 'InstalmentInput' });

export const newPaymentPlan = z
  .strictObject({
    clientId: id(),
    invoiceIds: z.array(id()).min(1).max(MOST_INVOICES).optional().meta({
      description: 'What is paid, in this order; left out: all that the client owes, the oldest first, at most 20 invoices.',
    }),
    count: whole(1, MOST_INSTALMENTS)
      .optional()
      .meta({ description: 'So many instalments, as alike as can be; with `rhythm` and `firstDueOn`.', example: 3 }),
    rhythm: planRhythm.nullish().meta({ description: 'From one to the next.' }),
    firstDueOn: day().optional().meta({ description: 'When the first one is due; today or later.' }),
    instalments: z
      .array(instalmentInput)
      .min(1)
      .max(MOST_INSTALMENTS)
      .optional()
      .meta({ description: 'Or each by itself, day after day; they come to what is owed, to the cent.' }),
    note: optionalLine(500).meta({ example: 'Agreed by phone' }),
  })
  .meta({ id: 'CreatePaymentPlanInput', description: 'What a client owes, in instalments.' });
export type NewPaymentPlan = z.output<typeof newPaymentPlan>;

export const planChanges = z
  .strictObject({ note: optionalLine(500) })
  .meta({ id: 'UpdatePaymentPlanInput', description: 'What was agreed to stays: end the plan, and make another.' });
export type PlanChanges = z.output<typeof planChanges>;

export const endPlanInput = z
  .strictObject({ reason: line(500).meta({ example: 'Agreed anew.' }) })
  .meta({ id: 'EndPaymentPlanInput', description: 'Why it does not count any more.' });

export const planList = z
  .strictObject({
    ...listFields(['createdAt', 'firstDueOn', 'updatedAt'], {
      description: 'The latest first if not said.',
      default: '-createdAt',
    }),
    clientId: id().optional(),
    invoiceId: id().optional().meta({ description: 'Over this invoice.' }),
    status: planStatus.optional().meta({ description: 'That stand so.' }),
  })
  .meta({ id: 'PaymentPlanListQuery' });
export type PlanList = z.output<typeof planList>;
