/** How a use case says what happened. */
import { changedFields } from '../audit/audit.service.js';
import { afterCommit, type Ctx } from '../access/context.js';
import type { DataOf, EventName, SpecOf } from './catalogue.js';
import { EVENTS_TABLE } from './events.queries.js';
import { type Happening, listenersTo, specOf } from './listeners.js';
import type { Told } from './pieces.js';

/** What is said of one record: what its event declares, and nothing else. */
export type About<Name extends EventName> = {
  id: bigint | string;
  /** The client whose record it is, where it is one's. */
  clientId?: bigint | null;
} & (SpecOf<Name> extends { data: object } ? { data: DataOf<Name> } : { data?: never }) &
  (SpecOf<Name> extends { changes: true } ? { before: object; after: object } : { before?: never; after?: never });

interface AnyAbout {
  id: bigint | string;
  clientId?: bigint | null;
  data?: Readonly<Record<string, unknown>>;
  before?: object;
  after?: object;
}

/**
 * Says what happened, in the transaction of the change: listeners in the transaction run now, the events are stored with what else the
 * transaction writes at its end, and the other listeners run when it is durable. An event that tells a change is not said where nothing
 * differs. Throws what a listener in the transaction throws, and outside of a transaction.
 * @param about one record, or several to which the same happened at once
 */
export async function emit<Name extends EventName>(
  ctx: Ctx,
  name: Name,
  about: About<Name> | readonly About<Name>[],
): Promise<void>;
export async function emit(ctx: Ctx, name: EventName, about: AnyAbout | readonly AnyAbout[]): Promise<void> {
  if (!ctx.transaction) throw new Error(`${name} was said outside of a transaction.`);
  const spec = specOf(name);
  const happenings = [about].flat().flatMap(({ id, clientId = null, data = {}, before, after }): Happening[] => {
    const changed = before && after ? changedFields(before, after) : [];
    return spec.changes && changed.length === 0 ? [] : [{ name, id, clientId, data, changed }];
  });
  if (happenings.length === 0) return;
  ctx.transaction.inserts.add(
    EVENTS_TABLE,
    happenings.map(({ id, clientId, data, changed }) => ({
      name,
      version: spec.version,
      recordType: spec.of,
      recordId: String(id),
      clientId,
      occurredAt: ctx.now(),
      actorId: ctx.actor.id,
      requestId: ctx.requestId,
      data: {
        ...Object.fromEntries(
          Object.entries(spec.data ?? {})
            .filter(([, { passing }]) => !passing)
            .map(([field, piece]): [string, Told] => [field, piece.tell(data[field])]),
        ),
        ...(spec.changes ? { changed } : {}),
      },
    })),
  );
  for (const { listen } of listenersTo(name, 'IN_TRANSACTION')) await listen(ctx, happenings);
  const later = listenersTo(name, 'AFTER_COMMIT');
  // The transaction is over by then: what they do stands by itself.
  const outside: Ctx = { ...ctx, db: ctx.root.prisma, pool: ctx.root.pool, transaction: null, idempotency: null };
  for (const { listen } of later) await afterCommit(ctx, () => listen(outside, happenings));
}
