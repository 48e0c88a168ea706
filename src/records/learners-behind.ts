import type { Ctx } from '../context.js';
import { delegate } from './delegate.js';
import type { ModelName } from './records.types.js';
import { rulesOf } from './registry.js';

/** The learners that a record is about, on any path of its scope; nobody is looked for where no entry of the actor is about a learner. */
export async function learnersBehind(ctx: Ctx, model: ModelName, key: Record<string, unknown>): Promise<bigint[]> {
  const { scope } = rulesOf(model);
  if (scope.kind !== 'client' || !ctx.actor.recordRules.some(({ learnerId }) => learnerId !== null)) return [];
  const found: bigint[] = [];
  for (const path of scope.learners ?? []) {
    const select = path.reduceRight<unknown>((inner, name) => ({ [name]: inner === true ? true : { select: inner } }), true);
    const row: unknown = await delegate(ctx, model).findFirst({ where: key, select });
    const id = path.reduce<unknown>((at, name) => (at as Record<string, unknown> | null | undefined)?.[name], row);
    if (typeof id === 'bigint') found.push(id);
  }
  return found;
}
