/** What is said of entries that open or close one client or learner. */
import { z } from 'zod';
import { id, listFields } from '../../kernel/fields.js';
import { expiresAt, newUserPermission, permission } from './permissions.input.js';

const ofWhom = {
  userId: id().meta({ description: 'For whom.' }),
  permission: permission.meta({ description: 'One that has `perRecord` in GET /api/permissions.', example: 'VIEW_CLIENT' }),
  granted: z.boolean().meta({ description: 'False closes it.', example: true }),
};

export const newRecordPermission = z.strictObject({ ...ofWhom, expiresAt }).meta({ id: 'RecordPermissionInput' });

export const newClientRecordPermission = z
  .strictObject({
    ...ofWhom,
    learnerId: id().nullish().meta({ description: "One of the client's learners; null or absent: the whole client." }),
    expiresAt,
  })
  .meta({ id: 'ClientRecordPermissionInput' });

/** For the panel, where a permission is chosen by its id, and a client or a learner by theirs. */
export const newEntry = newUserPermission.extend({ clientId: id().nullish(), learnerId: id().nullish() });
export type NewEntry = z.output<typeof newEntry>;

export const recordPermissionList = z
  .strictObject({
    ...listFields(
      ['grantedAt', 'updatedAt'],
      { description: '`-` for the other way round. The latest first unless told.', default: '-grantedAt' },
      { limit: undefined, cursor: 'From `nextCursor` of the page before.', count: 'Answers `total` as well.' },
    ),
    permission: permission.optional(),
    granted: z.boolean().optional(),
  })
  .meta({ id: 'RecordPermissionListQuery' });
export type RecordPermissionList = z.output<typeof recordPermissionList>;
