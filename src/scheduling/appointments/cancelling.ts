/** What the buttons that call appointments off ask: why, and who does so, as the calendar asks it. */
import type { Ctx } from '../../access/context.js';
import type { Answers, AskedField, Choice } from '../../records/actions.js';
import { cancellationReasons } from '../cancellation-reasons/cancellation-reasons.service.js';
import { check } from '../../kernel/fields.js';
import { cancellation } from './appointments.input.js';
import { cancelAppointment } from './cancel.service.js';
import { PARTIES } from './rules/parties.js';

/** Those of the practice's list that are in use. Throws 403 for who may not see appointments. */
export async function reasonsInUse(ctx: Ctx): Promise<Choice[]> {
  const reasons = await cancellationReasons.list(ctx);
  return reasons.filter(({ isActive }) => isActive).map(({ id, name }) => ({ id: String(id), name }));
}

export const ASKS_WHY: readonly AskedField[] = [
  { name: 'reasonId', label: 'Reason', none: 'Another reason', choices: reasonsInUse },
  { name: 'party', label: 'Who calls it off?', none: 'As usual for this reason', choices: () => Promise.resolve(PARTIES) },
  { name: 'reason', label: 'Why, in words', required: true, unless: 'reasonId' },
];

/** Calls it off for what was filled in: what was left empty was not said. Throws as cancelAppointment. */
export function cancelFor(ctx: Ctx, id: bigint, { reason = '', reasonId = '', party = '' }: Answers): Promise<void> {
  const why = check(cancellation, {
    ...(reason.trim() && { reason: reason.trim() }),
    ...(reasonId && { reasonId }),
    ...(party && { party }),
  });
  return cancelAppointment(ctx, id, why);
}
