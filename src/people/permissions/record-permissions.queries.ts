import type { Actor } from '../../access/actor.js';
import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import type { Binding } from '../../database/binding.js';
import { Conditions, type Scope } from '../../database/conditions.js';
import { listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { RecordPermissionList } from './record-permissions.input.js';

/** The row behind an entry. */
export interface RecordPermissionFacts {
  id: string;
  userId: string;
  userName: string;
  permission: Permission;
  granted: boolean;
  clientId: string;
  learnerId: string | null;
  expiresAt: Date | null;
  grantedAt: Date;
  grantedBy: string | null;
}

type FactsRow = RecordPermissionFacts & Record<string, unknown>;

const CLIENT = 'coalesce(r.client_id, l.client_id)';
const LIST: ListDefinition = {
  select: `r.id::text, r.user_id::text AS "userId", u.first_name || ' ' || u.last_name AS "userName", t.name AS permission, r.granted,
    ${CLIENT}::text AS "clientId", r.learner_id::text AS "learnerId", r.expires_at AS "expiresAt", r.granted_at AS "grantedAt", r.granted_by::text AS "grantedBy"`,
  from: `record_permissions r JOIN users u ON u.id = r.user_id JOIN permission_types t ON t.id = r.permission_id LEFT JOIN learners l ON l.id = r.learner_id`,
  id: 'r.id',
  updatedAt: 'r.granted_at',
  // A client, a learner or a user has a bounded number of them: each is found by its own index, and sorted.
  sorts: { grantedAt: { sql: 'r.granted_at', type: 'timestamp' } },
  defaultSort: '-grantedAt',
};

/** Whose entries: of a client and its learners, of one learner, or of one user. */
export interface Of {
  clientId?: bigint;
  learnerId?: bigint;
  userId?: bigint;
}

const seen =
  (actor: Actor): Scope =>
  (binding) =>
    learnerConditions(actor, Permission.MANAGE_RECORD_PERMISSION, { client: CLIENT, learner: 'r.learner_id' }, binding);

const ofClient = (clientId: bigint, binding: Binding): string => {
  const id = binding.id(clientId);
  return `(r.client_id = ${id} OR r.learner_id IN (SELECT id FROM learners WHERE client_id = ${id}))`;
};

/** The entries that match, of clients and learners that the actor may see. */
export function listRecordPermissionRows(ctx: Ctx, of: Of, query: RecordPermissionList): Promise<Page<FactsRow>> {
  const where = new Conditions(seen(ctx.actor))
    .given(of.clientId, ofClient)
    .id('r.learner_id', of.learnerId)
    .id('r.user_id', of.userId)
    .is('t.name', query.permission)
    .is('r.granted', query.granted);
  return listPage(ctx, LIST, query, where);
}

/** One entry, if it is of a client or learner that the actor may see. Inside a transaction it reads through the transaction. */
export async function findRecordPermissionRow(ctx: Ctx, id: bigint): Promise<RecordPermissionFacts | undefined> {
  const where = new Conditions(seen(ctx.actor)).id('r.id', id);
  const text = `SELECT ${LIST.select} FROM ${LIST.from} WHERE ${where.sql}`;
  return (await prepared<FactsRow>(ctx.pool, text, where.values))[0];
}
