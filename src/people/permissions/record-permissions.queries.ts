import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Binding, listPage, type ListDefinition, type Page } from '../../database/lists.js';
import type { RecordPermissionFacts, RecordPermissionListQuery } from './record-permissions.dto.js';

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

function conditions(ctx: Ctx, of: Of, binding: Binding): string[] {
  const { bind } = binding;
  const where = learnerConditions(
    ctx.actor,
    Permission.MANAGE_RECORD_PERMISSION,
    { client: CLIENT, learner: 'r.learner_id' },
    binding,
  );
  if (of.clientId !== undefined) {
    const id = `${bind(String(of.clientId))}::bigint`;
    where.push(`(r.client_id = ${id} OR r.learner_id IN (SELECT id FROM learners WHERE client_id = ${id}))`);
  }
  if (of.learnerId !== undefined) where.push(`r.learner_id = ${bind(String(of.learnerId))}::bigint`);
  if (of.userId !== undefined) where.push(`r.user_id = ${bind(String(of.userId))}::bigint`);
  return where;
}

/** The entries that match, of clients and learners that the actor may see. */
export function listRecordPermissionRows(ctx: Ctx, of: Of, query: RecordPermissionListQuery): Promise<Page<FactsRow>> {
  const binding = new Binding();
  const where = conditions(ctx, of, binding);
  if (query.permission) where.push(`t.name = ${binding.bind(query.permission)}`);
  if (query.granted !== undefined) where.push(`r.granted = ${binding.bind(query.granted)}`);
  return listPage(ctx, LIST, query, where, binding);
}

/** One entry, if it is of a client or learner that the actor may see. Inside a transaction it reads through the transaction. */
export async function findRecordPermissionRow(ctx: Ctx, id: bigint): Promise<RecordPermissionFacts | undefined> {
  const binding = new Binding();
  const where = [`r.id = ${binding.bind(String(id))}::bigint`, ...conditions(ctx, {}, binding)];
  const text = `SELECT ${LIST.select} FROM ${LIST.from} WHERE ${where.join(' AND ')}`;
  return (await prepared<FactsRow>(ctx.pool, text, binding.values))[0];
}
