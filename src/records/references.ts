/**
 * What a record may refer to: only records that the actor can see already (before the write: afterwards an appointment
 * would have put its client on the caseload), and only such of the same client.
 */
import type { ModelName } from '../database/data-model.js';
import type { Ctx } from '../access/context.js';
import { unprocessable } from '../kernel/errors.js';
import { columnsOf, modelOf } from '../database/data-model.js';
import { delegate } from './delegate.js';
import { scopeWhere } from './records.access.js';
import type { Row } from './records.types.js';
import { hasRules, rulesOf } from './registry.js';

interface Reference {
  /** The field that holds the id: `learnerId`. */
  field: string;
  target: ModelName;
}

/** A group brings learners of several clients together. */
const OF_SEVERAL_CLIENTS = new Set<ModelName>(['AppointmentGroupParticipant']);

/** The model's references to kinds that hang off a client. */
function scopedReferences(model: ModelName): Reference[] {
  return modelOf(model).fields.flatMap((relation) => {
    const field = relation.relationFromFields?.[0];
    const target = relation.type as ModelName;
    return field && hasRules(target) && rulesOf(target).scope.kind === 'client' ? [{ field, target }] : [];
  });
}

/** Where the referred record says whose it is. */
const ownClient = (target: ModelName): string | undefined =>
  target === 'Client' ? 'id' : columnsOf(target).has('clientId') ? 'clientId' : undefined;

/**
 * Holds the references of `row` (the record as it will be) to the actor's present scope, those in `changed`; and all of them
 * to one client. Throws 422 at the field; a record out of scope reads like one that isn't there.
 */
export async function requireReferences(ctx: Ctx, model: ModelName, row: Row, changed: ReadonlySet<string>): Promise<void> {
  const references = scopedReferences(model).filter(({ field }) => row[field] !== null && row[field] !== undefined);
  if (!references.some(({ field }) => changed.has(field))) return;
  const clients: { field: string; id: bigint }[] = [];
  for (const { field, target } of references) {
    const scope = changed.has(field) ? scopeWhere(ctx.actor, target) : {};
    const column = ownClient(target);
    const select = { id: true, ...(column ? { [column]: true } : {}) };
    const found = await delegate(ctx, target).findFirst({ where: { AND: [{ id: row[field] }, scope] }, select });
    if (!found) throw unprocessable('reference.not_found', 'This refers to a record that does not exist.', field);
    const client = column === undefined ? undefined : found[column];
    if (typeof client === 'bigint') clients.push({ field, id: client });
  }
  if (OF_SEVERAL_CLIENTS.has(model)) return;
  const stranger = clients.find(({ id }) => id !== clients[0]?.id);
  if (stranger)
    throw unprocessable(
      'reference.other_client',
      'This belongs to another client.',
      changed.has(stranger.field) ? stranger.field : clients[0]?.field,
    );
}
