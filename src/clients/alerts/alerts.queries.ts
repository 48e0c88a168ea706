import { Permission } from '../../access/permissions.js';
import { learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import type { AlertKind } from '../../generated/requests/alerts.js';

export interface AlertRow {
  id: string;
  clientId: string;
  learnerId: string | null;
  learnerName: string | null;
  kind: AlertKind;
  text: string;
  createdAt: Date;
  updatedAt: Date;
}

/** A client has a handful; the bound keeps the list whole on one page. */
export const MOST_ALERTS = 50;

/**
 * The alerts of a client that the actor may see, in the order of their kinds: those about a learner out of sight are not among them.
 * @param id that one alone
 */
export async function listAlertRows(ctx: Ctx, clientId: bigint, id?: bigint): Promise<AlertRow[]> {
  const columns = { client: 'a.client_id', learner: 'a.learner_id' };
  const where = new Conditions((binding) => learnerConditions(ctx.actor, Permission.VIEW_CLIENT, columns, binding))
    .id('a.client_id', clientId)
    .id('a.id', id);
  return prepared<AlertRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT a.id::text, a.client_id::text AS "clientId", a.learner_id::text AS "learnerId",
      l.first_name || ' ' || l.last_name AS "learnerName", a.kind::text, a.text, a.created_at AS "createdAt", a.updated_at AS "updatedAt"
    FROM client_alerts a LEFT JOIN learners l ON l.id = a.learner_id
    WHERE ${where.sql} ORDER BY a.kind, a.id LIMIT ${MOST_ALERTS}`,
    where.values,
  );
}
