/** When people are away although they usually work. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { TimeOff } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import { findTimeOffRow, listTimeOffRows, type TimeOffRow } from './availability.queries.js';
import { requireColleague } from '../../people/users/colleague.js';
import type { NewTimeOff, TimeOffChanges, TimeOffList } from './time-off.input.js';

const LONGEST = 2 * 366 * 86_400_000;

/** Throws 422 unless it ends after it starts, and within two years. */
function requireSpan(start: Date, end: Date): void {
  const length = end.getTime() - start.getTime();
  if (length <= 0) throw unprocessable('time_off.time', 'Time off ends after it starts.', 'endTime');
  if (length > LONGEST) throw unprocessable('time_off.time', 'Time off lasts two years at most.', 'endTime');
}

/** The time off that matches. Throws 403. */
export async function listTimeOff(ctx: Ctx, query: TimeOffList): Promise<Page<TimeOffRow>> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return listTimeOffRows(ctx, query);
}

/** One time off. Throws 403, 404. */
export async function getTimeOff(ctx: Ctx, id: bigint): Promise<TimeOffRow> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return found(await findTimeOffRow(ctx, id));
}

function found<Row>(row: Row | null | undefined): Row {
  if (!row) throw notFound('time off');
  return row;
}

/** Adds time off. What is booked in it stays. Throws 403, 422. */
export async function createTimeOff(ctx: Ctx, input: NewTimeOff): Promise<TimeOffRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  requireSpan(input.startTime, input.endTime);
  return inTransaction(ctx, async (tx) => {
    await requireColleague(tx, input.userId);
    const row = await tx.db.timeOff.create({
      data: { ...input, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'TimeOff', recordId: row.id, after: row });
    await emit(tx, 'time_off.created', { id: row.id, data: { userId: row.userId } });
    return found(await findTimeOffRow(tx, row.id));
  });
}

const TIME_OFF: Audited<TimeOff> = {
  recordType: 'TimeOff',
  what: 'time off',
  find: (db, id) => db.timeOff.findUnique({ where: { id } }),
};

/** Changes the fields that are sent. Throws 403, 404, 412 when somebody changed it since what `match` wants, 422. */
export async function updateTimeOff(ctx: Ctx, id: bigint, changes: TimeOffChanges, match?: Match): Promise<TimeOffRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  return inTransaction(ctx, async (tx) => {
    const change = await changing(tx, TIME_OFF, id, match, async (before) => {
      requireSpan(changes.startTime ?? before.startTime, changes.endTime ?? before.endTime);
      return tx.db.timeOff.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'time_off.updated', { id, ...change });
    return found(await findTimeOffRow(tx, id));
  });
}

/** Removes time off. Throws 403, 404, 412. */
export async function deleteTimeOff(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  await inTransaction(ctx, async (tx) => {
    const before = await removing(tx, TIME_OFF, id, match, () => tx.db.timeOff.delete({ where: { id } }));
    await emit(tx, 'time_off.deleted', { id, data: { userId: before.userId } });
  });
}
