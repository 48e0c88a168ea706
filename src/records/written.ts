/** Whether somebody may still see what an earlier request of theirs wrote: its answer is repeated to nobody else. */
import type { Ctx, WrittenRecord } from '../access/context.js';
import { keyFields, whereId } from '../database/data-model.js';
import { delegate } from './delegate.js';
import { recordAccess, scopeWhere } from './records.access.js';
import type { ModelName } from '../database/data-model.js';
import { hasRules, rulesOf } from './registry.js';

async function sees(ctx: Ctx, model: ModelName, ids: readonly string[]): Promise<boolean> {
  if (!recordAccess(ctx.actor, model).view) return false;
  const scope = scopeWhere(ctx.actor, model);
  const [key = 'id', ...more] = keyFields(model);
  const keys = ids.map((id) => whereId(model, id, rulesOf(model).what));
  const these = more.length > 0 ? { OR: keys } : { [key]: { in: keys.map((one) => one[key]) } };
  return (await delegate(ctx, model).count({ where: { AND: [these, scope] } })) === ids.length;
}

/** False where one of the records is gone, or is not this actor's to see. One query a kind. */
export async function seesWritten(ctx: Ctx, records: readonly WrittenRecord[]): Promise<boolean> {
  const kinds = new Map<ModelName, Set<string>>();
  for (const { type, id } of records) {
    const model = type as ModelName;
    if (hasRules(model)) kinds.set(model, (kinds.get(model) ?? new Set()).add(id));
  }
  for (const [model, ids] of kinds) if (!(await sees(ctx, model, [...ids]))) return false;
  return true;
}
