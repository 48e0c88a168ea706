import type { Answers } from '../../events/questions.js';
import { anyPlan, onActivePlans } from './plans.queries.js';
import { movePlansOf } from './plans.service.js';

export const planAnswers: Pick<Answers, 'invoice.asAgreed'> = {
  'invoice.asAgreed': async (tx, invoiceIds) => {
    if (!(await anyPlan(tx, invoiceIds))) return new Map();
    await movePlansOf(tx, invoiceIds);
    return new Map((await onActivePlans(tx, invoiceIds)).map((id) => [id, true as const]));
  },
};
