/** What a deletion will do, told before it is done: by doing it and taking it back, so that no rule is said twice. */
import type { ModelName } from '../../src/database/data-model.js';
import type { Ctx } from '../../src/access/context.js';
import { foreseeDeletion, foreseeDeletions } from '../../src/records/records.service.js';
import { useCasesOf } from '../../src/records/registry.js';
import type { DeleteOutcome } from '../../src/records/records.types.js';
import { messageOf, toPanelError } from './errors.js';

export interface Foreseen {
  outcome: DeleteOutcome | 'refused';
  words: string;
  /** It wants a reason. */
  asks?: true;
}

const WORDS: Record<DeleteOutcome, string> = {
  deleted: 'It will be gone for good. What was done to it stays in the audit trail.',
  archived: 'It has a history: it will be archived, not deleted, and can be found and brought back by its status.',
  credited: 'It was sent: a credit note will take back what it charged, and what was paid goes on account. It is not deleted.',
  reversed: 'The money will be taken back in the ledger, and what it paid is owed again. The entry stays.',
  voided: 'It was submitted: it will be voided, and stays in the list. What the policy owes stays with it.',
  released: 'What was drawn is owed by the client again. The entry stays, as released.',
  ended: 'It will be ended, and does not count any more. The entry stays.',
  'struck out': 'It stays in the log, marked as struck out.',
  deactivated: 'It has a history: it will be deactivated, not deleted, and can be activated again.',
};

/** More at once are not looked at one by one. */
const MOST = 50;

/**
 * Those of many that are removed at once, by id. What stands in the way of one stands in the way of all: then none is, and each is for itself.
 */
export async function togetherOrNone(
  work: () => Promise<ReadonlyMap<string, DeleteOutcome>>,
): Promise<ReadonlyMap<string, DeleteOutcome>> {
  try {
    return await work();
  } catch (error) {
    if (messageOf(toPanelError(error)) === undefined) throw error;
    return new Map();
  }
}

/** By id. What can't be foreseen throws: a bug. */
export async function foreseen(ctx: Ctx, model: ModelName, ids: readonly string[]): Promise<Record<string, Foreseen>> {
  const found: Record<string, Foreseen> = {};
  for (const [id, outcome] of await togetherOrNone(() => foreseeDeletions(ctx, model, ids)))
    found[id] = { outcome, words: WORDS[outcome] };
  for (const id of ids.filter((one) => !found[one]).slice(0, MOST)) {
    try {
      const outcome = await foreseeDeletion(ctx, model, id);
      const asks = useCasesOf(model).removeAsks?.includes(outcome);
      found[id] = { outcome, words: WORDS[outcome], ...(asks && { asks }) };
    } catch (error) {
      const words = messageOf(toPanelError(error));
      if (words === undefined) throw error;
      found[id] = { outcome: 'refused', words };
    }
  }
  return found;
}
