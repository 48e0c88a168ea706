import type { ModelName } from '../database/data-model.js';
import type { Ctx } from '../access/context.js';
import { delegateName } from '../database/data-model.js';
import type { Row } from './records.types.js';

/** What Prisma offers for every model alike. */
interface Delegate {
  findMany(args: object): Promise<Row[]>;
  findFirst(args: object): Promise<Row | null>;
  count(args: object): Promise<number>;
  create(args: object): Promise<Row>;
  createManyAndReturn(args: object): Promise<Row[]>;
  update(args: object): Promise<Row>;
  delete(args: object): Promise<Row>;
}

/** Prisma's door to the model, in the transaction of ctx if it is in one. */
export function delegate(ctx: Ctx, model: ModelName): Delegate {
  return Reflect.get(ctx.db, delegateName(model)) as Delegate;
}
