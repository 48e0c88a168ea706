/** Whose money a report tells of. */
import type { Ctx } from '../../access/context.js';
import { Permission } from '../../access/permissions.js';
import { clientConditions, learnerConditions } from '../../access/policy.js';
import { Conditions } from '../../database/conditions.js';

/** The ledger's movements, with the line that each is of and the visit of that line. */
export const MOVEMENTS = `ledger_movements m LEFT JOIN invoice_line_items l ON l.id = m.line_id LEFT JOIN appointments a ON a.id = l.appointment_id`;

/** Movements (`MOVEMENTS`) of clients whom the actor may see, without those of lines about learners out of sight: as the ledger's list has them. */
export const movementsSeen = (ctx: Ctx): Conditions =>
  new Conditions((binding) =>
    learnerConditions(
      ctx.actor,
      Permission.VIEW_BILLING,
      { client: 'm.client_id', learner: 'coalesce(l.learner_id, a.learner_id)' },
      binding,
    ),
  );

/** Rows of clients whom the actor may see: balances and money are of a client, and of no line. */
export const clientsSeen = (ctx: Ctx, column: string, also: readonly Permission[] = []): Conditions =>
  new Conditions((binding) => [
    ...new Set(
      [Permission.VIEW_BILLING, ...also].flatMap((permission) => clientConditions(ctx.actor, permission, column, binding)),
    ),
  ]);
