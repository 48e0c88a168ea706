/** Says what keeps a record from being deleted: by kind and number, as far as the person may know of it. */
import { joined } from '../kernel/words.js';
import type { Ctx } from '../access/context.js';
import { refusedDelete } from '../database/errors.js';
import { type AppError, conflict } from '../kernel/errors.js';
import { columnsOf, modelOfTable } from '../database/data-model.js';
import { delegate } from './delegate.js';
import { countHeld, type Holder, holdersOf } from './in-use.queries.js';
import { recordAccess, scopeWhere } from './records.access.js';
import type { ModelName } from '../database/data-model.js';
import { hasRules, rulesOf } from './registry.js';

/** Beyond that it is "more than 1000": nobody deletes so many by hand. */
const MOST = 1000;

interface Held {
  model: ModelName;
  count: number;
}

/** How many of the rows that hold on to the record the actor may see. */
async function countSeen(ctx: Ctx, model: ModelName, holder: Holder, id: string, count: number): Promise<number> {
  if (!hasRules(model) || !recordAccess(ctx.actor, model).view) return 0;
  const scope = scopeWhere(ctx.actor, model);
  if (Object.keys(scope).length === 0) return count;
  const field = [...columnsOf(model).values()].find((one) => (one.dbName ?? one.name) === holder.column);
  if (!field) return 0;
  return delegate({ ...ctx, db: ctx.root.prisma }, model).count({
    where: { AND: [{ [field.name]: BigInt(id) }, scope] },
    take: MOST + 1,
  });
}

const inWords = ({ model, count }: Held): string => {
  const { what, many = plural(what) } = rulesOf(model);
  if (count === 1) return `1 ${what}`;
  return count > MOST ? `more than ${MOST} ${many}` : `${count} ${many}`;
};

const plural = (what: string): string => (/[^aeiou]y$/.test(what) ? `${what.slice(0, -1)}ies` : `${what}s`);

/**
 * The refusal of a delete that the database refused because other rows refer to the row: 409 `record.in_use`, with the kinds and
 * how many there are of each (`clashesWith`). Undefined for any other error. To be called when the transaction is over.
 */
export async function inUse(ctx: Ctx, error: unknown): Promise<AppError | undefined> {
  const refused = refusedDelete(error);
  const target = refused && modelOfTable(refused.table);
  if (!refused || !target) return undefined;
  const what = hasRules(target) ? rulesOf(target).what : 'record';
  const holders = refused.id === undefined ? [] : await holdersOf(ctx, refused.table);
  const counts = refused.id === undefined ? [] : await countHeld(ctx, holders, refused.id, MOST + 1);
  const seen = new Map<ModelName, number>();
  let unseen = false;
  for (const [index, holder] of holders.entries()) {
    const count = counts[index] ?? 0;
    const model = modelOfTable(holder.table);
    if (count === 0) continue;
    const visible = model ? await countSeen(ctx, model, holder, refused.id ?? '', count) : 0;
    if (visible < count) unseen = true;
    if (model && visible > 0) seen.set(model, (seen.get(model) ?? 0) + visible);
  }
  const held = [...seen].map(([model, count]) => ({ model, count }));
  const named = held.map(inWords);
  if (unseen) named.push(named.length > 0 ? 'others that you may not see' : 'records that you may not see');
  if (named.length === 0) named.push('other records');
  const one = named.length === 1 && held[0]?.count === 1;
  return conflict(
    'record.in_use',
    `This ${what} cannot be deleted: ${joined(named)} ${one ? 'refers' : 'refer'} to it.${insteadOf(target)}`,
    {
      details: { clashesWith: Object.fromEntries(held.map(({ model, count }) => [kindOf(model), count])) },
      cause: error,
    },
  );
}

/** What to do with such a record otherwise. */
function insteadOf(model: ModelName): string {
  const columns = columnsOf(model);
  if (model === 'Learner') return ' Set the learner inactive instead.';
  if (columns.has('isActive')) return ' Deactivate it instead.';
  return columns.has('isAvailable') ? ' Mark it as not available instead.' : '';
}

/** `InvoiceLineItem` → `invoiceLineItem`. */
const kindOf = (model: ModelName): string => model[0]?.toLowerCase() + model.slice(1);
