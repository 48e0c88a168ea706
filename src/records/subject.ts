/** Whom a record is about, by the rules of its kind: looked for where it may go from one to another. */
import type { Subject } from '../access/scope.js';
import type { Ctx } from '../access/context.js';
import { modelOf } from '../database/data-model.js';
import { delegate } from './delegate.js';
import type { ModelName } from '../database/data-model.js';
import { rulesOf } from './registry.js';

/** The field among these that leads to another client or learner, if any does. */
export function leadingField(model: ModelName, fields: readonly string[]): string | undefined {
  const { scope } = rulesOf(model);
  if (scope.kind !== 'client') return undefined;
  const heads = [scope.path, ...(scope.learners ?? [])].flatMap(([first]) => {
    const relation = modelOf(model).fields.find(({ name }) => name === first);
    return relation?.relationFromFields?.length ? relation.relationFromFields : first === undefined ? [] : [first];
  });
  return fields.find((field) => heads.includes(field));
}

/** Whom the record is about now, on all paths of its scope. */
export async function subjectBehind(ctx: Ctx, model: ModelName, key: Record<string, unknown>): Promise<Subject> {
  const { scope } = rulesOf(model);
  if (scope.kind !== 'client') return { clientId: null, learnerIds: [] };
  const at = async (path: readonly string[]): Promise<bigint[]> => {
    const select = path.reduceRight<unknown>((inner, name) => ({ [name]: inner === true ? true : { select: inner } }), true);
    const row: unknown = await delegate(ctx, model).findFirst({ where: key, select });
    const id = path.reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], row);
    return typeof id === 'bigint' ? [id] : [];
  };
  const learnerIds: bigint[] = [];
  for (const path of scope.learners ?? []) learnerIds.push(...(await at(path)));
  const [clientId = null] = await at([...scope.path, 'id']);
  return { clientId, learnerIds };
}
