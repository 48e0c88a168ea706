/** The panel's forms for users: typed fields in, the same use cases as the API's behind. */
import { requirePermission } from '../../access/policy.js';
import { Permission } from '../../access/permissions.js';
import { audit } from '../../audit/audit.service.js';
import { emit } from '../../events/emit.js';
import type { Ctx } from '../../access/context.js';
import { refuseMoved } from '../../records/record-checks.js';
import type { RecordUseCases, Row } from '../../records/records.types.js';
import { AppError, notFound, retold, unprocessable } from '../../kernel/errors.js';
import { check } from '../../kernel/fields.js';
import { updatePreferences } from './notification-preferences.service.js';
import { changeUserLocations } from './user-locations.service.js';
import { newUser, preferenceChanges, userChanges } from './users.input.js';
import { createUser, findUser, removeUser, requireSelfOr, updateUser } from './users.service.js';

/** The form's password is empty for "leave the present one", and has a name of its own. */
function withPassword({ newPassword, password = newPassword, ...fields }: Row): Row {
  return password === undefined || password === null || password === '' ? fields : { ...fields, password };
}

/** A fault of `password` is shown at the form's field. */
async function atNewPassword<T>(sent: Row, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof AppError) || !error.errors?.some(({ path }) => path === 'password')) throw error;
    const errors = error.errors.map((one) =>
      one.path === 'password' && !('password' in sent) ? { ...one, path: 'newPassword' } : one,
    );
    throw retold(error, errors);
  }
}

export const userRecords: RecordUseCases = {
  create: async (ctx, data) => String((await atNewPassword(data, () => createUser(ctx, check(newUser, withPassword(data))))).id),
  update: async (ctx, id, changes) => {
    await atNewPassword(changes, () => updateUser(ctx, BigInt(id), check(userChanges, withPassword(changes))));
  },
  remove: async (ctx, id) => (await removeUser(ctx, BigInt(id))).outcome,
};

const preferencesById = async (ctx: Ctx, id: string) => {
  const row = await ctx.db.notificationPreference.findUnique({ where: { id: BigInt(id) } });
  if (!row) throw notFound('notification preference');
  return row;
};

export const notificationPreferenceRecords: RecordUseCases = {
  create: async (ctx, { userId, ...data }) => {
    if (typeof userId !== 'bigint') throw unprocessable('field.required', 'This field must be filled in.', 'userId');
    requireSelfOr(ctx, userId, Permission.MANAGE_USER);
    await findUser(ctx, userId);
    const row = await ctx.db.notificationPreference.create({
      data: { ...check(preferenceChanges, data), userId, updatedAt: ctx.now() },
    });
    await audit(ctx, { action: 'CREATE', recordType: 'NotificationPreference', recordId: row.id, after: row });
    await emit(ctx, 'user.preferences_changed', { id: userId });
    return String(row.id);
  },
  update: async (ctx, id, { ...changes }) => {
    refuseMoved(changes, ['userId']);
    await updatePreferences(ctx, (await preferencesById(ctx, id)).userId, check(preferenceChanges, changes));
  },
  remove: async (ctx, id) => {
    const before = await preferencesById(ctx, id);
    requireSelfOr(ctx, before.userId, Permission.MANAGE_USER);
    await ctx.db.notificationPreference.delete({ where: { id: before.id } });
    await audit(ctx, { action: 'DELETE', recordType: 'NotificationPreference', recordId: id, before });
    await emit(ctx, 'user.preferences_changed', { id: before.userId });
    return 'deleted';
  },
};

/** The two halves of a location entry's key. */
function halves(id: string): [bigint, bigint] {
  const [userId = '0', locationId = '0'] = id.split('.');
  return [BigInt(userId), BigInt(locationId)];
}

export const userLocationRecords: RecordUseCases = {
  create: async (ctx, { userId, locationId, isPrimary }) => {
    requirePermission(ctx.actor, Permission.MANAGE_USER);
    if (typeof userId !== 'bigint') throw unprocessable('field.required', 'This field must be filled in.', 'userId');
    if (typeof locationId !== 'bigint') throw unprocessable('field.required', 'This field must be filled in.', 'locationId');
    const where = { id: locationId };
    if (!(await ctx.db.practiceLocation.findUnique({ where, select: { id: true } }))) {
      throw unprocessable('reference.not_found', 'There is no such location.', 'locationId');
    }
    await changeUserLocations(ctx, userId, (present) => {
      if (present.some((row) => row.locationId === locationId)) {
        throw new AppError(409, 'record.exists', 'This person already works at this location.', {
          errors: [{ path: 'locationId', message: 'is already there' }],
        });
      }
      const primary = isPrimary === true ? locationId : present.find((row) => row.isPrimary)?.locationId;
      return { locationIds: [...present.map((row) => row.locationId), locationId], primaryLocationId: primary ?? null };
    });
    return `${userId}.${locationId}`;
  },
  update: async (ctx, id, changes) => {
    refuseMoved(changes, ['userId', 'locationId']);
    const [userId, locationId] = halves(id);
    await changeUserLocations(ctx, userId, (present) => {
      const primary =
        changes.isPrimary === true
          ? locationId
          : present.find((row) => row.isPrimary && row.locationId !== locationId)?.locationId;
      return { locationIds: present.map((row) => row.locationId), primaryLocationId: primary ?? null };
    });
  },
  remove: async (ctx, id) => {
    const [userId, locationId] = halves(id);
    await changeUserLocations(ctx, userId, (present) => {
      const primary = present.find((row) => row.isPrimary && row.locationId !== locationId)?.locationId;
      return {
        locationIds: present.map((row) => row.locationId).filter((one) => one !== locationId),
        primaryLocationId: primary ?? null,
      };
    });
    return 'deleted';
  },
};
