/** When people work: stretches of weekdays on the wall clock. */
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { WorkingHours } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import type { Page } from '../../database/lists.js';
import { findWorkingHoursRow, listWorkingHoursRows, type WorkingHoursRow } from './availability.queries.js';
import { requireColleague } from '../../people/users/colleague.js';
import { requireOpenLocation } from '../../practice/locations/open-location.js';
import type { NewWorkingHours, WorkingHoursChanges, WorkingHoursList } from './working-hours.input.js';

type Stretch = Pick<NewWorkingHours, 'startTime' | 'endTime' | 'validFrom' | 'validTo'>;

/** Throws 422 for a stretch that ends before it begins. */
function requireStretch({ startTime, endTime, validFrom, validTo }: Stretch): void {
  if (endTime <= startTime)
    throw unprocessable('working_hours.time', 'Working hours end after they start, on the same day.', 'endTime');
  if (validFrom && validTo && validTo < validFrom)
    throw unprocessable('working_hours.validity', 'The last day is the first one or a later one.', 'validTo');
}

/** The working hours that match, with the names of people and places. Throws 403. */
export async function listWorkingHours(ctx: Ctx, query: WorkingHoursList): Promise<Page<WorkingHoursRow>> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return listWorkingHoursRows(ctx, query);
}

/** One stretch of working hours. Throws 403, 404. */
export async function getWorkingHours(ctx: Ctx, id: bigint): Promise<WorkingHoursRow> {
  requirePermission(ctx.actor, Permission.VIEW_APPOINTMENT);
  return found(await findWorkingHoursRow(ctx, id));
}

function found<Row>(row: Row | null | undefined): Row {
  if (!row) throw notFound('working hours');
  return row;
}

/** Adds working hours. Throws 403, 422. */
export async function createWorkingHours(ctx: Ctx, input: NewWorkingHours): Promise<WorkingHoursRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  requireStretch(input);
  return inTransaction(ctx, async (tx) => {
    await requireColleague(tx, input.userId);
    await requireOpenLocation(tx, input.locationId);
    const row = await tx.db.workingHours.create({
      data: { ...input, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'WorkingHours', recordId: row.id, after: row });
    await emit(tx, 'working_hours.created', { id: row.id, data: { userId: row.userId } });
    return found(await findWorkingHoursRow(tx, row.id));
  });
}

const WORKING_HOURS: Audited<WorkingHours> = {
  recordType: 'WorkingHours',
  what: 'working hours',
  find: (db, id) => db.workingHours.findUnique({ where: { id } }),
};

/** Changes the fields that are sent. Throws 403, 404, 412 when somebody changed them since what `match` wants, 422. */
export async function updateWorkingHours(
  ctx: Ctx,
  id: bigint,
  changes: WorkingHoursChanges,
  match?: Match,
): Promise<WorkingHoursRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  return inTransaction(ctx, async (tx) => {
    const change = await changing(tx, WORKING_HOURS, id, match, async (before) => {
      requireStretch({
        startTime: changes.startTime ?? before.startTime,
        endTime: changes.endTime ?? before.endTime,
        validFrom: changes.validFrom === undefined ? before.validFrom : changes.validFrom,
        validTo: changes.validTo === undefined ? before.validTo : changes.validTo,
      });
      if (changes.locationId !== before.locationId) await requireOpenLocation(tx, changes.locationId);
      return tx.db.workingHours.update({ where: { id }, data: { ...changes, updatedBy: tx.actor.id } });
    });
    await emit(tx, 'working_hours.updated', { id, ...change });
    return found(await findWorkingHoursRow(tx, id));
  });
}

/** Removes working hours. What is booked in them stays. Throws 403, 404, 412. */
export async function deleteWorkingHours(ctx: Ctx, id: bigint, match?: Match): Promise<void> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  await inTransaction(ctx, async (tx) => {
    const before = await removing(tx, WORKING_HOURS, id, match, () => tx.db.workingHours.delete({ where: { id } }));
    await emit(tx, 'working_hours.deleted', { id, data: { userId: before.userId } });
  });
}
