/** When people work: stretches of weekdays on the wall clock. */
import { z } from 'zod';
import { Permission } from '../../access/permissions.js';
import { requirePermission } from '../../access/policy.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import { type Audited, changing, removing } from '../../audit/changing.js';
import { type Ctx, inTransaction } from '../../access/context.js';
import type { WorkingHours } from '../../generated/prisma/index.js';
import { notFound, unprocessable } from '../../kernel/errors.js';
import type { Match } from '../../http/etag.js';
import { toId, toOptionalId } from '../../kernel/ids.js';
import type { Page } from '../../database/lists.js';
import { toOptionalDate } from '../../kernel/time.js';
import { check, matching } from '../../kernel/validation.js';
import { findWorkingHoursRow, listWorkingHoursRows, type WorkingHoursRow } from './availability.queries.js';
import { requireColleague } from '../../people/users/colleague.js';
import { requireOpenLocation } from '../../practice/locations/open-location.js';
import type { CreateWorkingHoursInput, UpdateWorkingHoursInput, WorkingHoursListQuery } from './working-hours.dto.js';

const clock = (pattern: RegExp) => matching(pattern, 5, 'must be a time of day, like 09:00');

const fields = z.strictObject({
  locationId: z.string().nullish(),
  weekday: z.int('must be a whole number').min(1, 'must be at least 1 (Monday)').max(7, 'must be at most 7 (Sunday)'),
  startTime: clock(/^([01][0-9]|2[0-3]):[0-5][0-9]$/),
  endTime: clock(/^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$/),
  validFrom: z.string().nullish(),
  validTo: z.string().nullish(),
});
const newFields = fields.extend({ userId: z.string() });

type Stretch = Pick<WorkingHours, 'startTime' | 'endTime' | 'validFrom' | 'validTo'>;

/** Throws 422 for a stretch that ends before it begins. */
function requireStretch({ startTime, endTime, validFrom, validTo }: Stretch): void {
  if (endTime <= startTime)
    throw unprocessable('working_hours.time', 'Working hours end after they start, on the same day.', 'endTime');
  if (validFrom && validTo && validTo < validFrom)
    throw unprocessable('working_hours.validity', 'The last day is the first one or a later one.', 'validTo');
}

/** The working hours that match, with the names of people and places. Throws 400, 403. */
export async function listWorkingHours(ctx: Ctx, query: WorkingHoursListQuery): Promise<Page<WorkingHoursRow>> {
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

/** Adds working hours. Throws 400, 403, 422. */
export async function createWorkingHours(ctx: Ctx, input: CreateWorkingHoursInput): Promise<WorkingHoursRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  const given = check(newFields, input);
  const data = {
    ...given,
    userId: toId(given.userId, 'userId'),
    locationId: toOptionalId(given.locationId, 'locationId') ?? null,
    validFrom: toOptionalDate(given.validFrom, 'validFrom') ?? null,
    validTo: toOptionalDate(given.validTo, 'validTo') ?? null,
  };
  requireStretch(data);
  return inTransaction(ctx, async (tx) => {
    await requireColleague(tx, data.userId);
    await requireOpenLocation(tx, data.locationId);
    const row = await tx.db.workingHours.create({
      data: { ...data, createdBy: tx.actor.id, updatedBy: tx.actor.id, createdAt: tx.now() },
    });
    await audit(tx, { action: 'CREATE', recordType: 'WorkingHours', recordId: row.id, after: row });
    await emit(tx, 'working_hours.created', { id: row.id, data: { userId: row.userId } });
    return found(await findWorkingHoursRow(tx, row.id));
  });
}

const WORKING_HOURS: Audited<WorkingHours> = {
  recordType: 'WorkingHours',
  table: 'working_hours',
  what: 'working hours',
  find: (db, id) => db.workingHours.findUnique({ where: { id } }),
};

/** Changes the fields that are sent. Throws 400, 403, 404, 412 when somebody changed them since what `match` wants, 422. */
export async function updateWorkingHours(
  ctx: Ctx,
  id: bigint,
  input: UpdateWorkingHoursInput,
  match?: Match,
): Promise<WorkingHoursRow> {
  requirePermission(ctx.actor, Permission.EDIT_AVAILABILITY);
  const given = check(fields.partial(), input);
  return inTransaction(ctx, async (tx) => {
    const change = await changing(tx, WORKING_HOURS, id, match, async (before) => {
      const locationId = toOptionalId(given.locationId, 'locationId');
      const validFrom = toOptionalDate(given.validFrom, 'validFrom');
      const validTo = toOptionalDate(given.validTo, 'validTo');
      requireStretch({
        startTime: given.startTime ?? before.startTime,
        endTime: given.endTime ?? before.endTime,
        validFrom: validFrom === undefined ? before.validFrom : validFrom,
        validTo: validTo === undefined ? before.validTo : validTo,
      });
      if (locationId !== before.locationId) await requireOpenLocation(tx, locationId);
      const data = { ...given, locationId, validFrom, validTo, updatedBy: tx.actor.id };
      return tx.db.workingHours.update({ where: { id }, data });
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
