/** Logs that people correct: what is added, changed or struck out by hand says so, with who, when and why. Nothing goes away. */
import type { ModelName } from '../database/data-model.js';
import type { Ctx } from '../access/context.js';
import { conflict, unprocessable } from '../kernel/errors.js';
import type { Row } from './records.types.js';
import { rulesOf } from './registry.js';

export type Correction = 'ADDED' | 'CHANGED' | 'STRUCK';

/**
 * What is written beside an entry that a person corrects; nothing for kinds that are no logs. Throws 422 at `correctionReason`
 * without a reason, 409 for an entry that was struck out.
 * @param before the entry as it is, unless it is new
 */
export function correctionOf(ctx: Ctx, model: ModelName, correction: Correction, reason: unknown, before?: Row): Row {
  // The seed tells a past that the server would have written down itself.
  if (!rulesOf(model).correctable || ctx.origin.door === 'seed') return {};
  if (before?.correction === 'STRUCK')
    throw conflict('log.struck_out', 'This entry was struck out, and stays so. Add another one if it was right.');
  const given = typeof reason === 'string' ? reason.trim() : '';
  if (!given) {
    throw unprocessable(
      'log.reason_required',
      'Say why the log is corrected; for another correction, in other words.',
      'correctionReason',
    );
  }
  // What a person added stays an entry that a person added, also when it is changed.
  const kept = correction === 'CHANGED' && before?.correction === 'ADDED' ? 'ADDED' : correction;
  return { correction: kept, correctionReason: given, correctedAt: ctx.now(), correctedBy: ctx.actor.id };
}
