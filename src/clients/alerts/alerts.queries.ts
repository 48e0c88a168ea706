import { Permission } from '../../access/permissions.js';
import { clientConditions, learnerConditions } from '../../access/policy.js';
import type { Ctx } from '../../access/context.js';
import { prepared } from '../../database/client.js';
import { Conditions } from '../../database/conditions.js';
import type { AlertKind } from '../../generated/requests/alerts.js';
import type { LanguageCode } from '../../generated/requests/users.js';

export interface AlertRow {
  id: string;
  clientId: string;
  clientName: string;
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
export function listAlertRows(ctx: Ctx, clientId: bigint, id?: bigint): Promise<AlertRow[]> {
  return rowsOf(ctx, seen(ctx).id('a.client_id', clientId).id('a.id', id), MOST_ALERTS);
}

/** Clients, and of whom it is about: a client's own learners, or all of them where none of theirs is named. */
export interface Those {
  clientIds: readonly bigint[];
  learnerIds: readonly bigint[];
}

/** Of all who come to a session. */
export const MOST_OF_THOSE = 200;

/** The alerts of those that the actor may see, and one more than MOST_OF_THOSE where there are more: what is about a client, and what is about the learners who are named. */
export function alertRowsOf(ctx: Ctx, { clientIds, learnerIds }: Those): Promise<AlertRow[]> {
  const where = seen(ctx).ids('a.client_id', clientIds);
  const { ids } = where.binding;
  where.and(`(a.learner_id IS NULL OR a.learner_id = ANY(${ids(learnerIds)})
    OR NOT EXISTS (SELECT FROM learners n WHERE n.client_id = a.client_id AND n.id = ANY(${ids(learnerIds)})))`);
  return rowsOf(ctx, where, MOST_OF_THOSE + 1);
}

const seen = (ctx: Ctx): Conditions =>
  new Conditions((binding) =>
    learnerConditions(ctx.actor, Permission.VIEW_CLIENT, { client: 'a.client_id', learner: 'a.learner_id' }, binding),
  );

const rowsOf = (ctx: Ctx, where: Conditions, most: number): Promise<AlertRow[]> =>
  prepared<AlertRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT a.id::text, a.client_id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName",
      a.learner_id::text AS "learnerId", l.first_name || ' ' || l.last_name AS "learnerName", a.kind::text, a.text,
      a.created_at AS "createdAt", a.updated_at AS "updatedAt"
    FROM client_alerts a JOIN clients c ON c.id = a.client_id LEFT JOIN learners l ON l.id = a.learner_id
    WHERE ${where.sql} ORDER BY a.kind, a.id LIMIT ${most}`,
    where.values,
  );

export interface InterpretedRow {
  clientId: string;
  clientName: string;
  language: LanguageCode;
  notes: string | null;
}

/** Which of these clients need an interpreter, as far as the actor may see them. */
export function interpretersFor(ctx: Ctx, clientIds: readonly bigint[]): Promise<InterpretedRow[]> {
  const where = new Conditions((binding) => clientConditions(ctx.actor, Permission.VIEW_CLIENT, 'c.id', binding))
    .ids('c.id', clientIds)
    .and('c.requires_interpreter');
  return prepared<InterpretedRow & Record<string, unknown>>(
    ctx.pool,
    `SELECT c.id::text AS "clientId", c.first_name || ' ' || c.last_name AS "clientName", c.preferred_language::text AS language,
      c.interpreter_notes AS notes
    FROM clients c WHERE ${where.sql} ORDER BY person_key(c.last_name, c.first_name), c.id LIMIT ${MOST_OF_THOSE + 1}`,
    where.values,
  );
}
